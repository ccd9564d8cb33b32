const ENCODED_LINE = 76;

/** The content of a part in a transfer encoding, RFC 2045 section 6; others leave it as it is. */
export function encodePart(content: Uint8Array, encoding: string, lineEnding: string): Buffer {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
  const name = encoding.trim().toLowerCase();
  if (name === 'base64') return encodeBase64(bytes, lineEnding);
  return name === 'quoted-printable' ? encodeQuotedPrintable(bytes, lineEnding) : bytes;
}

function encodeBase64(bytes: Buffer, lineEnding: string): Buffer {
  const lines: string[] = [];
  const step = (ENCODED_LINE / 4) * 3;
  for (let at = 0; at < bytes.length; at += step) {
    lines.push(bytes.toString('base64', at, Math.min(at + step, bytes.length)));
  }
  return Buffer.from(lines.join(lineEnding), 'latin1');
}

/** Every byte that is not plain ASCII is escaped, line breaks too, so that any content survives. */
function encodeQuotedPrintable(bytes: Buffer, lineEnding: string): Buffer {
  const lines: string[] = [];
  let line = '';
  for (const byte of bytes) {
    const plain = byte > 32 && byte < 127 && byte !== 61;
    const next = plain
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (line.length + next.length > ENCODED_LINE - 1) {
      lines.push(`${line}=`);
      line = '';
    }
    line += next;
  }
  lines.push(line);
  return Buffer.from(lines.join(lineEnding), 'latin1');
}
