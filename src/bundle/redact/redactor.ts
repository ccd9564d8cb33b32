import type { Readable } from 'node:stream';
import type { BodyRef, Entry } from '../../journal/entry.ts';
import type { JournalReader } from '../../journal/journal.ts';

/** Bytes after what must not leave was replaced: as many as before. */
export interface RedactedBody {
  readonly sha256: string;
  readonly bytes: number;
  readonly crc: number;
  open(): Readable;
}

/** Replaces patient data over one bundle: the same by the same, everywhere. */
export interface Redactor extends AsyncDisposable {
  /** What was filled without being looked into, a sentence each. */
  readonly filled: readonly string[];
  /** Sees everything of the journal first, so that what one message tells is known in all others. */
  learn(journal: JournalReader, entries: readonly Entry[]): Promise<void>;
  /** Of a world or a result. */
  learnJson(value: unknown): void;
  /** Of a scenario or its feature. */
  learnText(text: string): void;
  body(
    journal: JournalReader,
    ref: BodyRef,
    entry: Entry,
    side: 'request' | 'response',
  ): Promise<RedactedBody>;
  /** Everything of an entry but its bodies. */
  entry(entry: Entry): Entry;
  /** A value of JSON: a world, a result. */
  json(value: unknown): unknown;
  text(text: string): string;
}
