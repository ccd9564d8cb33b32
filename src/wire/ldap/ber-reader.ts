import type { Deviation, Place } from '../reading.ts';

/** What the readers of one message have found wrong so far. */
interface Trouble {
  failure: Deviation | undefined;
  readonly deviations: Deviation[];
}

/** Universal tags that LDAP uses. */
export const BER = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  enumerated: 0x0a,
  sequence: 0x30,
  set: 0x31,
} as const;

const NONE = Buffer.alloc(0);
/** Whole numbers of LDAP fit into 31 bits; more bytes than these are refused unread. */
const MOST_INTEGER_BYTES = 6;
const MOST_LENGTH_BYTES = 4;

/**
 * Reads the elements of BER as LDAP restricts it (RFC 4511 section 5.1). Does not throw: the first failure
 * stays, and from then on everything reads as empty, so that callers check once at the end.
 */
export class BerReader {
  readonly #bytes: Buffer;
  readonly #trouble: Trouble;
  readonly #end: number;
  #at: number;

  constructor(
    bytes: Buffer,
    at = 0,
    end = bytes.length,
    trouble: Trouble = { failure: undefined, deviations: [] },
  ) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
    this.#trouble = trouble;
  }

  /** Bytes from the start of the message. */
  get offset(): number {
    return this.#at;
  }

  get failure(): Deviation | undefined {
    return this.#trouble.failure;
  }

  get deviations(): readonly Deviation[] {
    return this.#trouble.deviations;
  }

  /** Whether there is another element to read. */
  more(): boolean {
    return this.#trouble.failure === undefined && this.#at < this.#end;
  }

  /** The tag of the next element; -1 when there is none. */
  peek(): number {
    return this.more() ? (this.#bytes[this.#at] ?? -1) : -1;
  }

  /** The first failure stands: what follows it is only its echo. */
  fail(code: string, message: string, offset = this.#at): void {
    this.#trouble.failure ??= { code, message, at: placeOf(offset) };
  }

  /** Something odd that does no harm. */
  note(code: string, message: string, offset = this.#at): void {
    this.#trouble.deviations.push({ code, message, at: placeOf(offset) });
  }

  /** The elements inside the next element, which must have this tag. */
  enter(tag: number, what: string): BerReader {
    const length = this.#open(tag, what);
    const inner = new BerReader(this.#bytes, this.#at, this.#at + length, this.#trouble);
    this.#at += length;
    return inner;
  }

  octets(what: string, tag: number = BER.octets): Buffer {
    const length = this.#open(tag, what);
    if (length === 0) return NONE;
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Text in UTF-8; what is no UTF-8 becomes U+FFFD, which matches nothing. */
  text(what: string, tag: number = BER.octets): string {
    const length = this.#open(tag, what);
    if (length === 0) return '';
    this.#at += length;
    return this.#bytes.toString('utf8', this.#at - length, this.#at);
  }

  integer(what: string, tag: number = BER.integer): number {
    const start = this.#at;
    const length = this.#open(tag, what);
    if (this.#trouble.failure) return 0;
    if (length === 0 || length > MOST_INTEGER_BYTES) {
      this.fail('ber.integer-size', `${what} is a whole number of ${length} bytes`, start);
      return 0;
    }
    const value = this.#bytes.readIntBE(this.#at, length);
    this.#at += length;
    return value;
  }

  boolean(what: string, tag: number = BER.boolean): boolean {
    const start = this.#at;
    const length = this.#open(tag, what);
    if (this.#trouble.failure) return false;
    if (length !== 1) {
      this.fail('ber.boolean-size', `${what} is a truth value of ${length} bytes`, start);
      return false;
    }
    const value = this.#bytes[this.#at] ?? 0;
    this.#at += 1;
    if (value !== 0 && value !== 0xff)
      this.note('ber.true-not-ff', `${what} is true, written as ${value} instead of 255`, start);
    return value !== 0;
  }

  /** Whatever is left is passed over and noted: later versions of LDAP may add elements (RFC 4511 section 4). */
  finish(what: string): void {
    if (!this.more()) return;
    const left = this.#end - this.#at;
    this.note(
      'ldap.trailing-elements',
      `${what} is followed by ${left} bytes that nothing calls for`,
    );
    this.#at = this.#end;
  }

  /** Reads tag and length; stands at the content afterwards. Gives the length, 0 after a failure. */
  #open(tag: number, what: string): number {
    if (this.#trouble.failure) return 0;
    const start = this.#at;
    if (start >= this.#end) {
      this.fail('ber.missing', `${what} is missing`);
      return 0;
    }
    const found = this.#bytes[start] ?? 0;
    if (found !== tag) {
      this.fail('ber.tag', `${what} has the tag ${hex(found)} instead of ${hex(tag)}`);
      return 0;
    }
    const length = this.#length(start + 1, what);
    if (length <= this.#end - this.#at) return length;
    if (!this.#trouble.failure)
      this.fail('ber.overrun', `${what} claims ${length} bytes, ${this.#end - this.#at} are there`);
    return 0;
  }

  #length(from: number, what: string): number {
    const first = from < this.#end ? (this.#bytes[from] ?? 0) : -1;
    this.#at = from + 1;
    if (first >= 0 && first < 0x80) return first;
    const count = first & 0x7f;
    if (first === 0x80) this.fail('ber.indefinite-length', `${what} has no definite length`, from);
    else if (first < 0 || from + count >= this.#end)
      this.fail('ber.overrun', `the length of ${what} is cut off`, from);
    else if (count > MOST_LENGTH_BYTES)
      this.fail('ber.huge-length', `${what} has a length of ${count} bytes`, from);
    if (this.#trouble.failure) return 0;
    this.#at += count;
    return this.#bytes.readUIntBE(from + 1, count);
  }
}

/** BER has no lines: it is all one. */
function placeOf(offset: number): Place {
  return { offset, line: 1, column: offset + 1 };
}

function hex(tag: number): string {
  return `0x${tag.toString(16).padStart(2, '0')}`;
}
