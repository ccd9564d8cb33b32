import type { DirectoryEntry } from '../../src/directory/entry.ts';
import type { Contract } from '../../src/domain/contract.ts';
import { serviceInteraction } from '../../src/domain/interaction.ts';
import { escapeDnValue } from '../../src/wire/ldap/dn.ts';
import type { Party, World } from '../world/world.ts';
import { attributesOf, PRODUCT, REGISTERED, type Values } from './attributes-of.ts';
import { handlerEntries } from './handler-entries.ts';

/** Whoever made Spine (sds-ods 2.6), and a code of nobody for the rest. */
const SPINE_MANUFACTURER = 'X09001';
const MANUFACTURER = 'Z9X01';

/** Public data gives no address to a practice that does not exist; the schema demands one. */
const NOWHERE: Values = {
  nhsOrgType: 'GP PRACTICE',
  nhsOrgTypeCode: 'PR',
  nhsPCTCode: 'Z99',
  postalAddress: '1 Test Street$Testtown',
  postalCode: 'ZZ99 9ZZ',
  l: 'Testtown',
};

/**
 * What the directory says of the parties of a world: an organisation, its system, and a message handler for
 * each contract, Spine's own first (sds-ods 1.5, 1.8). Durations are advertised as Spine keeps them, scaled.
 * Endpoints are the recipient's own: only the FHIR face puts Spine's intermediary there.
 */
export function worldEntries(world: World): readonly DirectoryEntry[] {
  const { spine, contracts, parties } = world;
  const contractsOf = Map.groupBy(contracts, ({ partyKey }) => partyKey);
  const own = contractsOf.get(spine.partyKey) ?? [];
  const core = {
    ...spine,
    name: 'Spine',
    interactions: own.map(({ service, action }) => serviceInteraction(service, action)),
  };
  return [
    organisationEntry('nhsOrg', core, { ...NOWHERE, nhsOrgType: 'SPINE', nhsOrgTypeCode: 'SP' }),
    systemEntry(core, SPINE_MANUFACTURER),
    ...handlerEntries(own),
    ...parties.flatMap((party) => partyEntries(party, contractsOf.get(party.partyKey) ?? [])),
  ];
}

/** Another number for the second system of a party that is listed twice. */
const SECOND = /^(\d)/;

interface Made {
  readonly contracts: readonly Contract[];
  readonly entries: readonly DirectoryEntry[];
}

/** Guests come and go by the dozen: the entries of those who stay are not made again for each of them. */
const made = new WeakMap<Party, Made>();

function partyEntries(party: Party, contracts: readonly Contract[]): readonly DirectoryEntry[] {
  const known = made.get(party);
  const isSame =
    known?.contracts.length === contracts.length &&
    contracts.every((contract, index) => contract === known.contracts[index]);
  if (known && isSame) return known.entries;
  const entries = makeEntries(party, contracts);
  made.set(party, { contracts, entries });
  return entries;
}

function makeEntries(party: Party, contracts: readonly Contract[]): readonly DirectoryEntry[] {
  const organisation = organisationEntry('nhsGPPractice', party, NOWHERE);
  if (party.listed === 'never') return [organisation];
  const handlers = handlerEntries(contracts);
  if (party.listed === 'contracts-only') return [organisation, ...handlers];
  const system = systemEntry(party, MANUFACTURER);
  if (party.listed !== 'twice') return [organisation, system, ...handlers];
  const asid = party.asid.replace(SECOND, (first) => String((Number(first) + 1) % 10));
  return [organisation, system, systemEntry({ ...party, asid }, MANUFACTURER), ...handlers];
}

type Owner = Pick<Party, 'odsCode' | 'partyKey' | 'asid' | 'name' | 'interactions'>;

function organisationEntry(is: string, { odsCode, name }: Owner, facts: Values): DirectoryEntry {
  return {
    dn: `uniqueIdentifier=${escapeDnValue(odsCode)},ou=Organisations,o=nhs`,
    attributes: attributesOf(['top', 'organization', is], {
      uniqueIdentifier: odsCode,
      o: name,
      nhsIDCode: odsCode,
      ...facts,
    }),
  };
}

function systemEntry(owner: Owner, manufacturer: string): DirectoryEntry {
  const { odsCode, partyKey, asid, interactions } = owner;
  return {
    dn: `uniqueIdentifier=${asid},ou=Services,o=nhs`,
    attributes: attributesOf(['top', 'nhsAs'], {
      uniqueIdentifier: asid,
      nhsIDCode: odsCode,
      nhsMHSPartyKey: partyKey,
      nhsAsClient: odsCode,
      nhsMhsManufacturerOrg: manufacturer,
      nhsAsACF: 'RBAC',
      nhsAsSvcIA: interactions,
      ...PRODUCT,
      ...REGISTERED,
    }),
  };
}
