import type { TransactionCode } from '../../src/nhais/interchange.ts';

/** A link for lists. */
export interface NhaisLinkFacts {
  readonly name: string;
  readonly cipher: string;
  /** Trading-partner codes. */
  readonly practice: string;
  readonly authority: string;
  readonly gpMailbox: string;
  readonly haMailbox: string;
  /** Last numbers: of interchanges and messages of the authority, and of those that came. */
  readonly numbers: {
    readonly interchangeOut: number;
    readonly messageOut: number;
    readonly interchangeIn: number | undefined;
    readonly transactionOut: number;
  };
  /** Interchanges of the authority that no RECEP has closed. */
  readonly unreceipted: readonly number[];
}

/** An interchange that came or went. */
export interface InterchangeView {
  readonly link: string;
  readonly direction: 'in' | 'out';
  readonly kind: 'FHSREG' | 'RECEP';
  readonly sequence: number;
  readonly meshMessageId: string;
  /** Journal sequence of its entry. */
  readonly entry: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** What it brings: `G1`, `F4`; of receipts what they say. */
  readonly codes: readonly string[];
  /** Of ours: whether a RECEP closed it. */
  readonly receipted?: boolean;
  readonly deviations: number;
}

/** A transaction that the authority is to send of its own accord. */
export interface SpontaneousTransaction {
  readonly link: string;
  readonly code: Extract<TransactionCode, 'F1' | 'F2' | 'F3' | 'F4' | 'F8' | 'F9' | 'F10' | 'F11'>;
  readonly nhsNumber?: string;
  readonly surname?: string;
  readonly forename?: string;
  /** `yyyy-mm-dd`. */
  readonly birthDate?: string;
  readonly town?: string;
  /** Of a deduction or of an FP69. */
  readonly reason?: string;
  /** Of a deduction, of the expiry of an FP69, or of the end of a quarter: `yyyy-mm-dd`. */
  readonly date?: string;
  readonly text?: string;
  /** Cipher of the new authority of a deduction. */
  readonly newAuthority?: string;
  /** Of the practice's, that an approval or rejection answers. */
  readonly transactionNumber?: number;
}

/** The health authorities as the operator sees them. Rejections are SimulatorErrors. */
export interface NhaisDesk {
  links(): readonly NhaisLinkFacts[];
  /** Oldest first, the last thousand at most. */
  interchanges(link?: string): readonly InterchangeView[];
  /** Resolves with the interchange number once it lies in the practice's mailbox. */
  send(transaction: SpontaneousTransaction): Promise<number>;
}
