import type { WorldPatch } from '../../simulator/world/world-config.ts';

/** What decides how Spine answers. Ports, hosts, parties and certificates are those of here and now. */
const DECISIVE = ['timeScale', 'policies', 'limits', 'faults'] as const;

/**
 * Of a configuration on record, what a replay must have in common with it: how Spine judges, what goes wrong there,
 * and the plain settings of PDS (not its files, which are not here). Nothing for anything else.
 */
export function settingsOfThen(world: unknown): WorldPatch {
  if (!isRecord(world)) return {};
  const kept = DECISIVE.flatMap((key) => (world[key] === undefined ? [] : [[key, world[key]]]));
  const pds = isRecord(world.pds)
    ? Object.entries(world.pds).filter(([, value]) => typeof value !== 'object')
    : [];
  return Object.fromEntries([...kept, ['pds', Object.fromEntries(pds)]]) as WorldPatch;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
