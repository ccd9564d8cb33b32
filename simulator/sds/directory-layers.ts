import type { DirectoryEntry } from '../../src/directory/entry.ts';
import { viewOf } from '../../src/directory/entry-view.ts';
import { readLdif } from '../../src/wire/ldif/read-ldif.ts';
import type { DirectoryFile, World } from '../world/world.ts';
import { worldEntries } from './world-entries.ts';

/** Live edits by normal name; `undefined` where an entry was taken away. */
export type Edits = ReadonlyMap<string, DirectoryEntry | undefined>;

/** The layers of the directory, laid over one another. */
export interface DirectoryLayers {
  entries(world: World, edits: Edits): readonly DirectoryEntry[];
}

/**
 * What has not changed is not made again: entries keep their identity from one directory to the next, and with
 * it whatever the faces keep of them.
 */
export function directoryLayers(): DirectoryLayers {
  const ofWorld = new WeakMap<World, readonly DirectoryEntry[]>();
  const ofFile = new Map<string, { readonly text: string; readonly entries: DirectoryEntry[] }>();
  const read = ({ file, text }: DirectoryFile) => {
    const known = ofFile.get(file);
    if (known?.text === text) return known.entries;
    // Problems were told when the world was loaded.
    const entries = readLdif(text).records.map(({ dn, attributes }) => ({ dn, attributes }));
    ofFile.set(file, { text, entries });
    return entries;
  };
  return {
    entries(world, edits) {
      const derived = ofWorld.get(world) ?? worldEntries(world);
      ofWorld.set(world, derived);
      const below = [...derived, ...world.directoryFiles.flatMap(read)];
      const removed = (entry: DirectoryEntry) => {
        const { dn } = viewOf(entry);
        return edits.has(dn) && edits.get(dn) === undefined;
      };
      const put = [...edits.values()].filter((entry) => entry !== undefined);
      return [...below.filter((entry) => !removed(entry)), ...put];
    },
  };
}
