/** An adaptor that is played, for lists. */
export interface AdaptorFacts {
  readonly odsCode: string;
  /** Where messages are handed over: `http://127.0.0.1:8482`. */
  readonly rest: string;
  /** Address of the broker, without user and password. */
  readonly broker: string;
  readonly embedded: boolean;
  readonly queue: string;
  /** Messages in the embedded queue that nobody has settled. */
  readonly waiting: number | undefined;
  /** Consumers of the embedded queue. */
  readonly consumers: number | undefined;
  /** Whether the broker is reached. */
  readonly connected: boolean;
}

/** A message and how far the adaptor has come with it (mhs 7.6). */
export interface WorkDescription {
  readonly messageId: string;
  readonly conversationId: string;
  readonly interaction: string;
  readonly direction: 'outbound' | 'inbound';
  /** `OUTBOUND_MESSAGE_ACKD` and so on. */
  readonly state: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

export interface AdaptorDesk {
  adaptors(): readonly AdaptorFacts[];
  /** Latest first, the last thousand at most. */
  work(odsCode: string): readonly WorkDescription[];
}
