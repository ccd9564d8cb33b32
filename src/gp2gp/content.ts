import { gzipSync } from 'node:zlib';

/**
 * Bytes that are made or read piece by piece, so that a record of hundreds of megabytes never lies in memory. A
 * `Uint8Array` is one; so is whatever is drawn from a rule, or read from a file.
 */
export interface Content {
  /** In bytes. */
  readonly length: number;
  /** Bytes `from` up to, but not including, `to`. Costs about as much as is asked for. */
  slice(from: number, to: number): Uint8Array;
}

/** All of a content at once: for what is known to be small. */
export function wholeOf(content: Content): Buffer {
  const bytes = content.slice(0, content.length);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A content in pieces of at most `size` bytes, first to last. */
export function* piecesOf(content: Content, size = 65_536): Generator<Uint8Array> {
  for (let from = 0; from < content.length; from += size) {
    yield content.slice(from, Math.min(from + size, content.length));
  }
}

/** Characters of text that are made at a time: longer strings outlive their use. A multiple of four. */
const TEXT_STEP = 65_536;

/** Characters of the base64 text of so many bytes, without line breaks. */
export function base64Length(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}

/**
 * Characters `from` up to `to` of the base64 text of a content, without line breaks (gp2gp 3.5). Only the bytes
 * that they stand for are asked of the content. Pieces of any lengths join to the text; those whose lengths are
 * multiples of 4 can be decoded one by one.
 *
 * @throws RangeError for bounds outside the text: a fault of ours
 */
export function base64Slice(content: Content, from = 0, to = base64Length(content.length)): Buffer {
  const end = base64Length(content.length);
  if (from < 0 || to > end || from > to) {
    throw new RangeError(`there are no characters ${from} to ${to} in ${end}`);
  }
  const text = Buffer.allocUnsafeSlow(to - from);
  // The first group and the last may be asked for in part.
  for (let at = from - (from % 4); at < to; at += TEXT_STEP) {
    const bytes = content.slice((at / 4) * 3, Math.min(((at + TEXT_STEP) / 4) * 3, content.length));
    const wanted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const piece = wanted.toString('base64').slice(Math.max(0, from - at), to - at);
    text.write(piece, Math.max(0, at - from), 'latin1');
  }
  return text;
}

/** The gzip of a content that fits memory. The same bytes give the same bytes: no time is written. */
export function compressed(content: Content): Content {
  return gzipSync(wholeOf(content));
}

/**
 * A content that follows from a period: byte i is byte i mod length of it, but for marks at its beginning and
 * end where there is room for both.
 */
export function patterned(
  length: number,
  period: Uint8Array,
  head: Uint8Array = new Uint8Array(),
  tail: Uint8Array = new Uint8Array(),
): Content {
  const marked = length >= head.length + tail.length;
  const overlay = (into: Uint8Array, from: number, mark: Uint8Array, at: number): void => {
    for (let i = Math.max(0, from - at); i < mark.length && at + i < from + into.length; i++) {
      into[at + i - from] = mark[i] ?? 0;
    }
  };
  return {
    length,
    slice(from, to) {
      const bytes = new Uint8Array(Math.max(0, Math.min(to, length) - from));
      for (let at = 0; at < bytes.length; ) {
        const start = (from + at) % period.length;
        const piece = period.subarray(start, start + bytes.length - at);
        bytes.set(piece, at);
        at += piece.length;
      }
      if (marked) {
        overlay(bytes, from, head, 0);
        overlay(bytes, from, tail, length - tail.length);
      }
      return bytes;
    },
  };
}
