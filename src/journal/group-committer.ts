import { SimulatorError } from '../platform/simulator-error.ts';
import { Batch } from './batch.ts';
import type { Draft } from './draft.ts';
import type { Entry } from './entry.ts';
import { FRAME_HEADER_BYTES } from './frame.ts';
import { JournalWriteError } from './journal-errors.ts';
import type { Segment, SegmentStore, WritableSegment } from './segment-store.ts';

export interface CommitRules {
  /** A segment that has reached so many bytes, its large bodies counted, is followed by another. */
  readonly segmentBytes: number;
  /** Makes room for a group before it is written; rejects when there is none. */
  readonly makeRoom: (bytes: number) => Promise<void>;
  /** Hears of every durable entry in order, before its append resolves. Must not throw. */
  readonly onDurable: (entry: Entry, segment: Segment, offset: number, headBytes: number) => void;
}

/** A group is not made larger, so that one that finds no room takes few appends down with it. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Writes appends in groups: whatever arrives while one write is under way goes into the next. One write, one
 * sync and many appends cost little more than one append.
 */
export class GroupCommitter {
  readonly #segments: SegmentStore;
  readonly #rules: CommitRules;
  readonly #tasks: (() => Promise<void>)[] = [];
  #filling = new Batch();
  #spare = new Batch();
  /** Bytes of the spare batch that are durable. */
  #written = 0;
  #lastSequence: number;
  /** Files of large bodies that entries of the last segment name; what an earlier run wrote is not counted. */
  readonly #files = new Set<string>();
  #fileBytes = 0;
  #running: Promise<void> | undefined;

  constructor(segments: SegmentStore, lastSequence: number, rules: CommitRules) {
    this.#segments = segments;
    this.#lastSequence = lastSequence;
    this.#rules = rules;
  }

  get lastSequence(): number {
    return this.#lastSequence;
  }

  /** Bytes of appends that are not durable yet. */
  get waitingBytes(): number {
    return this.#filling.bytes + this.#spare.bytes - this.#written;
  }

  /** Puts an entry into the next group. `accept` runs when its bytes are counted and may throw it out again. */
  append(draft: Draft, accept: () => void): Promise<Entry> {
    return new Promise((resolve, reject) => {
      this.#filling.add(draft, resolve, reject);
      try {
        accept();
      } catch (error) {
        this.#filling.dropLast();
        reject(error);
        return;
      }
      this.#wake();
    });
  }

  /** Runs a task between two groups. */
  between<Result>(task: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#tasks.push(() => task().then(resolve, reject));
      this.#wake();
    });
  }

  /** Begins to count anew, after everything was forgotten. Only inside `between`. */
  restart(): void {
    this.#lastSequence = 0;
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  #wake(): void {
    // After the events of this turn, so that requests which arrived together share a group.
    this.#running ??= new Promise<void>((resolve) => setImmediate(resolve))
      .then(() => this.#run())
      .finally(() => {
        this.#running = undefined;
        if (this.#tasks.length > 0 || this.#filling.tickets.length > 0) this.#wake();
      });
  }

  async #run(): Promise<void> {
    for (;;) {
      // What was appended before a task began to wait comes before it.
      const task = this.#tasks.shift();
      const batch = this.#filling;
      if (batch.tickets.length > 0) {
        this.#filling = this.#spare;
        this.#spare = batch;
        await this.#commitAll(batch);
        batch.reset();
        this.#written = 0;
      } else if (!task) return;
      await task?.();
    }
  }

  async #commitAll(batch: Batch): Promise<void> {
    const most = Math.min(this.#rules.segmentBytes, MOST_BYTES);
    for (let first = 0; first < batch.tickets.length; ) {
      const end = batch.fitting(first, most);
      await this.#commit(batch, first, end);
      this.#written += batch.bytesOf(first, end);
      first = end;
    }
  }

  async #commit(batch: Batch, first: number, end: number): Promise<void> {
    const tickets = batch.tickets.slice(first, end);
    let segment: WritableSegment;
    let base: number;
    try {
      await this.#rules.makeRoom(batch.bytesOf(first, end));
      segment = await this.#segmentForMore();
      base = segment.bytes;
      const frames = batch.seal([first, end], this.#lastSequence + 1, segment, base);
      await this.#segments.write(frames);
    } catch (cause) {
      const error =
        cause instanceof SimulatorError ? cause : new JournalWriteError('entries', cause);
      for (const { reject } of tickets) reject(error);
      return;
    }
    this.#lastSequence += tickets.length;
    const begin = tickets[0]?.start ?? 0;
    for (const { draft, start, jsonBytes, resolve } of tickets) {
      this.#countFiles(draft.entry, segment);
      const headBytes = FRAME_HEADER_BYTES + jsonBytes;
      this.#rules.onDurable(draft.entry, segment, base + start - begin, headBytes);
      resolve(draft.entry);
    }
  }

  async #segmentForMore(): Promise<WritableSegment> {
    const { last } = this.#segments;
    if (last && isWritable(last) && last.bytes + this.#fileBytes < this.#rules.segmentBytes)
      return last;
    this.#files.clear();
    this.#fileBytes = 0;
    return this.#segments.start(this.#lastSequence + 1);
  }

  /** Whole segments are let go of, so that a few entries must not hold much of the disk together. */
  #countFiles({ request, response }: Draft['entry'], segment: Segment): void {
    for (const body of [request?.body, response?.body]) {
      if (!body || body.where === segment.name || this.#files.has(body.where)) continue;
      this.#files.add(body.where);
      this.#fileBytes += body.length;
    }
  }
}

function isWritable(segment: Segment): segment is WritableSegment {
  return segment.salt !== undefined && segment.fault === undefined;
}
