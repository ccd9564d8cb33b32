import type { Severity } from '../../domain/finding.ts';

/** What is to be told of a code that an answer can carry, whoever it meets. */
export interface CodeNote {
  /** What it says, as a sentence without its full stop. */
  readonly title: string;
  /** Where it is written: `mhs 3.12`, `pds-identity 2.4`. */
  readonly clause: string;
  /** What would have been answered otherwise, a sentence. */
  readonly expected: string;
  /** What to change, an imperative sentence. */
  readonly change: string;
  /** `must` unless given: an answer that is no fault of its asker, as of a search that finds nobody, is a note. */
  readonly severity?: Severity;
}

export type CodeTable = Readonly<Record<string, CodeNote>>;

/** A table whose notes share a clause. */
export function notesOf(
  clause: string,
  rows: Readonly<
    Record<string, readonly [title: string, expected: string, change: string, severity?: Severity]>
  >,
): CodeTable {
  return Object.fromEntries(
    Object.entries(rows).map(([code, [title, expected, change, severity]]) => [
      code,
      { title, clause, expected, change, ...(severity ? { severity } : {}) },
    ]),
  );
}
