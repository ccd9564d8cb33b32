import type { Directory } from '../../src/directory/directory.ts';
import { type DirectoryEntry, firstValueOf, valuesOf } from '../../src/directory/entry.ts';
import { kindOf } from '../../src/directory/find-entries.ts';
import type { DirectoryRemark } from '../../src/directory/lint-directory.ts';
import { parseDuration } from '../../src/domain/duration.ts';
import type { World } from '../world/world.ts';
import { worldEntries } from './world-entries.ts';

/** What of an entry Spine goes by, as the world has it. */
const SYSTEM = ['nhsIDCode', 'nhsMHSPartyKey'];
const HANDLER = [
  ...['nhsMHSPartyKey', 'nhsMhsCPAId', 'nhsMhsSvcIA', 'nhsMHSEndPoint', 'nhsMHSSyncReplyMode'],
  ...['nhsMHSAckRequested', 'nhsMHSDuplicateElimination', 'nhsMHSActor', 'nhsMHSRetries'],
  ...['nhsMHSRetryInterval', 'nhsMHSPersistDuration'],
];

/**
 * Where an LDIF file or a live edit makes the directory say something else than Spine goes by, or nothing. Nobody
 * is kept from it: clients that hold on to what SDS once said are to be tried too.
 */
export function lintContracts(directory: Directory, world: World): readonly DirectoryRemark[] {
  return worldEntries(world).flatMap((own) => {
    const kind = kindOf(own);
    if (!kind) return [];
    const said = directory.entry(own.dn);
    if (said) return differences(own, said, kind === 'system' ? SYSTEM : HANDLER);
    const partyKey = firstValueOf(own, 'nhsMHSPartyKey') ?? '';
    // What becomes of Spine's own intermediaries is remarked on elsewhere, and its services are asked at their paths.
    if (kind === 'system' || partyKey === world.spine.partyKey) return [];
    const text = `Spine delivers ${firstValueOf(own, 'nhsMhsSvcIA')} to party ${partyKey}, and nobody finds its message handler`;
    return [{ rule: 'contract-without-handler', dn: own.dn, text }];
  });
}

function differences(
  own: DirectoryEntry,
  said: DirectoryEntry,
  names: readonly string[],
): readonly DirectoryRemark[] {
  if (own === said) return [];
  return names
    .filter((name) => meant(own, name) !== meant(said, name))
    .map((name) => ({
      rule: 'unlike-the-world',
      dn: own.dn,
      text: `says ${name} ${shown(said, name)}, Spine goes by ${shown(own, name)}: PATCH the world to change both`,
    }));
}

/** Of the others `None` and `none` mean the same. */
const EXACT: ReadonlySet<string> = new Set([
  ...['nhsIDCode', 'nhsMhsCPAId', 'nhsMhsSvcIA', 'nhsMHSEndPoint'],
]);

/** Durations and lists mean the same however they are written. */
function meant(entry: DirectoryEntry, name: string): string {
  const values = valuesOf(entry, name).map((value) => {
    const text = value.trim();
    return String(parseDuration(text) ?? (EXACT.has(name) ? text : text.toLowerCase()));
  });
  // Nothing and no time are the same.
  return JSON.stringify(values.filter((value) => value !== '0' && value !== '').sort());
}

function shown(entry: DirectoryEntry, name: string): string {
  return valuesOf(entry, name).join(', ') || 'nothing';
}
