import type { Place } from '../reading.ts';

const LF = 10;
const CR = 13;

/**
 * Turns indexes of decoded text into places of the bytes it came from. It only moves forward, so
 * that the cost of all questions together is one pass over the text.
 */
export class PlaceCounter {
  #text = '';
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

  append(text: string): void {
    const consumed = this.#index - this.#base;
    this.#text = consumed === 0 ? this.#text + text : this.#text.slice(consumed) + text;
    this.#base = this.#index;
  }

  /** The place of a character; an index before an earlier answer gives that answer again. */
  at(index: number): Place {
    const text = this.#text;
    const end = Math.min(index - this.#base, text.length);
    let position = this.#index - this.#base;
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
    this.#index = this.#base + position;
    return { offset: this.#offset, line: this.#line, column: this.#column };
  }
}

/** Bytes that a code unit takes in UTF-8. */
export function utf8Width(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code >= 0xd800 && code <= 0xdbff ? 4 : 3;
}
