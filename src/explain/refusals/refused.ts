import type { CodeNote } from '../codes/code-note.ts';
import type { Place } from '../problem.ts';

/** One thing that an answer refuses, before it is told as a problem. */
export interface Refused {
  /** The code or constant of the answer: `CPA_ID_UNKNOWN`, `RESOURCE_NOT_FOUND`, `noSuchObject`. */
  readonly rule: string;
  readonly note: CodeNote;
  /** How it was told: `HTTP 500, SOAP fault 101`. `undefined` for what a message itself says, as a DeliveryFailure does. */
  readonly answer: string | undefined;
  /** Why, in the words of whoever refused. */
  readonly reason: string;
  /** Ids of the checks whose findings can be the cause; `any` where the answerer judges by its findings alone. */
  readonly causes?: readonly string[] | 'any' | undefined;
  readonly where?: Place | undefined;
  readonly nearest?: string | undefined;
}
