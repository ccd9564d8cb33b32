import type { EdifactDeviation } from '../wire/edifact/edifact-deviation.ts';

/** Something in an interchange of GP Links that is otherwise than its specification says. */
export interface NhaisDeviation extends EdifactDeviation {
  /** The sequence number (SMS) of the message that it lies in; `undefined` for the interchange as a whole. */
  readonly sms?: number | undefined;
}

/** What is told of a deviation; where it lies is known to the reader. */
export interface Oddity {
  readonly code: string;
  readonly message: string;
  readonly expected: string;
  readonly found: string;
}
