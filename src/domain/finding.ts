/** How bad a finding is: `must` breaks a rule, `should` departs from practice, `note` is only worth knowing. */
export type Severity = 'must' | 'should' | 'note';

/**
 * How strong the ground of a requirement is (gp2gp 6): `N` national model, schema or contract; `P` published
 * code list or analysis; `A` behaviour of a named public implementation; `I` inference of ours.
 */
export type Basis = 'N' | 'P' | 'A' | 'I';

/** What a check found wrong, with its evidence. */
export interface Finding {
  /** The check's id, `EBXML-MANIFEST-01`. */
  readonly check: string;
  readonly severity: Severity;
  /** The clause that is broken. */
  readonly clause: string;
  /** `undefined` for findings that no check of the catalogue makes. */
  readonly basis?: Basis;
  readonly message: string;
  /** Where: `/part[2]`, `MessageHeader/CPAId`, a header name. */
  readonly at: string;
  /** Of an exchange that was only looked on: the side it lies in; the request unless told. */
  readonly side?: 'request' | 'response';
  /** The MIME part that it lies in, counted from 1. */
  readonly part?: number;
  readonly line?: number;
  readonly column?: number;
  /** Bytes from the start of the part or body named by `at`. */
  readonly offset?: number;
  /** What to change. */
  readonly suggestion?: string;
}
