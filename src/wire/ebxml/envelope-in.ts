import { decodePart } from '../mime/decode-part.ts';
import { parseMediaType } from '../mime/media-type.ts';
import { readMime } from '../mime/read-mime.ts';
import type { Reading } from '../reading.ts';
import { readAs, unreadable } from '../reading.ts';

/**
 * The bytes that should be an envelope: the first part of a multipart body, else the whole body. A
 * multipart body that is marked as something else is known by its first delimiter (mhs 1.5, 3.1).
 */
export function envelopeIn(contentType: string | undefined, body: Uint8Array): Reading<Uint8Array> {
  const marked = parseMediaType(contentType ?? '').mediaType.startsWith('multipart/');
  if (!marked && !beginsWithDelimiter(body)) return readAs(body);
  const mime = readMime(body, marked ? contentType : undefined);
  if (!mime.ok) return mime;
  const first = mime.value.parts[0];
  if (first === undefined) {
    return unreadable('mime.no-parts', 'the body has no parts', undefined, mime.deviations);
  }
  const decoded = decodePart(body, first);
  return { ...decoded, deviations: [...mime.deviations, ...decoded.deviations] };
}

function beginsWithDelimiter(body: Uint8Array): boolean {
  let at = 0;
  while ((body[at] ?? 0x21) <= 0x20) at += 1;
  return body[at] === 0x2d && body[at + 1] === 0x2d;
}
