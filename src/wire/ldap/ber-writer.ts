import { BER } from './ber-reader.ts';

const START_BYTES = 256;
/** UTF-8 takes at most so many bytes for one unit of a JavaScript string. */
const BYTES_PER_UNIT = 3;

/**
 * Writes BER with definite lengths in the fewest bytes. The content of a constructed element moves when its
 * length turns out to need more than one byte, so nothing has to be measured beforehand.
 */
export class BerWriter {
  #bytes = Buffer.allocUnsafe(START_BYTES);
  #at = 0;
  /** Where the contents of the open elements begin. */
  readonly #open: number[] = [];

  /** Opens a constructed element. */
  begin(tag: number): this {
    this.#room(2);
    this.#bytes[this.#at] = tag;
    this.#at += 2;
    this.#open.push(this.#at);
    return this;
  }

  /** Closes the element that was opened last. */
  end(): this {
    const start = this.#open.pop();
    if (start === undefined) throw new Error('no element is open');
    const length = this.#at - start;
    const extra = lengthBytes(length) - 1;
    if (extra > 0) {
      this.#room(extra);
      this.#bytes.copyWithin(start + extra, start, this.#at);
      this.#at += extra;
    }
    this.#writeLength(start - 1, length);
    return this;
  }

  text(text: string, tag: number = BER.octets): this {
    const most = text.length * BYTES_PER_UNIT;
    if (most >= 0x80) return this.octets(Buffer.from(text, 'utf8'), tag);
    this.#room(2 + most);
    const length = this.#bytes.write(text, this.#at + 2, 'utf8');
    this.#bytes[this.#at] = tag;
    this.#bytes[this.#at + 1] = length;
    this.#at += 2 + length;
    return this;
  }

  octets(bytes: Uint8Array, tag: number = BER.octets): this {
    this.#room(1 + lengthBytes(bytes.length) + bytes.length);
    this.#bytes[this.#at] = tag;
    this.#at = this.#writeLength(this.#at + 1, bytes.length);
    return this.raw(bytes);
  }

  /** A whole number, in the fewest bytes of two's complement. */
  integer(value: number, tag: number = BER.integer): this {
    let length = 1;
    while (length < 6 && (value < -(2 ** (8 * length - 1)) || value >= 2 ** (8 * length - 1)))
      length += 1;
    this.#room(2 + length);
    this.#bytes[this.#at] = tag;
    this.#bytes[this.#at + 1] = length;
    this.#bytes.writeIntBE(value, this.#at + 2, length);
    this.#at += 2 + length;
    return this;
  }

  boolean(value: boolean, tag: number = BER.boolean): this {
    this.#room(3);
    this.#bytes[this.#at] = tag;
    this.#bytes[this.#at + 1] = 1;
    this.#bytes[this.#at + 2] = value ? 0xff : 0;
    this.#at += 3;
    return this;
  }

  /** Bytes that are BER already. */
  raw(bytes: Uint8Array): this {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }

  /** What was written. The writer must not be used afterwards. */
  take(): Buffer {
    if (this.#open.length > 0) throw new Error(`${this.#open.length} elements are still open`);
    return this.#bytes.subarray(0, this.#at);
  }

  #room(count: number): void {
    const needed = this.#at + count;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }

  /** Gives where the content begins. */
  #writeLength(at: number, length: number): number {
    if (length < 0x80) {
      this.#bytes[at] = length;
      return at + 1;
    }
    const count = lengthBytes(length) - 1;
    this.#bytes[at] = 0x80 | count;
    return this.#bytes.writeUIntBE(length, at + 1, count);
  }
}

/** Bytes that a length takes. */
export function lengthBytes(length: number): number {
  if (length < 0x80) return 1;
  if (length < 0x100) return 2;
  if (length < 0x1_0000) return 3;
  return length < 0x100_0000 ? 4 : 5;
}
