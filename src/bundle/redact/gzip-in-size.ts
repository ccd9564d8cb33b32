import { crc32, deflateRawSync, gunzipSync } from 'node:zlib';
import type { Redacting } from './redacting.ts';

const MOST = 512 * 1024 * 1024;
const HAS_COMMENT = 16;

/**
 * Changes what is in a gzip, and gives one of as many bytes that opens to as many bytes. Where the other content does
 * not go into so few, its texts become fillers that do.
 */
export function gzipInSize(bytes: Buffer, type: string, redacting: Redacting): Buffer {
  let plain: Buffer;
  try {
    plain = gunzipSync(bytes, { maxOutputLength: MOST });
  } catch {
    // Broken or only the beginning: what it begins with stays.
    return redacting.fill(bytes, 'application/gzip');
  }
  const now = redacting.document(plain, type, redacting);
  if (!redacting.replaces || now.equals(plain)) return bytes;
  const dull: Redacting = {
    ...redacting,
    value: (kind, text) => dulled(redacting.value(kind, text), kind),
  };
  for (const candidate of [
    () => now,
    () => redacting.document(plain, type, dull),
    () => redacting.fill(plain, ''),
  ]) {
    const content = candidate();
    const packed = packInto(content, bytes.length);
    if (packed) return packed;
  }
  return redacting.fill(bytes, 'application/gzip');
}

function dulled(text: string, kind: string): string {
  return kind === 'text' ? text.replace(/[A-Za-z]/g, 'x') : text;
}

/** A gzip of exactly so many bytes, filled up by a comment; `undefined` when it does not fit. */
function packInto(content: Buffer, length: number): Buffer | undefined {
  const deflated = deflateRawSync(content, { level: 9 });
  const room = length - deflated.length - 18;
  if (room < 0) return undefined;
  const header = Buffer.from([0x1f, 0x8b, 8, room > 0 ? HAS_COMMENT : 0, 0, 0, 0, 0, 0, 0xff]);
  const comment = Buffer.alloc(room, 0x20);
  if (room > 0) comment[room - 1] = 0;
  const end = Buffer.alloc(8);
  end.writeUInt32LE(crc32(content), 0);
  end.writeUInt32LE(content.length % 2 ** 32, 4);
  return Buffer.concat([header, comment, deflated, end]);
}
