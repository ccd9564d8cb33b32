import type { Directory } from '../../src/directory/directory.ts';
import { type DirectoryEntry, firstValueOf, valuesOf } from '../../src/directory/entry.ts';
import { kindOf } from '../../src/directory/find-entries.ts';
import { normalValue } from '../../src/directory/matching-rules.ts';
import { openDirectory } from '../../src/directory/open-directory.ts';
import { attributeType } from '../../src/directory/schema/schema.ts';
import { parseDuration } from '../../src/domain/duration.ts';
import { DEFAULT_CONFIG, defaultWorld } from '../world/default-world.ts';
import { settleWorld } from '../world/load-world.ts';
import { isPlain } from '../world/merge-patch.ts';
import type { WorldPatch } from '../world/world-config.ts';
import { plainLayer } from '../world/world-layers.ts';
import { isBranch } from './check-entry.ts';
import { organisationsFromEntries } from './organisations-from-entries.ts';
import { worldEntries } from './world-entries.ts';

/** What a world file and an LDIF file beside it are to hold. */
export interface ImportPlan {
  readonly world: WorldPatch;
  /** Names of the organisations that were made. */
  readonly organisations: readonly string[];
  readonly contracts: number;
  /** What the world cannot say: to be named by `sds.entries`. */
  readonly kept: readonly DirectoryEntry[];
  /** Entries of Spine, which the simulator has of its own. */
  readonly leftOut: number;
  readonly remarks: readonly string[];
}

/** Facts of a message handler that nothing goes by: no reason to keep its entry beside its contract. */
const DECORATION: ReadonlySet<string> = new Set(
  [
    'nhsDateRequested nhsDateApproved nhsDateDNSApproved nhsRequestorURP nhsApproverURP',
    'nhsDNSApprover nhsProductKey nhsProductName nhsProductVersion nhsEPInteractionType',
    'nhsContractPropertyTemplateKey nhsMHSIsAuthenticated nhsMHSServiceDescription',
    'nhsMhsIPAddress nhsMhsNetwork nhsMhsSinCode uniqueIdentifier',
  ].flatMap((line) => line.toLowerCase().split(' ')),
);

/**
 * Turns directory entries into a world: pairs of system and message handlers into external organisations, the
 * rest kept as entries. Rejects with WorldError when the two cannot stand together.
 */
export async function planImport(
  entries: readonly DirectoryEntry[],
  base: 'default' | 'empty',
  directory: string,
): Promise<ImportPlan> {
  const { spine, contracts: defaults } = defaultWorld();
  const others = entries.filter(({ dn }) => !isBranch(dn));
  const ofSpine = others.filter(
    (entry) =>
      firstValueOf(entry, 'nhsMHSPartyKey')?.toUpperCase() === spine.partyKey ||
      firstValueOf(entry, 'nhsIDCode') === spine.odsCode,
  );
  const given = others.filter((entry) => !ofSpine.includes(entry));
  const ofSpineAlone = defaults.filter(({ partyKey }) => partyKey === spine.partyKey);
  const reserved = new Map(ofSpineAlone.map(({ cpaId }) => [cpaId, 'Spine']));
  const { organisations, remarks } = organisationsFromEntries(given, reserved);
  const world: WorldPatch = {
    base,
    organisations: { ...(base === 'default' ? replaced(organisations) : {}), ...organisations },
  };
  const settled = await settleWorld([plainLayer('LDIF', world)], directory);
  const derived = openDirectory(worldEntries(settled.world));
  const contracts = Object.values(organisations).flatMap((each) =>
    Object.keys(each.contracts ?? {}),
  );
  return {
    world,
    organisations: Object.keys(organisations),
    contracts: contracts.length,
    kept: given.filter((entry) => !says(derived, entry)),
    leftOut: ofSpine.length,
    remarks,
  };
}

/** Organisations of the default world that an imported one stands in for. */
function replaced(imported: Readonly<Record<string, object>>): Record<string, null> {
  const codes = (value: object) => {
    const { ods, partyKey, asid } = value as Readonly<Record<string, unknown>>;
    return [ods, partyKey, asid];
  };
  const claimed = new Set(Object.values(imported).flatMap(codes));
  const defaults = isPlain(DEFAULT_CONFIG.organisations) ? DEFAULT_CONFIG.organisations : {};
  const gone = Object.entries(defaults).filter(
    ([, each]) => isPlain(each) && codes(each).some((code) => claimed.has(code)),
  );
  return Object.fromEntries(gone.map(([name]) => [name, null]));
}

/** Whether the directory of the world says by itself what an entry says. */
function says(derived: Directory, entry: DirectoryEntry): boolean {
  const isHandler = kindOf(entry) === 'handler';
  const twin = isHandler ? handlerTwin(derived, entry) : derived.entry(entry.dn);
  if (!twin) return false;
  return entry.attributes.every(({ name, values }) => {
    if (name.toLowerCase() === 'objectclass') return true;
    if (isHandler && DECORATION.has(name.toLowerCase())) return true;
    return sameValues(name, values, valuesOf(twin, name));
  });
}

/** The world names a handler by its CPAId, whatever its entry was called. */
function handlerTwin(derived: Directory, entry: DirectoryEntry): DirectoryEntry | undefined {
  const filters = ['nhsMhsCPAId', 'nhsMhsSvcIA'].map((attribute) => ({
    ...{ kind: 'equal' as const, attribute },
    value: firstValueOf(entry, attribute) ?? '',
  }));
  const filter = { kind: 'and', filters } as const;
  const [twin] = derived.search({ base: 'o=nhs', scope: 'sub', filter, strict: true }) ?? [];
  return twin;
}

function sameValues(name: string, given: readonly string[], derived: readonly string[]): boolean {
  const rule = attributeType(name)?.equality ?? 'caseExactMatch';
  const plain = (values: readonly string[]) =>
    values
      .map((value) => {
        const duration = parseDuration(value);
        return duration === undefined ? (normalValue(rule, value) ?? '') : `${duration} ms`;
      })
      // Nothing, no re-sends and no time are the same.
      .filter((value) => value !== '' && value !== '0' && value !== '0 ms')
      .sort();
  return JSON.stringify(plain(given)) === JSON.stringify(plain(derived));
}
