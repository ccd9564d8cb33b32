import type { DirectoryEntry } from '../../src/directory/entry.ts';
import type { Contract } from '../../src/domain/contract.ts';
import { formatDuration } from '../../src/domain/duration.ts';
import { serviceInteraction } from '../../src/domain/interaction.ts';
import { escapeDnValue } from '../../src/wire/ldap/dn.ts';
import { attributesOf, PRODUCT, REGISTERED, type Values } from './attributes-of.ts';

const ACTOR = 'urn:oasis:names:tc:ebxml-msg:actor:';

/**
 * A message handler for each contract, named by its CPAId. One that covers several interactions has a number
 * from the second on.
 */
export function handlerEntries(contracts: readonly Contract[]): readonly DirectoryEntry[] {
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
