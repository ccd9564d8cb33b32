import type { Finding } from '../../../src/domain/finding.ts';
import type { Answer } from '../arrival.ts';

/** What a synchronous request comes to. */
export interface Verdict {
  /** `undefined` ends the connection without an answer, as an application may wish. */
  readonly answer: Answer | undefined;
  /** One word or a few, for the journal. */
  readonly result: string;
  readonly why: string;
  /** Besides those of reading the envelope. */
  readonly findings: readonly Finding[];
  /** Milliseconds of real time that the answer is held back. */
  readonly delayMs: number;
}
