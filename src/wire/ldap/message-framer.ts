import type { Deviation } from '../reading.ts';
import { BER } from './ber-reader.ts';

const NONE = Buffer.alloc(0);
/** Tag, first byte of the length, and a length of four bytes. */
const HEAD_BYTES = 6;

/**
 * Finds the messages in a stream that comes in pieces of any size. Holds no more than one message of the
 * greatest size allowed and the last piece; what would be larger is refused by its length alone.
 */
export class MessageFramer {
  readonly #mostBytes: () => number;
  /** What came and is not taken yet lies between `#at` and `#end`. */
  #held: Buffer = NONE;
  #at = 0;
  #end = 0;
  /** `#held` is this framer's own and may be written to. */
  #own = false;
  #failure: Deviation | undefined;
  /** Bytes that were taken before `#at`. */
  #taken = 0;

  constructor(mostBytes: () => number) {
    this.#mostBytes = mostBytes;
  }

  /** Why no more messages come: what follows cannot be found. */
  get failure(): Deviation | undefined {
    return this.#failure;
  }

  /** Bytes of a message that is not whole yet. */
  get waiting(): number {
    return this.#end - this.#at;
  }

  /** The first bytes that wait, for the record. */
  glimpse(most: number): Buffer {
    return this.#held.subarray(this.#at, Math.min(this.#end, this.#at + most));
  }

  push(piece: Buffer): void {
    if (this.#failure) return;
    if (this.#at === this.#end) {
      this.#held = piece;
      this.#at = 0;
      this.#end = piece.length;
      this.#own = false;
      return;
    }
    const waiting = this.waiting;
    if (!this.#own || this.#held.length - this.#end < piece.length) {
      const grown = Buffer.allocUnsafe(Math.max(2 * waiting, waiting + piece.length));
      this.#held.copy(grown, 0, this.#at, this.#end);
      this.#held = grown;
      this.#at = 0;
      this.#end = waiting;
      this.#own = true;
    }
    piece.copy(this.#held, this.#end);
    this.#end += piece.length;
  }

  /** The next whole message; nothing while it is not whole, or when there can be none any more. */
  next(): Buffer | undefined {
    const size = this.#sizeOfNext();
    if (size === undefined || size > this.waiting) return undefined;
    const message = this.#held.subarray(this.#at, this.#at + size);
    this.#at += size;
    this.#taken += size;
    return message;
  }

  /** Bytes of the next message with its head, once enough of the head is there. */
  #sizeOfNext(): number | undefined {
    const waiting = this.waiting;
    if (this.#failure || waiting === 0) return undefined;
    const tag = this.#held[this.#at] ?? 0;
    if (tag !== BER.sequence)
      return this.#fail('ber.tag', `0x${tag.toString(16)} stands where a message should begin`);
    if (waiting < 2) return undefined;
    const first = this.#held[this.#at + 1] ?? 0;
    const count = first < 0x80 ? 0 : first & 0x7f;
    if (first === 0x80)
      return this.#fail('ber.indefinite-length', 'a message has no definite length');
    if (count > HEAD_BYTES - 2)
      return this.#fail('ber.huge-length', `a message has a length of ${count} bytes`);
    if (waiting < 2 + count) return undefined;
    const content = count === 0 ? first : this.#held.readUIntBE(this.#at + 2, count);
    const size = 2 + count + content;
    const most = this.#mostBytes();
    if (size > most)
      return this.#fail('ldap.too-large', `a message of ${size} bytes, ${most} are allowed`);
    return size;
  }

  #fail(code: string, message: string): undefined {
    const offset = this.#taken;
    this.#failure = { code, message, at: { offset, line: 1, column: offset + 1 } };
    return undefined;
  }
}
