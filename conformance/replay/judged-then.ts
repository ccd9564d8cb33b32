import type { OpenBundle } from '../../src/bundle/open-bundle.ts';

/** Party key of the system that a bundle is about: as its profile says, or the one that is somebody's own in its world. */
export async function judgedThen(bundle: OpenBundle): Promise<string | undefined> {
  const system = (await optionalJson(bundle, 'system.json')) as { partyKey?: string } | undefined;
  return system?.partyKey ?? externalParty(await optionalJson(bundle, 'world.json'));
}

/** A file that not every bundle has. Rejects with BundleDamagedError when it has it and it is another. */
export async function optionalJson(
  { manifest, readJson }: OpenBundle,
  name: string,
): Promise<unknown> {
  return manifest.files.some((file) => file.name === name) ? readJson(name) : undefined;
}

/** `undefined` where nobody's own system is in the world, or more than one. */
function externalParty(world: unknown): string | undefined {
  const { organisations } = (world ?? {}) as { organisations?: unknown };
  const played = Object.values((organisations ?? {}) as Record<string, unknown>).flatMap((each) => {
    const { played, partyKey } = (each ?? {}) as { played?: unknown; partyKey?: unknown };
    return played === 'external' && typeof partyKey === 'string' ? [partyKey] : [];
  });
  return played.length === 1 ? played[0] : undefined;
}
