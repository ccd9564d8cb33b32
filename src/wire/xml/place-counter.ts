import type { Place } from '../reading.ts';

const LF = 10;
const CR = 13;

/**
 * Turns indexes of decoded text into places of the bytes it came from. It only moves forward, so
 * that the cost of all questions together is one pass over the text.
 */
export class PlaceCounter {
  #text = '';
  /** Whether every code unit of `#text` took one byte and none is a CR. */
  #simple = true;
  /** Index in `#text` of the first LF that was not passed; -1 when it was not looked for. */
  #lineFeed = -1;
  /** Index, in the whole text, of the first character of `#text`. */
  #base = 0;
  #index = 0;
  #offset: number;
  #line = 1;
  #column = 1;
  readonly #widthOf: (code: number, index: number) => number;

  /**
   * @param widthOf bytes that a code unit took; a high surrogate answers for its pair, the low
   * one is never asked
   * @param offset bytes before the first character, for example of a byte order mark
   */
  constructor(widthOf: (code: number, index: number) => number, offset = 0) {
    this.#widthOf = widthOf;
    this.#offset = offset;
  }

  /** @param bytes that the text took altogether; as many as it has code units when all are single */
  append(text: string, bytes: number): void {
    const left = this.#text.slice(this.#index - this.#base);
    const simple = text.length === bytes && !text.includes('\r');
    this.#simple = simple && (left === '' || this.#simple);
    this.#text = left === '' ? text : left + text;
    this.#lineFeed = -1;
    this.#base = this.#index;
  }

  /** The place of a character; an index before an earlier answer gives that answer again. */
  at(index: number): Place {
    const end = Math.min(index - this.#base, this.#text.length);
    const position = this.#index - this.#base;
    if (position < end) {
      this.#index =
        this.#base + (this.#simple ? this.#leap(position, end) : this.#step(position, end));
    }
    return { offset: this.#offset, line: this.#line, column: this.#column };
  }

  /** Goes forward from one line feed to the next: nearly all documents are ASCII. */
  #leap(from: number, end: number): number {
    const text = this.#text;
    this.#offset += end - from;
    let position = from;
    if (this.#lineFeed === -1) this.#lineFeed = nextLineFeed(text, position);
    while (this.#lineFeed < end) {
      this.#line += 1;
      this.#column = 1;
      position = this.#lineFeed + 1;
      this.#lineFeed = nextLineFeed(text, position);
    }
    this.#column += end - position;
    return end;
  }

  /** Goes forward one character at a time. */
  #step(from: number, end: number): number {
    const text = this.#text;
    let position = from;
    while (position < end) {
      const code = text.charCodeAt(position);
      this.#offset += this.#widthOf(code, this.#base + position);
      position += code >= 0xd800 && code <= 0xdbff ? 2 : 1;
      if (code === LF || (code === CR && text.charCodeAt(position) !== LF)) {
        this.#line += 1;
        this.#column = 1;
      } else {
        this.#column += 1;
      }
    }
    return position;
  }
}

/** Infinity when there is none, so that a long line is searched once and not at every question. */
function nextLineFeed(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found === -1 ? Number.POSITIVE_INFINITY : found;
}

/** Bytes that a code unit takes in UTF-8. */
export function utf8Width(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code >= 0xd800 && code <= 0xdbff ? 4 : 3;
}
