import type { Contract } from '../../domain/contract.ts';
import { formatDuration } from '../../domain/duration.ts';

/** Where a message goes, as the route lookup tells it (mhs 7.5). */
export interface RoutingAnswer {
  readonly nhsMHSEndPoint: readonly string[];
  readonly nhsMHSPartyKey: string;
  readonly nhsMhsCPAId: string;
  /** ASIDs. */
  readonly uniqueIdentifier: readonly string[];
  readonly nhsMhsFQDN: string;
}

/** How it goes: exactly these six, so no actor (mhs 7.5). Values as the directory has them. */
export interface ReliabilityAnswer {
  readonly nhsMHSSyncReplyMode: string;
  readonly nhsMHSRetryInterval: string;
  readonly nhsMHSRetries: string;
  readonly nhsMHSPersistDuration: string;
  readonly nhsMHSDuplicateElimination: string;
  readonly nhsMHSAckRequested: string;
}

export function routingAnswer(contract: Contract, asids: readonly string[]): RoutingAnswer {
  return {
    nhsMHSEndPoint: [contract.endpoint],
    nhsMHSPartyKey: contract.partyKey,
    nhsMhsCPAId: contract.cpaId,
    uniqueIdentifier: asids,
    nhsMhsFQDN: contract.fqdn,
  };
}

export function reliabilityAnswer({ reliability }: Contract): ReliabilityAnswer {
  const { syncReply, retryIntervalMs, retries, persistDurationMs } = reliability;
  return {
    nhsMHSSyncReplyMode: syncReply,
    nhsMHSRetryInterval: retryIntervalMs > 0 ? formatDuration(retryIntervalMs) : '',
    nhsMHSRetries: String(retries),
    nhsMHSPersistDuration: persistDurationMs > 0 ? formatDuration(persistDurationMs) : '',
    nhsMHSDuplicateElimination: reliability.duplicateElimination,
    nhsMHSAckRequested: reliability.ackRequested,
  };
}

/** `service:interaction` of the query `service-id` of the route lookup (mhs 7.5). */
export function parseServiceId(
  text: string,
): { readonly service: string; readonly action: string } | undefined {
  const [, service, action] = /^(\S+):([^\s:]+)$/.exec(text) ?? [];
  return service && action ? { service, action } : undefined;
}
