import { type Deviation, type Place, type Reading, readAs, unreadable } from '../reading.ts';
import { LineCounter } from './line-counter.ts';
import type { MimeLimits } from './mime-limits.ts';
import type { MimePackage, RelatedType } from './mime-package.ts';
import { MimeScanner } from './mime-scanner.ts';
import { readRelatedType } from './read-related-type.ts';
import { sniffBoundary } from './sniff-boundary.ts';

/**
 * Reads a whole multipart/related body: RFC 2046, RFC 2387, ebMS 2.0 section 2.1. The parts are
 * spans of `body`; nothing is copied or decoded.
 *
 * Failures and deviations are those of `readRelatedType` and `MimeScanner`, and `mime.no-boundary`
 * when nothing tells the boundary.
 *
 * @param contentType the Content-Type header; without one, as in a captured body, the boundary is
 * taken from the first line (deviation `mime.boundary-guessed`)
 */
export function readMime(
  body: Uint8Array,
  contentType: string | undefined,
  limits?: Partial<MimeLimits>,
): Reading<MimePackage> {
  const type = contentType === undefined ? guessType(body) : readRelatedType(contentType);
  if (!type.ok) return type;
  const scanner = new MimeScanner(type.value, {
    ...(limits === undefined ? {} : { limits }),
    countLines: false,
  });
  scanner.push(body);
  const scanned = scanner.end();
  const deviations = [...type.deviations, ...withLines(body, scanned.deviations)];
  if (scanned.ok) return readAs(scanned.value, deviations);
  const [failure = scanned.failure] = withLines(body, [scanned.failure]);
  return { ok: false, failure, deviations };
}

function guessType(body: Uint8Array): Reading<RelatedType> {
  const boundary = sniffBoundary(body);
  if (boundary === undefined) {
    return unreadable(
      'mime.no-boundary',
      'there is no Content-Type and no delimiter to begin with',
    );
  }
  const message = `there is no Content-Type; the boundary was taken from the body: ${boundary}`;
  return readAs(
    {
      mediaType: 'multipart/related',
      boundary,
      type: undefined,
      start: undefined,
      charset: undefined,
    },
    [{ code: 'mime.boundary-guessed', message, at: { offset: 0, line: 1, column: 1 } }],
  );
}

/** Lines are counted only where something is odd: a body may have a hundred thousand. */
function withLines(body: Uint8Array, deviations: readonly Deviation[]): Deviation[] {
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.length);
  const lines = new LineCounter();
  const places = new Map<number, Place>();
  let passed = 0;
  for (const { at } of deviations.toSorted((one, other) => one.at.offset - other.at.offset)) {
    lines.pass(buffer.subarray(passed, at.offset));
    passed = at.offset;
    places.set(at.offset, lines.place);
  }
  return deviations.map((deviation) => ({
    ...deviation,
    at: places.get(deviation.at.offset) ?? deviation.at,
  }));
}
