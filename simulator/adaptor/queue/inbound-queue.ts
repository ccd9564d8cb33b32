import { SimulatorError } from '../../../src/platform/simulator-error.ts';
import type { AdaptorFacts } from '../../doors/adaptor-desk.ts';

/** A message for the system behind an adaptor (mhs 7.3). */
export interface InboundMessage {
  /** The message that is answered, else the message's own. */
  readonly messageId: string;
  /** The conversation. */
  readonly correlationId: string;
  /** JSON. */
  readonly body: string;
  /** What the journal is told of it. */
  readonly about: {
    readonly conversationId: string;
    readonly messageId: string;
    readonly refToMessageId?: string;
    readonly fromParty?: string;
    readonly toParty?: string;
    readonly interaction?: string;
  };
}

/** Where messages for a system wait: a queue of our own, or one of a broker that somebody else runs. */
export interface InboundQueue {
  /**
   * Resolves when the queue has the message for good. Rejects with QueueUnreachableError, and with JournalFullError
   * where the queue is ours.
   */
  put(message: InboundMessage): Promise<void>;
  facts(): Pick<
    AdaptorFacts,
    'broker' | 'embedded' | 'queue' | 'waiting' | 'consumers' | 'connected'
  >;
  /** Of the embedded broker. */
  readonly port: number | undefined;
  /** Takes up what waited when the simulator stopped. Consumers get nothing before. */
  resume(): Promise<void>;
  /** Forgets everything; the caller empties the journal. */
  reset(): void;
  close(): Promise<void>;
}

/** The broker that an adaptor puts messages on does not take them. */
export class QueueUnreachableError extends SimulatorError {
  readonly code = 'SIM_QUEUE_UNREACHABLE';
  readonly remedy =
    'See that the broker runs, speaks AMQP 1.0 and has the queue; or leave "queue.broker" out to use the embedded one.';

  constructor(broker: string, queue: string, why: string) {
    super(`${broker} did not take a message for ${queue}: ${why}`);
  }
}
