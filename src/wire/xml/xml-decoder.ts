import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { Deviation } from '../reading.ts';
import { PlaceCounter, utf8Width } from './place-counter.ts';
import type { XmlEncoding } from './xml-encoding.ts';

const REPLACEMENT_CODE = 0xfffd;
const REPLACEMENT = '\ufffd';

/**
 * Decodes a document piece by piece. A byte that is no UTF-8 becomes one U+FFFD, so that every
 * character still knows how many bytes it took; the first such byte is told as a deviation.
 */
export class XmlDecoder {
  readonly deviations: Deviation[] = [];
  readonly #bytes: Buffer;
  readonly #latin: TextDecoder | undefined;
  /** Indexes in the text of the characters that stand for one broken byte. */
  readonly #broken = new Set<number>();
  #length = 0;

  constructor(bytes: Uint8Array, encoding: XmlEncoding) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (encoding === 'windows-1252') this.#latin = new TextDecoder(encoding);
  }

  /** The width of a code unit of the text in bytes, for a PlaceCounter. */
  readonly widthOf = (code: number, index: number): number => {
    if (code < 0x80 || this.#latin !== undefined) return 1;
    if (code === REPLACEMENT_CODE && this.#broken.has(index)) return 1;
    return utf8Width(code);
  };

  /** `end` moved back so that no UTF-8 sequence is cut. */
  boundary(end: number): number {
    if (end >= this.#bytes.length || this.#latin !== undefined) {
      return Math.min(end, this.#bytes.length);
    }
    for (let back = 0; back < 4; back += 1) {
      if (((this.#bytes[end - back] ?? 0) & 0xc0) !== 0x80) return end - back;
    }
    return end;
  }

  decode(from: number, to: number): string {
    const text = this.#decode(from, to);
    this.#length += text.length;
    return text;
  }

  #decode(from: number, to: number): string {
    if (this.#latin !== undefined) return this.#latin.decode(this.#bytes.subarray(from, to));
    const text = this.#bytes.toString('utf8', from, to);
    if (!text.includes(REPLACEMENT) || isUtf8(this.#bytes.subarray(from, to))) return text;
    return this.#repair(from, to);
  }

  #repair(from: number, to: number): string {
    const pieces: string[] = [];
    let length = this.#length;
    let good = from;
    let at = from;
    while (at < to) {
      const width = sequenceWidth(this.#bytes, at, to);
      if (width > 0) {
        at += width;
        continue;
      }
      if (this.deviations.length === 0) this.#tell(at);
      const piece = this.#bytes.toString('utf8', good, at);
      pieces.push(piece, REPLACEMENT);
      length += piece.length + 1;
      this.#broken.add(length - 1);
      at += 1;
      good = at;
    }
    pieces.push(this.#bytes.toString('utf8', good, to));
    return pieces.join('');
  }

  #tell(offset: number): void {
    const before = new PlaceCounter(utf8Width);
    const text = this.#bytes.toString('utf8', 0, offset);
    before.append(text, offset);
    const byte = (this.#bytes[offset] ?? 0).toString(16).padStart(2, '0');
    this.deviations.push({
      code: 'xml.invalid-utf8',
      message: `byte 0x${byte} is no UTF-8; it was read as U+FFFD`,
      at: before.at(text.length),
    });
  }
}

/** Bytes of the well-formed UTF-8 sequence at `at` (Unicode table 3-7); 0 when there is none. */
function sequenceWidth(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const width = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || at + width > end) return 0;
  const second = bytes[at + 1] ?? 0;
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let next = 2; next < width; next += 1) {
    if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return width;
}
