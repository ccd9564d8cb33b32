/**
 * The reliability contract of one party for one interaction, as SDS publishes it in the `nhsMHS*`
 * attributes (sds-ods 1.5). Sender and Spine both work from the recipient's contract.
 */
export interface Contract {
  readonly cpaId: string;
  /** The party the contract belongs to: the one that receives this interaction. */
  readonly partyKey: string;
  readonly odsCode: string;
  /** `urn:nhs:names:services:gp2gp` */
  readonly service: string;
  /** `RCMR_IN030000UK06` */
  readonly action: string;
  /** Where Spine delivers; Spine-terminated services have Spine's own path. */
  readonly endpoint: string;
  readonly fqdn: string;
  readonly reliability: Reliability;
  /** How Spine acknowledges the hop when the contract asks for no SyncReply (mhs 2.4.4). */
  readonly acknowledgement: 'synchronous' | 'asynchronous';
}

export interface Reliability {
  readonly syncReply: 'MSHSignalsOnly' | 'None';
  readonly duplicateElimination: 'always' | 'never';
  readonly ackRequested: 'always' | 'never';
  readonly actor: 'nextMSH' | 'toPartyMSH' | undefined;
  /** Re-sends after the first attempt. */
  readonly retries: number;
  /** Milliseconds, already scaled by the world's timeScale. */
  readonly retryIntervalMs: number;
  /** Milliseconds, already scaled by the world's timeScale. Zero where the contract has none. */
  readonly persistDurationMs: number;
}

/** The messaging patterns of mhs 2.2. */
export type Pattern =
  | 'synchronous'
  | 'asynchronous-express'
  | 'asynchronous-reliable'
  | 'forward-reliable'
  | 'forward-end-party'
  | 'forward-express';

/**
 * The pattern that a contract asks for (mhs 2.2). Whether Spine itself is the recipient decides between
 * the pairs of patterns that share their contract values.
 */
export function patternOf(reliability: Reliability, spineIsRecipient: boolean): Pattern {
  const { syncReply, ackRequested, actor } = reliability;
  if (spineIsRecipient) {
    if (ackRequested === 'always') return 'asynchronous-reliable';
    return syncReply === 'MSHSignalsOnly' ? 'asynchronous-express' : 'synchronous';
  }
  if (ackRequested === 'never') return 'forward-express';
  return actor === 'toPartyMSH' ? 'forward-end-party' : 'forward-reliable';
}
