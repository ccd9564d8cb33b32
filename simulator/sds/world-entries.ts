import type { DirectoryAttribute, DirectoryEntry } from '../../src/directory/entry.ts';
import type { Contract } from '../../src/domain/contract.ts';
import { formatDuration } from '../../src/domain/duration.ts';
import { serviceInteraction } from '../../src/domain/interaction.ts';
import { escapeDnValue } from '../../src/wire/ldap/dn.ts';
import type { Party, World } from '../world/world.ts';

type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

const ACTOR = 'urn:oasis:names:tc:ebxml-msg:actor:';

/** Who registered an entry, when: the schema demands it, and no client reads it. */
const REGISTERED: Values = {
  nhsDateRequested: '20260101090000',
  nhsDateApproved: '20260102090000',
  nhsRequestorURP: 'uid=999000000001,ou=people,o=nhs',
  nhsApproverURP: 'uid=999000000002,ou=people,o=nhs',
};

const PRODUCT: Values = { nhsProductKey: '90001', nhsProductName: 'spinebox' };

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
    ...parties.flatMap((party) => [
      organisationEntry('nhsGPPractice', party, NOWHERE),
      systemEntry(party, MANUFACTURER),
      ...handlerEntries(contractsOf.get(party.partyKey) ?? []),
    ]),
  ];
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

/** An entry is named by its CPAId; one that covers several interactions names the others with a number. */
function handlerEntries(contracts: readonly Contract[]): readonly DirectoryEntry[] {
  const used = new Map<string, number>();
  return contracts.map((contract) => {
    const count = (used.get(contract.cpaId) ?? 0) + 1;
    used.set(contract.cpaId, count);
    return handlerEntry(contract, count === 1 ? contract.cpaId : `${contract.cpaId}-${count}`);
  });
}

function handlerEntry(contract: Contract, id: string): DirectoryEntry {
  const { service, action, reliability } = contract;
  const { syncReply, ackRequested, duplicateElimination, actor } = reliability;
  const isSynchronous = ackRequested === 'never' && syncReply === 'None';
  return {
    dn: `uniqueIdentifier=${escapeDnValue(id)},ou=Services,o=nhs`,
    attributes: attributesOf(['top', 'nhsMhs'], {
      uniqueIdentifier: id,
      nhsIDCode: contract.odsCode,
      nhsMHSPartyKey: contract.partyKey,
      nhsMhsCPAId: contract.cpaId,
      nhsMhsSvcIA: serviceInteraction(service, action),
      nhsMHsSN: service,
      nhsMHsIN: action,
      nhsMHSEndPoint: contract.endpoint,
      nhsMhsFQDN: contract.fqdn,
      nhsMHSIsAuthenticated: isSynchronous ? 'none' : 'transient',
      nhsMHSSyncReplyMode: syncReply,
      nhsMHSAckRequested: ackRequested,
      nhsMHSDuplicateElimination: duplicateElimination,
      nhsMHSActor: actor && `${ACTOR}${actor}`,
      ...timing(contract),
      nhsEPInteractionType: 'HL7',
      nhsContractPropertyTemplateKey: '28',
      ...PRODUCT,
      ...REGISTERED,
      nhsDNSApprover: 'uid=999000000002,ou=people,o=nhs',
      nhsDateDNSApproved: '20260103090000',
    }),
  };
}

/** Contracts without acknowledgement have no times in the directory (sds-ods 1.5.1). */
function timing({ reliability }: Contract): Values {
  const { ackRequested, retries, retryIntervalMs, persistDurationMs } = reliability;
  if (ackRequested === 'never' && retries === 0 && persistDurationMs === 0) return {};
  return {
    nhsMHSRetries: String(retries),
    nhsMHSRetryInterval: formatDuration(retryIntervalMs),
    nhsMHSPersistDuration: persistDurationMs > 0 ? formatDuration(persistDurationMs) : undefined,
  };
}

function attributesOf(classes: readonly string[], values: Values): readonly DirectoryAttribute[] {
  const attributes: DirectoryAttribute[] = [{ name: 'objectClass', values: classes }];
  for (const [name, value] of Object.entries(values)) {
    const held = value === undefined ? [] : [value].flat();
    if (held.length > 0) attributes.push({ name, values: held });
  }
  return attributes;
}
