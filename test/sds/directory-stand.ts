import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DirectoryEdit, openDirectoryStore } from '../../simulator/sds/directory-store.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { worldSettings } from '../../simulator/world/world-settings.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import { virtualClock } from '../../src/platform/clock.ts';

/** A directory over a real world in a folder of its own, with files beside the world file. */
export async function directoryStand(
  patch: WorldPatch = {},
  files: Readonly<Record<string, string>> = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-sds-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const file = join(folder, 'world.yaml');
  await writeFile(file, JSON.stringify(patch));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const loaded = await loadWorld({ file });
    const world = worldStore(loaded.world);
    const settings = worldSettings({ store: world, loaded });
    const edits: DirectoryEdit[] = [];
    const clock = virtualClock();
    const directory = await openDirectoryStore({
      world,
      clock,
      before: async (edit) => void edits.push(edit),
    });
    return { folder, world, settings, directory, edits, clock, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** LDIF of one entry below ou=Services. */
export function ldifOf(id: string, attributes: Readonly<Record<string, string>>): string {
  const lines = Object.entries(attributes).map(([name, value]) => `${name}: ${value}`);
  return [
    `dn: uniqueIdentifier=${id},ou=Services,o=nhs`,
    'objectClass: top',
    ...lines,
    `uniqueIdentifier: ${id}`,
    '',
    '',
  ].join('\n');
}
