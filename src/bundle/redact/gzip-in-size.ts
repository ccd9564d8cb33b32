import { crc32, deflateRawSync, gunzipSync } from 'node:zlib';
import { FILL } from './filler.ts';
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
  } catch (error) {
    if (!redacting.replaces) return bytes;
    const cutOff = (error as NodeJS.ErrnoException).code === 'Z_BUF_ERROR';
    return cutOff ? beginning(bytes.length) : redacting.fill(bytes, 'application/gzip');
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

/** The beginning of a gzip, right as far as it goes: blocks that are stored as they are, none of them the last. */
function beginning(length: number): Buffer {
  const block = Buffer.alloc(5 + 0x1000, FILL);
  block.writeUInt8(0, 0);
  block.writeUInt16LE(0x1000, 1);
  block.writeUInt16LE(0xffff ^ 0x1000, 3);
  const count = Math.ceil(length / block.length);
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
  return Buffer.concat([header, ...Array<Buffer>(count).fill(block)]).subarray(0, length);
}
