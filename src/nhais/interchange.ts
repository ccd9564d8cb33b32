/** Transactions of GP Links (mesh-nhais 2.2): G from a practice, F from a health authority. */
export const TRANSACTION_CODES = [
  'G1',
  'G2',
  'G3',
  'G5',
  'F1',
  'F2',
  'F3',
  'F4',
  'F8',
  'F9',
  'F10',
  'F11',
] as const;
export type TransactionCode = (typeof TRANSACTION_CODES)[number];

/** What an amendment says of a value: a new one, or that it is to be erased (`%`). */
export type Amended<T = string> = T | { readonly erase: true };

/** Five lines, any of them blank. */
export interface NhaisAddress {
  /** House name, number and street, locality, post town, county. */
  readonly lines: readonly (Amended | undefined)[];
  /** Inner spacing is kept: `BR6  7EW`. */
  readonly postcode?: Amended | undefined;
}

/** A patient as far as a transaction names one. */
export interface NhaisPatient {
  /** Ten digits, or an older form: `N/10/10`, `TE26`. */
  readonly nhsNumber?: string | undefined;
  readonly surname?: Amended | undefined;
  readonly forename?: Amended | undefined;
  readonly title?: Amended | undefined;
  readonly middleName?: Amended | undefined;
  readonly thirdForename?: Amended | undefined;
  readonly previousSurname?: Amended | undefined;
  /** Set when the number is another one from now on. */
  readonly amendedNhsNumber?: string | undefined;
  /** `yyyymmdd` */
  readonly birthDate?: string | undefined;
  /** 0 unknown, 1 male, 2 female, 9 other. */
  readonly sex?: string | undefined;
  readonly address?: NhaisAddress | undefined;
  readonly previousAddress?: NhaisAddress | undefined;
}

/** One transaction, whatever its code; which members it has is the rule of the code (mesh-nhais 2.5.2, 2.5.3). */
export interface NhaisTransaction {
  /** As a number; how it was written is kept for writing again. */
  readonly number: number;
  readonly writtenNumber?: string | undefined;
  /** GMC national code and local code. */
  readonly gp?: { readonly national: string; readonly local: string } | undefined;
  /** Two letters, or erased. */
  readonly residentialInstitute?: Amended | undefined;
  readonly previousGp?: string | undefined;
  readonly previousAuthority?: string | undefined;
  readonly newAuthority?: string | undefined;
  readonly acceptanceCode?: string | undefined;
  /** 1 birth, 2 first, 3 transfer in, 4 immigrant. */
  readonly acceptanceType?: string | undefined;
  /** `Y`, or erased. */
  readonly drugsDispensed?: Amended | undefined;
  readonly fp69Reason?: string | undefined;
  readonly deductionReason?: string | undefined;
  /** All `yyyymmdd`. */
  readonly acceptanceDate?: string | undefined;
  readonly entryDate?: string | undefined;
  readonly exitDate?: string | undefined;
  readonly deductionDate?: string | undefined;
  readonly fp69ExpiryDate?: string | undefined;
  readonly birthplace?: Amended | undefined;
  readonly freeText?: string | undefined;
  readonly patient?: NhaisPatient | undefined;
  /** Segments that GP Links does not know of, or no longer (`HEA+BM`), without their terminators, as they came. */
  readonly others?: readonly string[] | undefined;
}

/** A message of type FHSREG: one code, and transactions of it. */
export interface RegistrationMessage {
  readonly kind: 'registration';
  /** SMS, 1 to 99,999,999. */
  readonly sequence: number;
  /** As written, so that unknown codes can be told. */
  readonly code: string;
  readonly cipher: string;
  /** UK local time, `yyyymmddhhmm`. */
  readonly at: string;
  /** `yyyymmdd`; of a close quarter notification. */
  readonly quarterEnd?: string | undefined;
  readonly transactions: readonly NhaisTransaction[];
}

/** What a RECEP says of one message. */
export interface MessageReceipt {
  readonly message: number;
  /** Complete, in error, incomplete. */
  readonly result: 'CP' | 'CA' | 'CI';
}

/** A message of type RECEP (mesh-nhais 2.6). */
export interface ReceiptMessage {
  readonly kind: 'receipt';
  readonly sequence: number;
  readonly cipher: string;
  /** `<national>,<local>` of the first transaction, or `9999`. */
  readonly gp: string;
  /** UK local time, `yyyymmddhhmm`, of BGM; DTM 815 says the same unless `confirmedAt` is told. */
  readonly at: string;
  readonly confirmedAt?: string | undefined;
  readonly messages: readonly MessageReceipt[];
  readonly interchange: {
    readonly sequence: number;
    /** Good, no valid data, invalid data. */
    readonly result: 'OK' | 'NA' | 'ER';
    readonly messages: number;
  };
}

/** A message of a type that GP Links does not have: kept, so that it can be receipted and written again. */
export interface OtherMessage {
  readonly kind: 'other';
  readonly sequence: number;
  /** As in UNH: `FHSPRV:0:1:FH`. */
  readonly type: string;
  /** Between UNH and UNT, without their terminators. */
  readonly segments: readonly string[];
}

export type NhaisMessage = RegistrationMessage | ReceiptMessage | OtherMessage;

/** A file of GP Links. */
export interface NhaisInterchange {
  /** Trading-partner codes, 4 characters. */
  readonly sender: string;
  readonly recipient: string;
  /** UK local time as in UNB: `yymmdd`, `hhmm`. */
  readonly date: string;
  readonly time: string;
  /** SIS, 1 to 99,999,999. */
  readonly sequence: number;
  /** What UNB says after the sequence, as NHAIS itself writes: `FHSREG` and `FHSA EDI TRANSFERS`. */
  readonly application?: { readonly reference: string; readonly agreement: string } | undefined;
  readonly messages: readonly NhaisMessage[];
}
