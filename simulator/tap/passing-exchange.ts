import type { TraceStep } from '../../src/journal/entry.ts';
import type { FramedHead } from '../../src/wire/http-capture/framed-head.ts';
import type { BodyTaker } from './body-taker.ts';

/** One message that passes: its head, its body as it is kept, and how it ended. */
export interface PassingMessage {
  readonly head: FramedHead;
  readonly body: BodyTaker;
  /** Of `performance.now()`. */
  readonly began: number;
  ended: number | undefined;
  chunked: boolean;
  /** The connection ended in the middle of it. */
  cut: boolean;
}

/** An exchange that passes. */
export interface PassingExchange {
  readonly at: Date;
  request: PassingMessage | undefined;
  response: PassingMessage | undefined;
  /** Statuses of answers before the answer. */
  readonly interim: number[];
  /** What the tap itself made go wrong. */
  readonly trace: TraceStep[];
  readonly facts: Record<string, string | number | boolean | null>;
}
