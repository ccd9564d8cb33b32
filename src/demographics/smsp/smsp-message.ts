import type { SmspOperation } from './operations.ts';

/** What goes around every message of a mini service: SOAP, WS-Addressing and the ITK envelope. */
export interface SmspFrame {
  readonly messageId: string;
  /** Of an answer: the request's message id. */
  readonly relatesTo?: string | undefined;
  /** Of requests: where they were sent. */
  readonly to?: string | undefined;
  readonly from?: string | undefined;
  readonly security?: SmspSecurity | undefined;
  readonly trackingId: string;
  /** Of the manifest item and of the payload: `uuid_…` */
  readonly payloadId: string;
  /** Who asks, up to four. */
  readonly audit: readonly AuditIdentity[];
  /** `urn:nhs-uk:addressing:…` */
  readonly sender?: string | undefined;
  /** Of the payload's root. */
  readonly id: string;
  readonly operation: SmspOperation;
}

/** Times as written. A password is never kept. */
export interface SmspSecurity {
  readonly created?: string | undefined;
  readonly expires?: string | undefined;
  readonly username: string;
}

export interface AuditIdentity {
  readonly type?: string | undefined;
  readonly uri: string;
}

/** What is asked for; values as written. */
export interface SmspQuery {
  readonly birthTime?: string | undefined;
  readonly nhsNumber?: SmspNumber | undefined;
  readonly gender?: string | undefined;
  readonly name?: SmspName | undefined;
  readonly postcode?: string | undefined;
  readonly localId?: string | undefined;
}

export interface SmspNumber {
  /** The identifier's root tells numbers of the old style. */
  readonly root: string;
  readonly extension: string;
}

export interface SmspName {
  readonly prefix?: string | undefined;
  readonly given: readonly string[];
  readonly family?: string | undefined;
  readonly suffix?: string | undefined;
}

export interface SmspRequest extends SmspFrame {
  readonly query: SmspQuery;
}

export interface SmspAnswer extends SmspFrame {
  /** `SMSP-0000` and so on. */
  readonly code: string;
  readonly result?: SmspResult | undefined;
}

export type SmspResult =
  | { readonly kind: 'verified'; readonly valid: boolean; readonly nhsNumber?: string | undefined }
  | { readonly kind: 'number'; readonly nhsNumber: string }
  | { readonly kind: 'details'; readonly details: SmspDetails };

export interface SmspDetails {
  readonly nhsNumber: string;
  readonly name?: SmspName | undefined;
  readonly addresses: readonly SmspAddress[];
  readonly telecoms: readonly SmspTelecom[];
  readonly gender?: string | undefined;
  readonly birthTime?: string | undefined;
  readonly deceasedTime?: string | undefined;
  readonly practice?: SmspPractice | undefined;
}

export interface SmspAddress {
  readonly use: string;
  readonly postcode?: string | undefined;
  readonly lines: readonly string[];
}

export interface SmspTelecom {
  readonly use: string;
  /** With its scheme: `tel:01632960001`. */
  readonly value: string;
  /** Some published answers say since when it is in use. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface SmspPractice {
  readonly ods: string;
  readonly name?: string | undefined;
  readonly address?: Omit<SmspAddress, 'use'> | undefined;
  readonly telecoms: readonly SmspTelecom[];
}

/** A fault of the toolkit: what cannot be answered at all, with HTTP 500. */
export interface SmspFault {
  readonly messageId: string;
  readonly relatesTo?: string | undefined;
  readonly errorId: string;
  /** `1000` the message is not valid, `3000` access is denied. */
  readonly code: string;
  readonly text: string;
  readonly diagnostic: string;
}
