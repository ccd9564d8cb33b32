import type { BodyRef } from '../../../src/journal/entry.ts';

/** A message that Spine has to hand to a party: forwarded as it came, or written by Spine itself. */
export interface Delivery {
  /** Names the work in the journal. */
  readonly work: string;
  /** Of the entry that opened the work: from it the delivery can be made again. */
  readonly sequence: number;
  readonly messageId: string;
  readonly conversationId: string;
  readonly fromParty: string;
  readonly toParty: string;
  readonly service: string;
  readonly action: string;
  readonly endpoint: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: BodyRef;
  /** The bytes themselves while they are small and few deliveries wait; saves reading them again. */
  readonly bytes: Buffer | undefined;
  readonly terms: DeliveryTerms;
  /** Epoch milliseconds of Spine's acceptance. */
  readonly acceptedAt: number;
  /** Epoch milliseconds after which no attempt may start; from TimeToLive where that is enforced. */
  readonly expiresAt: number | undefined;
  readonly attempts: number;
  /** Whether some attempt reached the recipient without being acknowledged. */
  readonly reached: boolean;
  /** Whether its sender is told when it fails. Never for what Spine wrote itself. */
  readonly tellSender: boolean;
}

/** What the contract and the operator say of how long to try. Durations in milliseconds. */
export interface DeliveryTerms {
  readonly retries: number;
  readonly retryIntervalMs: number;
  readonly persistDurationMs: number;
  /** `attempts` counts the first send among the retries (mhs 8, number 6). */
  readonly retryCount: 'retries' | 'attempts';
}
