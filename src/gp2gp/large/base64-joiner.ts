import { Broken } from './join-failure.ts';

const SKIPPED = 0;
const DIGIT = 1;
const PAD = 2;
const KINDS = new Uint8Array(256).fill(3);
for (const digit of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/') {
  KINDS[digit.charCodeAt(0)] = DIGIT;
}
for (const space of ' \t\r\n') KINDS[space.charCodeAt(0)] = SKIPPED;
KINDS['='.charCodeAt(0)] = PAD;

/** Undoes base64 that comes in stretches of any length. White space does not count. */
export class Base64Joiner {
  #carry = '';
  #padded = 0;

  push(piece: Uint8Array): Buffer {
    const clean = this.#clean(piece);
    const text = this.#carry + clean;
    const whole = text.length - (text.length % 4);
    this.#carry = text.slice(whole);
    return Buffer.from(text.slice(0, whole), 'base64');
  }

  end(): Buffer {
    const digits = this.#carry.length;
    if (digits === 0 && this.#padded === 0) return Buffer.alloc(0);
    if (digits + this.#padded !== 4 || this.#padded > 2) {
      throw new Broken('encoding', 'its base64 text does not end with a whole group of four');
    }
    return Buffer.from(this.#carry, 'base64');
  }

  /** Digits alone; padding is counted, and nothing may follow it. */
  #clean(piece: Uint8Array): string {
    let dirty = this.#padded > 0;
    for (let at = 0; at < piece.length && !dirty; at++) {
      dirty = KINDS[piece[at] ?? 0] !== DIGIT;
    }
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    if (!dirty) return bytes.toString('latin1');
    const digits = Buffer.alloc(bytes.length);
    let count = 0;
    for (const byte of bytes) {
      const kind = KINDS[byte];
      if (kind === SKIPPED) continue;
      if (kind === PAD) {
        this.#padded += 1;
      } else if (kind === DIGIT) {
        if (this.#padded > 0) throw new Broken('encoding', 'its base64 goes on after its padding');
        digits[count++] = byte;
      } else {
        const shown = byte.toString(16).padStart(2, '0');
        throw new Broken('encoding', `byte 0x${shown} is no digit of base64`);
      }
    }
    return digits.toString('latin1', 0, count);
  }
}
