export const FILL = 'redacted ';

/** What files of a kind begin with: it stays, so that they are still taken for what they were. */
const BEGINNINGS: readonly (readonly [start: string, kept: number])[] = [
  ['%PDF-', 8],
  ['\x89PNG\r\n\x1a\n', 8],
  ['\xff\xd8\xff', 4],
  ['GIF8', 6],
  ['II*\x00', 4],
  ['MM\x00*', 4],
  ['RIFF', 4],
  ['BM', 2],
  ['PK\x03\x04', 4],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 8],
  ['{\\rtf', 6],
  ['\x1f\x8b\x08', 3],
  ['OggS', 4],
  ['ID3', 3],
];

/** Bytes that say nothing in place of those of a document: as many, beginning as its kind does. */
export function filler(bytes: Buffer, type: string): Buffer {
  const start = bytes.toString('latin1', 0, 16);
  const [, kept = 0] = BEGINNINGS.find(([each]) => start.startsWith(each)) ?? [];
  const filled = Buffer.alloc(bytes.length, FILL);
  bytes.copy(filled, 0, 0, Math.min(kept, bytes.length));
  if (!/^text\//i.test(type)) return filled;
  // Ends of lines are where they were.
  for (let at = 0; at < bytes.length; at++)
    if (bytes[at] === 0x0a || bytes[at] === 0x0d) filled[at] = bytes[at] ?? 0;
  return filled;
}
