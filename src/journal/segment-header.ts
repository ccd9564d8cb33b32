import { crc32 } from 'node:zlib';

/** What a segment file says of itself before its first frame. */
export interface SegmentHeader {
  /** The sequence of its first frame. */
  readonly firstSequence: number;
  /** Begins the CRC of every frame header in it. */
  readonly salt: number;
}

const MAGIC = Buffer.from('SPINEJNL', 'latin1');
const VERSION = 1;
const COPY_BYTES = 28;

/** The header is written twice: without its salt the frames could not be told from chance. */
export const SEGMENT_HEADER_BYTES = 2 * COPY_BYTES;

export function writeSegmentHeader({ firstSequence, salt }: SegmentHeader): Buffer {
  const copy = Buffer.alloc(COPY_BYTES);
  MAGIC.copy(copy);
  copy.writeUInt32LE(VERSION, 8);
  copy.writeUIntLE(firstSequence, 12, 6);
  copy.writeUInt32LE(salt, 20);
  copy.writeUInt32LE(crc32(copy.subarray(0, COPY_BYTES - 4)), COPY_BYTES - 4);
  return Buffer.concat([copy, copy]);
}

/** The header, and whether both copies of it are sound; `undefined` when neither is. */
export function readSegmentHeader(
  bytes: Buffer,
): (SegmentHeader & { readonly sound: boolean }) | undefined {
  const copies = [bytes.subarray(0, COPY_BYTES), bytes.subarray(COPY_BYTES, SEGMENT_HEADER_BYTES)];
  const read = copies.map(readCopy);
  const header = read.find((copy) => copy !== undefined);
  return header && { ...header, sound: !read.includes(undefined) };
}

function readCopy(copy: Buffer): SegmentHeader | undefined {
  if (copy.length < COPY_BYTES || MAGIC.compare(copy, 0, MAGIC.length) !== 0) return undefined;
  if (crc32(copy.subarray(0, COPY_BYTES - 4)) !== copy.readUInt32LE(COPY_BYTES - 4))
    return undefined;
  if (copy.readUInt32LE(8) !== VERSION) return undefined;
  return { firstSequence: copy.readUIntLE(12, 6), salt: copy.readUInt32LE(20) };
}
