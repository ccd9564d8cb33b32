import type { Finding } from '../domain/finding.ts';

/** One side of an exchange that was captured elsewhere. */
export interface CapturedSide {
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  /** `undefined` where the body was kept alone. */
  readonly headers: readonly (readonly [name: string, value: string])[] | undefined;
  readonly body: Uint8Array;
}

/** What a file of captures holds: a request, an answer, or both. */
export interface CapturedExchange {
  /** Where it was captured by a note of the file itself, as HAR has it. */
  readonly at: Date | undefined;
  readonly request?: CapturedSide;
  readonly response?: CapturedSide;
  /** What is odd about the capture itself, not about the message. */
  readonly findings: readonly Finding[];
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  /** Milliseconds by name. */
  readonly timings?: Readonly<Record<string, number>>;
}

/** The exchanges of a file in order, or why there are none. */
export type CaptureReading =
  | { readonly ok: true; readonly exchanges: readonly CapturedExchange[] }
  | { readonly ok: false; readonly because: string };

/** What is worth knowing of a capture: no rule of the protocol is behind it. */
export function captureNote(check: string, message: string, at: string): Finding {
  return { check, severity: 'note', clause: 'how it was captured', message, at };
}
