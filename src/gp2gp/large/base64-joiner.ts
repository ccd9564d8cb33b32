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

/** Text is made of so many bytes at a time: longer strings outlive their use. A multiple of four. */
const STEP = 65_536;
// Digits of the alphabet for URLs, which the decoder of the platform would take for digits too.
const MINUS = 0x2d;
const UNDERSCORE = 0x5f;

/** Undoes base64 that comes in stretches of any length. White space does not count. */
export class Base64Joiner {
  #carry = '';
  #padded = 0;

  push(piece: Uint8Array): Buffer {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const plain = this.#carry === '' && this.#padded === 0 ? plainDigits(bytes) : undefined;
    if (plain) {
      this.#carry = bytes.toString('latin1', bytes.length - (bytes.length % 4));
      return plain;
    }
    const text = this.#carry + this.#clean(bytes);
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
  #clean(bytes: Buffer): string {
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

/**
 * What the groups of four of a stretch stand for when all of it is digits, which is the usual case; `undefined` when it
 * is to be looked through. The decoder skips what is no digit, so that a stretch with anything else comes out shorter.
 */
function plainDigits(bytes: Buffer): Buffer | undefined {
  const whole = bytes.length - (bytes.length % 4);
  for (let at = whole; at < bytes.length; at++) {
    if (KINDS[bytes[at] ?? 0] !== DIGIT) return undefined;
  }
  if (bytes.includes(MINUS) || bytes.includes(UNDERSCORE)) return undefined;
  const out = Buffer.allocUnsafe((whole / 4) * 3);
  let made = 0;
  for (let at = 0; at < whole; at += STEP) {
    const end = Math.min(at + STEP, whole);
    const written = out.write(bytes.toString('latin1', at, end), made, 'base64');
    if (written !== ((end - at) / 4) * 3) return undefined;
    made += written;
  }
  return out;
}
