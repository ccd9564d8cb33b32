/** Where something stands in the bytes that were read. */
export interface Place {
  /** Bytes from the start of the thing that was read. */
  readonly offset: number;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in characters. */
  readonly column: number;
}

/** Something a peer wrote otherwise than the specification says. A value, never an exception. */
export interface Deviation {
  /** Stable and dotted, for example `mime.start-without-brackets`. */
  readonly code: string;
  readonly message: string;
  readonly at: Place;
}

/** What a reader answers: the value with what was odd about it, or why there is no value. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T; readonly deviations: readonly Deviation[] }
  | { readonly ok: false; readonly failure: Deviation; readonly deviations: readonly Deviation[] };

export const START: Place = { offset: 0, line: 1, column: 1 };

export function readAs<T>(value: T, deviations: readonly Deviation[] = []): Reading<T> {
  return { ok: true, value, deviations };
}

export function unreadable<T>(
  code: string,
  message: string,
  at: Place = START,
  deviations: readonly Deviation[] = [],
): Reading<T> {
  return { ok: false, failure: { code, message, at }, deviations };
}
