/** How bad a finding is: `must` breaks a rule, `should` departs from practice, `note` is only worth knowing. */
export type Severity = 'must' | 'should' | 'note';

/** What a check found wrong, with its evidence. */
export interface Finding {
  /** The check's id, `EBXML-MANIFEST-01`. */
  readonly check: string;
  readonly severity: Severity;
  /** The clause that is broken. */
  readonly clause: string;
  readonly message: string;
  /** Where: `/part[2]`, `MessageHeader/CPAId`, a header name. */
  readonly at: string;
  readonly line?: number;
  readonly column?: number;
  /** Bytes from the start of the part or body named by `at`. */
  readonly offset?: number;
  /** What to change. */
  readonly suggestion?: string;
}
