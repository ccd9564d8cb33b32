import { crc32 } from 'node:zlib';
import { type Draft, settleRefs } from './draft.ts';
import type { Entry } from './entry.ts';
import { FRAME_HEADER_BYTES, writeFrameHeader } from './frame.ts';

/** An append that waits to become durable. */
export interface Ticket {
  readonly draft: Draft;
  readonly start: number;
  readonly jsonBytes: number;
  readonly contentCrc: number;
  readonly resolve: (entry: Entry) => void;
  readonly reject: (error: unknown) => void;
}

const FIRST_BYTES = 256 * 1024;
const KEPT_BYTES = 8 * 1024 * 1024;

/** Frames that will reach the disk in one write. The buffer is used again and again. */
export class Batch {
  readonly tickets: Ticket[] = [];
  #buffer: Buffer = Buffer.allocUnsafe(FIRST_BYTES);
  #used = 0;

  get bytes(): number {
    return this.#used;
  }

  /** Copies the frame in, so that the caller's bytes are free at once. */
  add(draft: Draft, resolve: Ticket['resolve'], reject: Ticket['reject']): void {
    const start = this.#used;
    // A UTF-16 unit takes three bytes of UTF-8 at most.
    this.#grow(start + FRAME_HEADER_BYTES + draft.json.length * 3 + draft.bodyBytes);
    const content = start + FRAME_HEADER_BYTES;
    const jsonBytes = this.#buffer.write(draft.json, content);
    let at = content + jsonBytes;
    for (const body of draft.bodies) {
      this.#buffer.set(body, at);
      at += body.length;
    }
    const contentCrc = crc32(this.#buffer.subarray(content, at));
    this.#used = at;
    this.tickets.push({ draft, start, jsonBytes, contentCrc, resolve, reject });
  }

  /** Takes the last frame out again. */
  dropLast(): void {
    const ticket = this.tickets.pop();
    if (ticket) this.#used = ticket.start;
  }

  /** The place after the last ticket, from `first` on, that still fits into so many bytes; one always does. */
  fitting(first: number, bytes: number): number {
    const begin = this.tickets[first]?.start ?? 0;
    let end = first + 1;
    while (end < this.tickets.length && this.#startOf(end + 1) - begin <= bytes) end++;
    return end;
  }

  /** Bytes of the tickets from `first` to before `end`. */
  bytesOf(first: number, end: number): number {
    return this.#startOf(end) - this.#startOf(first);
  }

  /** Gives tickets their sequence and place and returns their frames; valid until `reset`. */
  seal(
    [first, end]: readonly [first: number, end: number],
    firstSequence: number,
    segment: { readonly name: string; readonly salt: number },
    base: number,
  ): Buffer {
    const begin = this.#startOf(first);
    for (const [place, ticket] of this.tickets.slice(first, end).entries()) {
      const { draft, start, jsonBytes, contentCrc } = ticket;
      const sequence = firstSequence + place;
      const { bodyBytes } = draft;
      const header = { jsonBytes, bodyBytes, sequence, place, contentCrc };
      writeFrameHeader(this.#buffer, start, header, segment.salt);
      draft.entry.sequence = sequence;
      const bodiesAt = base + start - begin + FRAME_HEADER_BYTES + jsonBytes;
      settleRefs(draft.inline, segment.name, bodiesAt);
    }
    return this.#buffer.subarray(begin, this.#startOf(end));
  }

  reset(): void {
    this.tickets.length = 0;
    this.#used = 0;
    if (this.#buffer.length > KEPT_BYTES) this.#buffer = Buffer.allocUnsafe(FIRST_BYTES);
  }

  #startOf(place: number): number {
    return this.tickets[place]?.start ?? this.#used;
  }

  #grow(needed: number): void {
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#used);
    this.#buffer = larger;
  }
}
