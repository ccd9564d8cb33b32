import type { Basis, Severity } from '../domain/finding.ts';

/** A place in the bytes of a message. */
export interface Place {
  /** `request` or `response` of the entry. */
  readonly side: 'request' | 'response';
  /** As the finding names it: `/part[2]`, `MessageHeader/CPAId`, a header. */
  readonly at: string;
  /** The MIME part, counted from 1. */
  readonly part?: number | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Bytes from the start of the body, where they can be told. */
  readonly offset?: number | undefined;
  /** A few characters around it, with patient data left out; never the whole body. */
  readonly excerpt?: string | undefined;
}

/**
 * Why one thing of an exchange is wrong, for a person: of a finding, or of an answer that refuses (4xx, 5xx, a SOAP
 * fault, an ebXML error, an LDAP result other than success).
 */
export interface Problem {
  /** Of the journal entry. */
  readonly sequence: number;
  /** Id of the check or code of the error: `EBXML-MANIFEST-01`, `RESOURCE_NOT_FOUND`, `noSuchObject`. */
  readonly rule: string;
  readonly title: string;
  /** Where the rule stands: `ebMS 2.0 section 3.2`, `pds-identity 4.3`. */
  readonly clause: string;
  readonly basis?: Basis | undefined;
  readonly severity: Severity;
  /** What was expected, a sentence. */
  readonly expected: string;
  /** What came, a sentence with the value at fault. */
  readonly came: string;
  readonly where: Place | undefined;
  /** The nearest thing that would have been accepted: a value, a line of a header, a contract. */
  readonly nearest: string | undefined;
  /** What to change, an imperative sentence. */
  readonly change: string;
  /** What the peer was told, where it was refused for this: `HTTP 500, SOAP fault 101`. */
  readonly answer?: string | undefined;
}
