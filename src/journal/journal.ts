import type { Readable } from 'node:stream';
import type { BodyRef, Entry, EntryKind, NewEntry } from './entry.ts';

/** Which entries to find. All conditions must hold. */
export interface JournalQuery {
  readonly kind?: EntryKind;
  readonly service?: string;
  readonly conversationId?: string;
  readonly messageId?: string;
  /** Either side of the message. */
  readonly party?: string;
  readonly fromParty?: string;
  readonly interaction?: string;
  /** The id of a check that found something. */
  readonly finding?: string;
  /** ISO 8601, inclusive. */
  readonly since?: string;
  /** ISO 8601, exclusive. */
  readonly until?: string;
  /** Only entries with a greater sequence. */
  readonly after?: number;
  /** Latest first instead of oldest first. */
  readonly newestFirst?: boolean;
  /** At most this many; 1000 unless told. */
  readonly limit?: number;
}

/** Takes a large body in pieces, so that it never lies in memory whole. */
export interface BodyKeeper {
  /** Resolves when more may be written. Several chunks go out in one write, without being copied together. */
  write(chunk: Uint8Array | readonly Uint8Array[]): Promise<void>;
  /** Resolves when the bytes are durable. */
  keep(): Promise<BodyRef>;
  /** Forgets what was written. */
  abandon(): Promise<void>;
}

/** Work that is not settled, for one party. */
export interface OpenWorkOfParty {
  /** Whom it goes to; nothing for work that goes to nobody. */
  readonly toParty: string | undefined;
  readonly open: number;
  /** Sequence of the oldest entry that opened some. */
  readonly oldest: number;
}

export interface JournalReport {
  readonly entries: number;
  readonly bytes: number;
  readonly segments: number;
  /** What is wrong, a line each; empty when the journal is whole. */
  readonly faults: readonly string[];
}

/**
 * Append-only evidence. The door behind which any store can stand: nothing outside this room knows
 * files or SQLite.
 */
export interface Journal extends AsyncDisposable {
  /** Resolves when the entry and its bodies are durable. Rejects with JournalFullError at the size limit. */
  append(entry: NewEntry): Promise<Entry>;
  /** Rejects with JournalFullError at the size limit. */
  keepBody(): Promise<BodyKeeper>;
  readBody(ref: BodyRef): Promise<Buffer>;
  streamBody(ref: BodyRef): Readable;
  /** Hands the bytes over in pieces, each good until its promise resolves: for large ones that go straight on. */
  passBody(ref: BodyRef, take: (piece: Buffer) => Promise<void>): Promise<void>;
  get(sequence: number): Promise<Entry | undefined>;
  find(query: JournalQuery): Promise<readonly Entry[]>;
  count(query: JournalQuery): Promise<number>;
  /**
   * Entries whose work has not been settled, oldest first; of all services, or of one. `nhais` means `nhais:riverside`,
   * too. Each takes up its own, for others may have thousands.
   */
  openWork(service?: string): Promise<readonly Entry[]>;
  /** How much work is open for whom, without reading it. Most first. */
  openByParty(): Promise<readonly OpenWorkOfParty[]>;
  /** How full it is: bytes that count against the limit, and the limit. */
  usage(): { readonly bytes: number; readonly maxBytes: number };
  /** Calls the listener with every entry from now on, once it is durable. Returns what ends it. */
  subscribe(listener: (entry: Entry) => void): () => void;
  /** Reads everything again and checks frames, sums and bodies. */
  verify(): Promise<JournalReport>;
  /** Forgets everything. Open work too. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** A journal to look into: of a running simulator, of a bundle, of a tap. */
export type JournalReader = Pick<Journal, 'get' | 'find' | 'count' | 'readBody' | 'streamBody'>;
