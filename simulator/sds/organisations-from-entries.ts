import { type DirectoryEntry, firstValueOf, valuesOf } from '../../src/directory/entry.ts';
import { kindOf } from '../../src/directory/find-entries.ts';
import type { z } from '../../src/platform/zod.ts';
import { serviceInteraction } from '../world/config-values.ts';
import { organisationConfig } from '../world/party-config.ts';
import { type ContractPatch, contractFromEntry } from './contract-from-entry.ts';

export type OrganisationPatch = z.input<typeof organisationConfig>;

/** Organisations by name, and what could not become one. */
export interface FoundOrganisations {
  readonly organisations: Readonly<Record<string, OrganisationPatch>>;
  /** One line each. */
  readonly remarks: readonly string[];
}

const first = (entry: DirectoryEntry, name: string) => firstValueOf(entry, name)?.trim() ?? '';

/**
 * Systems with the message handlers of their party key as external organisations, so that Spine delivers to
 * them. A party key, an ASID and a CPAId belong to one organisation: the first that has it. `reserved` names
 * those that somebody has already.
 */
export function organisationsFromEntries(
  entries: readonly DirectoryEntry[],
  reserved: ReadonlyMap<string, string> = new Map(),
): FoundOrganisations {
  const handlers = Map.groupBy(
    entries.filter((entry) => kindOf(entry) === 'handler'),
    ownerOf,
  );
  const names = new Map(
    entries
      .filter((entry) => !kindOf(entry) && first(entry, 'o') !== '')
      .map((entry) => [first(entry, 'nhsIDCode'), first(entry, 'o')]),
  );
  const organisations: Record<string, OrganisationPatch> = {};
  const remarks: string[] = [];
  const taken = new Map(reserved);
  for (const system of entries.filter((entry) => kindOf(entry) === 'system')) {
    const asid = first(system, 'uniqueIdentifier');
    const partyKey = first(system, 'nhsMHSPartyKey').toUpperCase();
    const stays = (why: string) => remarks.push(`system ${asid} stays LDIF: ${why}`);
    const holder = taken.get(partyKey) ?? taken.get(asid);
    if (holder) {
      stays(`${holder} has its party key or ASID already`);
      continue;
    }
    const own = handlers.get(ownerOf(system)) ?? [];
    if (own.length === 0) {
      stays(`${first(system, 'nhsIDCode')} has no message handler of party ${partyKey}`);
      continue;
    }
    const made = organisationOf(system, own, taken, remarks);
    const name = names.get(made.ods);
    const patch = { ...made, ...(name !== undefined && { name }) };
    const result = organisationConfig.safeParse(patch);
    if (!result.success) {
      const [issue] = result.error.issues;
      stays(`${issue?.path.join('.')}: ${issue?.message}`);
      continue;
    }
    const key = freeName(made.ods, organisations);
    organisations[key] = patch;
    for (const claim of [partyKey, asid]) taken.set(claim, key);
    for (const { cpaId } of Object.values(made.contracts ?? {})) if (cpaId) taken.set(cpaId, key);
  }
  return { organisations, remarks };
}

function ownerOf(entry: DirectoryEntry): string {
  return `${first(entry, 'nhsIDCode')} ${first(entry, 'nhsMHSPartyKey').toUpperCase()}`;
}

function organisationOf(
  system: DirectoryEntry,
  handlers: readonly DirectoryEntry[],
  taken: ReadonlyMap<string, string>,
  remarks: string[],
): OrganisationPatch {
  const endpoint = mostFrequent(handlers.map((each) => first(each, 'nhsMHSEndPoint')));
  const contracts: Record<string, ContractPatch> = {};
  for (const handler of handlers) {
    const stays = (why: string) => remarks.push(`${handler.dn} stays LDIF: ${why}`);
    const [interaction = '', ...more] = valuesOf(handler, 'nhsMhsSvcIA');
    const made = contractFromEntry(handler, interaction, endpoint);
    if (more.length > 0) stays('it serves several interactions');
    else if (!serviceInteraction.safeParse(interaction).success)
      stays(`${interaction || 'nothing'} is no interaction of messaging`);
    else if (contracts[interaction]) stays(`another handler serves ${interaction}`);
    else if ('wrong' in made) stays(made.wrong);
    else if (made.patch.cpaId !== undefined && taken.has(made.patch.cpaId))
      stays(`its CPAId is one of ${taken.get(made.patch.cpaId)}`);
    else contracts[interaction] = made.patch;
  }
  const accredited = valuesOf(system, 'nhsAsSvcIA');
  return {
    ods: first(system, 'nhsIDCode'),
    partyKey: first(system, 'nhsMHSPartyKey').toUpperCase(),
    asid: first(system, 'uniqueIdentifier'),
    fqdn: mostFrequent(handlers.map((each) => first(each, 'nhsMhsFQDN'))),
    played: 'external',
    endpoint,
    // What it is accredited for without a handler has no contract: the system's own entry keeps it.
    interactions: Object.keys(contracts).filter((name) => accredited.includes(name)),
    contracts,
  };
}

function mostFrequent(texts: readonly string[]): string {
  const counts = Map.groupBy(texts, (text) => text);
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? '';
}

/** A key of a world file: `m85019`, or `m85019-2` where there is one. */
function freeName(ods: string, used: Readonly<Record<string, unknown>>): string {
  const base = ods.toLowerCase().replace(/^(?=\d)/, 'o-');
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}-${count}`;
    if (!Object.hasOwn(used, name)) return name;
  }
}
