import type { Contract, Reliability } from '../../src/domain/contract.ts';

/** Contract values in real time; durations are ISO 8601 texts as in SDS. */
export interface ContractTerms extends Omit<Reliability, 'retryIntervalMs' | 'persistDurationMs'> {
  readonly retryInterval: string;
  readonly persistDuration: string;
  readonly acknowledgement: Contract['acknowledgement'];
}

type Timing = readonly [retries: number, retryInterval: string, persistDuration: string];

/** Forward reliable (mhs 2.2). Spine's acknowledgement on the response is the default of mhs 2.4.4. */
export function forwardReliable([retries, retryInterval, persistDuration]: Timing): ContractTerms {
  return {
    syncReply: 'None',
    duplicateElimination: 'always',
    ackRequested: 'always',
    actor: 'nextMSH',
    retries,
    retryInterval,
    persistDuration,
    acknowledgement: 'synchronous',
  };
}

export function reliable(timing: Timing): ContractTerms {
  return { ...forwardReliable(timing), syncReply: 'MSHSignalsOnly', actor: 'toPartyMSH' };
}

export function unreliable(syncReply: Reliability['syncReply']): ContractTerms {
  return {
    ...forwardReliable([0, 'PT0S', 'PT0S']),
    syncReply,
    duplicateElimination: 'never',
    ackRequested: 'never',
    actor: undefined,
  };
}

const extract = forwardReliable([2, 'PT2H', 'PT4H10M']);

/** What is known of the contracts that a practice holds, by service and interaction (sds-ods 1.5.1). */
export const PUBLISHED_CONTRACTS: Readonly<Record<string, ContractTerms>> = {
  'urn:nhs:names:services:gp2gp:RCMR_IN010000UK05': extract,
  'urn:nhs:names:services:gp2gp:RCMR_IN030000UK06': extract,
  // Nothing is published for UK07. A choice: the values of UK06, which it stands in for.
  'urn:nhs:names:services:gp2gp:RCMR_IN030000UK07': extract,
  'urn:nhs:names:services:gp2gp:COPC_IN000001UK01': forwardReliable([2, 'PT2H', 'PT7H']),
  // Only the persist duration is published. A choice: two re-sends a minute apart, which fit into it.
  'urn:nhs:names:services:gp2gp:MCCI_IN010000UK13': forwardReliable([2, 'PT1M', 'PT4M']),
  // Spine's answers to psis and psisquery (mhs 2.5).
  'urn:nhs:names:services:psis:MCCI_IN010000UK13': reliable([2, 'PT1M', 'PT5M']),
  'urn:nhs:names:services:psisquery:QUPC_IN160102UK05': unreliable('MSHSignalsOnly'),
  // The answers of PDS (pds-identity 1.1, 1.2): of updates and allocations acknowledged, of queries not.
  'urn:nhs:names:services:pds:PRPA_IN000201UK01': reliable([2, 'PT1M', 'PT5M']),
  'urn:nhs:names:services:pds:PRPA_IN000202UK01': reliable([2, 'PT1M', 'PT5M']),
  'urn:nhs:names:services:pds:MCCI_IN010000UK13': reliable([2, 'PT1M', 'PT5M']),
  'urn:nhs:names:services:pdsquery:QUPA_IN000011UK02': unreliable('MSHSignalsOnly'),
  'urn:nhs:names:services:pdsquery:QUPA_IN000011UK05': unreliable('MSHSignalsOnly'),
  'urn:nhs:names:services:pdsquery:QUQI_IN010000UK14': unreliable('MSHSignalsOnly'),
  'urn:nhs:names:services:pdsquery:MCCI_IN010000UK13': unreliable('MSHSignalsOnly'),
  // End-party reliability (mhs 2.4.5): the final recipient acknowledges, asynchronously. The persist
  // duration is in mhs appendix A; the re-sends are a choice.
  'urn:nhs:names:services:itk:COPC_IN000001GB01': {
    ...forwardReliable([2, 'PT1M', 'PT9M']),
    actor: 'toPartyMSH',
    acknowledgement: 'asynchronous',
  },
  'urn:nhs:names:services:ebs:PRSC_IN070000UK08': forwardReliable([2, 'PT2S', 'PT4M']),
  'urn:nhs:names:services:ebs:PRSC_IN080000UK03': unreliable('None'),
};

/** For an interaction of which nothing is published: forward reliable, short. The check of a world says so. */
export const ASSUMED_CONTRACT = forwardReliable([2, 'PT1M', 'PT4M']);
