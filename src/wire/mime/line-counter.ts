import type { Place } from '../reading.ts';

const LF = 10;

/** Counts lines of a stream as its bytes go by. Columns are bytes here. */
export class LineCounter {
  #line = 1;
  #lineStart = 0;
  #offset = 0;

  pass(bytes: Buffer): void {
    for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
      this.#line += 1;
      this.#lineStart = this.#offset + at + 1;
    }
    this.#offset += bytes.length;
  }

  /** The place of the next byte to pass. */
  get place(): Place {
    return { offset: this.#offset, line: this.#line, column: this.#offset - this.#lineStart + 1 };
  }
}
