import { crc32 } from 'node:zlib';

/**
 * One entry in a segment: a fixed header, the entry as JSON (UTF-8), then its small bodies.
 *
 * Header, little-endian: 0 `SJF` and version 1; 4 bytes of JSON; 8 bytes of bodies; 12 sequence (48 bits, then two zero
 * bytes); 20 place in its group commit, from 0; 24 CRC-32 of JSON and bodies; 28 CRC-32 of the first 28 bytes, begun
 * with the salt of the segment.
 */
export interface FrameHeader {
  readonly jsonBytes: number;
  readonly bodyBytes: number;
  readonly sequence: number;
  readonly place: number;
  readonly contentCrc: number;
}

export const FRAME_HEADER_BYTES = 32;
export const FRAME_MAGIC = Buffer.from([0x53, 0x4a, 0x46, 0x01]);

const SUMMED_BYTES = 28;

/** Whole length of a frame, bytes. */
export function frameBytes(header: FrameHeader): number {
  return FRAME_HEADER_BYTES + header.jsonBytes + header.bodyBytes;
}

export function writeFrameHeader(
  into: Buffer,
  at: number,
  header: FrameHeader,
  salt: number,
): void {
  FRAME_MAGIC.copy(into, at);
  into.writeUInt32LE(header.jsonBytes, at + 4);
  into.writeUInt32LE(header.bodyBytes, at + 8);
  into.writeUIntLE(header.sequence, at + 12, 6);
  into.writeUInt16LE(0, at + 18);
  into.writeUInt32LE(header.place, at + 20);
  into.writeUInt32LE(header.contentCrc, at + 24);
  into.writeUInt32LE(crc32(into.subarray(at, at + SUMMED_BYTES), salt), at + SUMMED_BYTES);
}

/**
 * The header at the start of `bytes`, or why there is none. The salt keeps bytes that a peer sent from passing
 * as a frame when a damaged stretch is searched for the next one.
 */
export function readFrameHeader(bytes: Buffer, salt: number): FrameHeader | string {
  if (bytes.length < FRAME_HEADER_BYTES) return 'the header is cut short';
  if (FRAME_MAGIC.compare(bytes, 0, FRAME_MAGIC.length) !== 0) return 'no frame begins here';
  if (crc32(bytes.subarray(0, SUMMED_BYTES), salt) !== bytes.readUInt32LE(SUMMED_BYTES))
    return 'the header does not match its CRC';
  return {
    jsonBytes: bytes.readUInt32LE(4),
    bodyBytes: bytes.readUInt32LE(8),
    sequence: bytes.readUIntLE(12, 6),
    place: bytes.readUInt32LE(20),
    contentCrc: bytes.readUInt32LE(24),
  };
}
