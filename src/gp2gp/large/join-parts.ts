import { createGunzip } from 'node:zlib';

/** A piece of a document as it travelled, in its place. */
export interface PartStream {
  /** `base64`: stretches of the document's base64 text; `decoded`: of its bytes. */
  readonly encoding: 'base64' | 'decoded';
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Why a document cannot be put together. A value, for a peer is to blame. */
export interface JoinFailure {
  /** `mixed` pieces and broken `encoding` are NACK 29, as is `compression`; `too-large` is 30 (gp2gp 4.4). */
  readonly why: 'mixed' | 'encoding' | 'compression' | 'too-large';
  readonly because: string;
}

export type Joined =
  | { readonly ok: true; readonly bytes: number }
  | { readonly ok: false; readonly failure: JoinFailure };

export interface JoinOptions {
  /** Gzip lies under the base64. */
  readonly compressed: boolean;
  /** Bytes that may come out before it is taken for an attack. */
  readonly atMost: number;
}

/** Thrown inside, told as a value outside. */
class Broken extends Error {
  readonly failure: JoinFailure;

  constructor(why: JoinFailure['why'], because: string) {
    super(because);
    this.failure = { why, because };
  }
}

/**
 * Puts a document together as a stream: joins the text of its pieces in their order, undoes base64 across their
 * borders wherever they lie, expands it, and hands on what comes out (gp2gp 3.5). Never more than a piece of a
 * stream is held. What was handed on before a failure is to be thrown away.
 *
 * @param take is waited for before more is asked of the pieces; what it throws is thrown on
 */
export async function joinParts(
  parts: AsyncIterable<PartStream> | Iterable<PartStream>,
  options: JoinOptions,
  take: (bytes: Uint8Array) => Promise<void> | void,
): Promise<Joined> {
  let bytes = 0;
  try {
    const decoded = decode(parts);
    for await (const piece of options.compressed ? expand(decoded, options.atMost) : decoded) {
      bytes += piece.length;
      if (bytes > options.atMost) {
        throw new Broken('too-large', `it is more than ${options.atMost} bytes`);
      }
      await take(piece);
    }
  } catch (error) {
    if (error instanceof Broken) return { ok: false, failure: error.failure };
    throw error;
  }
  return { ok: true, bytes };
}

async function* decode(
  parts: AsyncIterable<PartStream> | Iterable<PartStream>,
): AsyncGenerator<Uint8Array> {
  const text = new Base64Joiner();
  let encoding: PartStream['encoding'] | undefined;
  for await (const part of parts) {
    encoding ??= part.encoding;
    if (part.encoding !== encoding) {
      throw new Broken('mixed', 'some of its pieces are base64 text and some are bytes');
    }
    for await (const piece of part.bytes) {
      const out = encoding === 'base64' ? text.push(piece) : piece;
      if (out.length > 0) yield out;
    }
  }
  const rest = text.end();
  if (rest.length > 0) yield rest;
}

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
class Base64Joiner {
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

/** Expands in step with what is asked for, so that a little that becomes a lot is noticed on the way. */
async function* expand(
  pieces: AsyncIterable<Uint8Array>,
  atMost: number,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  let broken: unknown;
  const feed = (async () => {
    for await (const piece of pieces) {
      if (gunzip.destroyed) return;
      if (!gunzip.write(piece)) await drained(gunzip);
    }
    gunzip.end();
  })().catch((error: unknown) => {
    broken = error;
    gunzip.destroy();
  });
  let bytes = 0;
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > atMost) throw new Broken('too-large', `it expands to more than ${atMost} bytes`);
      yield piece;
    }
  } catch (error) {
    if (error instanceof Broken) throw error;
    if (broken !== undefined) throw broken;
    const why = error instanceof Error ? error.message : String(error);
    throw new Broken('compression', `it is declared compressed and cannot be expanded: ${why}`);
  } finally {
    gunzip.destroy();
    await feed;
  }
  if (broken !== undefined) throw broken;
}

/** Room again, or the end of it. */
function drained(stream: ReturnType<typeof createGunzip>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const name of ['drain', 'close', 'error']) stream.off(name, done);
      resolve();
    };
    for (const name of ['drain', 'close', 'error']) stream.on(name, done);
  });
}
