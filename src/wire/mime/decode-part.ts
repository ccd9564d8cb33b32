import { isAscii } from 'node:buffer';
import { type Deviation, type Place, type Reading, readAs } from '../reading.ts';
import { decodeBase64 } from './decode-base64.ts';
import { decodeQuotedPrintable } from './decode-quoted-printable.ts';
import { LineCounter } from './line-counter.ts';
import type { MimePart } from './mime-package.ts';

/** What a transfer decoding gives: the content, and what was wrong at which byte of the part. */
export interface Decoded {
  readonly bytes: Buffer;
  readonly oddities: readonly {
    readonly code: string;
    readonly message: string;
    readonly offset: number;
  }[];
}

/**
 * The content of a part after its transfer encoding is undone, RFC 2045 section 6. It never fails:
 * what cannot be decoded is left out or kept as it is, and told. Places are in the whole body.
 *
 * Deviations: `mime.base64-invalid`, `mime.base64-after-padding`, `mime.base64-incomplete`,
 * `mime.quoted-printable-invalid`, `mime.eight-bit-in-7bit`. An unknown encoding, which the reader
 * has told already, is taken for binary.
 *
 * @param body the body that the part is a span of
 * @returns for 7bit, 8bit and binary a view of `body`, not a copy
 */
export function decodePart(body: Uint8Array, part: MimePart): Reading<Buffer> {
  const { offset, length } = part.body;
  const content = Buffer.from(body.buffer, body.byteOffset + offset, length);
  const { bytes, oddities } = decode(content, part.transferEncoding);
  const deviations = oddities.map(
    (oddity): Deviation => ({
      code: oddity.code,
      message: oddity.message,
      at: placeIn(body, offset + oddity.offset),
    }),
  );
  return readAs(bytes, deviations);
}

function decode(content: Buffer, encoding: string): Decoded {
  if (encoding === 'base64') return decodeBase64(content);
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(content);
  if (encoding !== '7bit' || isAscii(content)) return { bytes: content, oddities: [] };
  const code = 'mime.eight-bit-in-7bit';
  const message = 'a part in 7bit has a byte above 127';
  return {
    bytes: content,
    oddities: [{ code, message, offset: content.findIndex((byte) => byte > 127) }],
  };
}

function placeIn(body: Uint8Array, offset: number): Place {
  const lines = new LineCounter();
  lines.pass(Buffer.from(body.buffer, body.byteOffset, offset));
  return lines.place;
}
