import type { ReadCapture } from '../capture/read-capture.ts';
import type { Finding } from '../domain/finding.ts';

/** Where a finding lies in a file. */
export interface PlaceInFile {
  /** Bytes from the start of the file. */
  readonly byteOffset: number;
  /** Counted from 1, in the file and not in the part. */
  readonly line: number;
  /** Counted from 1, in bytes. */
  readonly column: number;
  /** Whether the place is that of the finding itself; else it is where the part that it lies in begins. */
  readonly exact: boolean;
}

/** Transfer encodings in which a byte of the content is a byte of the file. */
const AS_IT_IS = new Set(['7bit', '8bit', 'binary']);

/** Finds the place of a finding in the file that the message was captured in. */
export function placeInFile(file: Uint8Array, read: ReadCapture, finding: Finding): PlaceInFile {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const bodyStart = read.capture?.body.offset ?? 0;
  if (OF_HTTP.test(finding.at)) return { byteOffset: 0, line: 1, column: 1, exact: false };
  const part = partOf(read, finding);
  const start = bodyStart + (part?.body.offset ?? 0);
  const inside = offsetInside(bytes.subarray(start), finding, part?.transferEncoding ?? 'binary');
  const byteOffset = Math.min(start + (inside ?? 0), bytes.length);
  return { byteOffset, ...lineAndColumn(bytes, byteOffset), exact: inside !== undefined };
}

/** Bytes from the start of the part; `undefined` where the finding has no place, or the part is encoded. */
function offsetInside(part: Buffer, finding: Finding, encoding: string): number | undefined {
  const { offset, line, column = 1, at } = finding;
  // Findings about a part as it travels count its bytes as they are.
  if (!AS_IT_IS.has(encoding) && !at.startsWith('/part')) return undefined;
  if (offset !== undefined) return offset;
  if (line === undefined) return undefined;
  let begin = 0;
  for (let passed = 1; passed < line; passed++) {
    begin = part.indexOf(10, begin) + 1;
    if (begin === 0) return undefined;
  }
  return begin + column - 1;
}

/** What stands in the head of the request. */
const OF_HTTP = /^(request line|SOAPAction|Content-|Transfer-Encoding)/;

/** The part that a finding names, else the envelope; none for what is said of the package. */
function partOf({ message }: ReadCapture, { part, at }: Finding) {
  const parts = message.mime?.parts;
  return at === '/' ? undefined : parts?.[(part ?? 1) - 1];
}

function lineAndColumn(bytes: Buffer, offset: number): { line: number; column: number } {
  let line = 1;
  let begin = 0;
  for (;;) {
    const feed = bytes.indexOf(10, begin);
    if (feed === -1 || feed >= offset) return { line, column: offset - begin + 1 };
    line++;
    begin = feed + 1;
  }
}
