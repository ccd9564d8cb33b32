const LONGEST = 1_024;
const FIRST_DELIMITER = /^[ \t\r\n]*--([^\r\n]*?)[ \t]*\r?\n/;

/**
 * The boundary of a body without a Content-Type: what follows the two hyphens of its first line
 * that is not blank. `undefined` when that line is no delimiter.
 */
export function sniffBoundary(body: Uint8Array): string | undefined {
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, LONGEST));
  const boundary = FIRST_DELIMITER.exec(head.toString('utf8'))?.[1];
  return boundary === undefined || boundary === '' || boundary.length > 200 ? undefined : boundary;
}
