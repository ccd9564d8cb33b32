import type { Finding } from '../domain/finding.ts';

/**
 * What kind of thing is on record:
 * `received` a message came in and was answered; `composed` a message that a service wrote itself, before
 * it is sent; `delivery` one attempt to hand a message on;
 * `settled` the end of a piece of work; `handshake` a refused TLS handshake; `transfer` a step of a record
 * transfer as a practice saw it; `note` anything else worth keeping (a changed world, a reset).
 */
export const ENTRY_KINDS = [
  'received',
  'composed',
  'delivery',
  'settled',
  'handshake',
  'transfer',
  'note',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Bytes on record. Opaque outside the journal; plain JSON, so that it can be kept and passed on. */
export interface BodyRef {
  readonly where: string;
  readonly offset: number;
  readonly length: number;
  /** CRC-32 of the bytes. */
  readonly crc: number;
}

/** Bytes to be put on record: small ones as they are, large ones already kept by a `BodyKeeper`. */
export type BodySource = Uint8Array | BodyRef;

/** One side of an HTTP exchange. */
export interface HttpSide<Body> {
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  /** As on the wire, in order. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Body;
}

/** The peer as TLS showed it. */
export interface Peer {
  readonly address: string;
  readonly fqdn?: string;
  readonly fingerprint?: string;
  readonly protocol?: string;
  readonly cipher?: string;
}

/** One step of why something was answered as it was. */
export interface TraceStep {
  /** The stage: accept, receive, unwrap, read, examine, identify, decide, perform, settle. */
  readonly stage: string;
  readonly text: string;
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

interface EntryFields<Body> {
  readonly kind: EntryKind;
  /** ISO 8601 UTC, of the product's clock. */
  readonly at: string;
  /** Which service wrote it: `spine`, `practice:Z99001`. */
  readonly service: string;
  /** One line for lists. Never patient data. */
  readonly summary: string;
  readonly conversationId?: string;
  readonly messageId?: string;
  readonly refToMessageId?: string;
  readonly fromParty?: string;
  readonly toParty?: string;
  /** The ebXML Action, or what stands for it. */
  readonly interaction?: string;
  readonly peer?: Peer;
  readonly request?: HttpSide<Body>;
  readonly response?: HttpSide<Body>;
  /** Milliseconds by name: `total`, `toFirstByte` ... */
  readonly timings?: Readonly<Record<string, number>>;
  readonly findings?: readonly Finding[];
  readonly trace?: readonly TraceStep[];
  /** Facts of the kind: attempt number, outcome, next attempt. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
  /** Names a piece of work that this entry begins, which a later entry settles. */
  readonly opens?: string;
  /** Names the piece of work that this entry ends. */
  readonly settles?: string;
}

export type NewEntry = EntryFields<BodySource>;

/** An entry on record. */
export type Entry = EntryFields<BodyRef> & {
  /** Counted from 1, without gaps within one journal. */
  readonly sequence: number;
};
