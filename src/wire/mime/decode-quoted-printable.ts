import type { Decoded } from './decode-part.ts';

const EQUALS = 61;
const LF = 10;
const CR = 13;

/** Undoes quoted-printable, RFC 2045 section 6.7. An escape that is none is kept and told. */
export function decodeQuotedPrintable(content: Buffer): Decoded {
  const bytes = Buffer.allocUnsafe(content.length);
  let length = 0;
  let invalid = -1;
  for (let at = 0; at < content.length; ) {
    const byte = content[at] ?? 0;
    if (byte !== EQUALS) {
      bytes[length++] = byte;
      at += 1;
      continue;
    }
    const softBreak = softBreakAt(content, at + 1);
    const escaped = hex(content[at + 1]) * 16 + hex(content[at + 2]);
    if (softBreak > 0) at += 1 + softBreak;
    else if (escaped >= 0) {
      bytes[length++] = escaped;
      at += 3;
    } else {
      if (invalid === -1) invalid = at;
      bytes[length++] = byte;
      at += 1;
    }
  }
  const message =
    'an equals sign is followed neither by two hexadecimal digits nor by a line break';
  const code = 'mime.quoted-printable-invalid';
  const oddities = invalid === -1 ? [] : [{ code, message, offset: invalid }];
  return { bytes: bytes.subarray(0, length), oddities };
}

/** Bytes of a line break, with at most 16 blanks before it; 0 when there is none. */
function softBreakAt(content: Buffer, from: number): number {
  let at = from;
  while (at - from < 16 && (content[at] === 32 || content[at] === 9)) at += 1;
  if (content[at] === LF) return at + 1 - from;
  return content[at] === CR && content[at + 1] === LF ? at + 2 - from : 0;
}

function hex(byte: number | undefined): number {
  const digit = byte === undefined ? Number.NaN : Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(digit) ? -256 : digit;
}
