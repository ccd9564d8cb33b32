import { parseMediaType } from '../../../../src/wire/mime/media-type.ts';
import type { MimePackage, MimePart } from '../../../../src/wire/mime/mime-package.ts';
import { MimeScanner } from '../../../../src/wire/mime/mime-scanner.ts';
import { readMime } from '../../../../src/wire/mime/read-mime.ts';
import { readRelatedType } from '../../../../src/wire/mime/read-related-type.ts';
import type { Reading } from '../../../../src/wire/reading.ts';
import type { BodyBytes } from './body-bytes.ts';

export interface ReadParts {
  readonly parts: readonly MimePart[];
  /** Why it could not be taken apart, or not to its end; for a multipart body alone. */
  readonly trouble: string | undefined;
}

/** Whatever was taken in can be looked at. */
const LIMITS = {
  bytes: Number.MAX_SAFE_INTEGER,
  partBytes: Number.MAX_SAFE_INTEGER,
  parts: 10_000,
} as const;

/** The MIME parts of a body: none unless it is a multipart one, by its header or by how it begins. */
export async function readParts(
  body: BodyBytes,
  contentType: string | undefined,
): Promise<ReadParts> {
  const declared =
    contentType !== undefined && parseMediaType(contentType).mediaType.startsWith('multipart/');
  const begins = (await body.read(0, 200)).toString('latin1').trimStart().startsWith('--');
  if (!declared && !begins) return { parts: [], trouble: undefined };
  const reading = body.whole
    ? readMime(body.whole, declared ? contentType : undefined, LIMITS)
    : await scan(body, contentType ?? '');
  if (reading.ok) return { parts: reading.value.parts, trouble: undefined };
  const { message, at } = reading.failure;
  const trouble = `${declared ? 'declared as' : 'begins like'} a multipart body, but: ${message} (byte ${at.offset})`;
  // A boundary that is not the declared one may still be seen.
  const guessed = declared && body.whole ? readMime(body.whole, undefined, LIMITS) : undefined;
  if (!guessed?.ok) return { parts: [], trouble };
  return {
    parts: guessed.value.parts,
    trouble: `${trouble}. It is shown by the boundary that it begins with`,
  };
}

async function scan(body: BodyBytes, contentType: string): Promise<Reading<MimePackage>> {
  const type = readRelatedType(contentType);
  if (!type.ok) return type;
  const scanner = new MimeScanner(type.value, { limits: LIMITS, countLines: false });
  for await (const chunk of body.stream() as AsyncIterable<Buffer>) {
    scanner.push(chunk);
    if (scanner.failure) break;
  }
  return scanner.end();
}
