import { gunzipSync } from 'node:zlib';
import { decodePart } from '../wire/mime/decode-part.ts';
import type { MimePart } from '../wire/mime/mime-package.ts';

/** The bytes of an attachment, or why they cannot be had. */
export type Opened =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly because: string };

/** What a small part may expand to before it is taken for an attack; far beyond any real document. */
const LARGEST_EXPANSION = 150_000_000;

/** Undoes base64 and, where it is declared, gzip (gp2gp 3.5). */
export function openAttachment(
  body: Uint8Array,
  part: MimePart,
  compressed: boolean,
  atMost = LARGEST_EXPANSION,
): Opened {
  const decoded = decodePart(body, part);
  if (!decoded.ok) return { ok: false, because: decoded.failure.message };
  const wrong = decoded.deviations.find(({ code }) => code.startsWith('mime.base64'));
  if (wrong) return { ok: false, because: wrong.message };
  if (!compressed) return { ok: true, bytes: decoded.value };
  try {
    return { ok: true, bytes: gunzipSync(decoded.value, { maxOutputLength: atMost }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, because: `it is declared compressed and cannot be expanded: ${why}` };
  }
}
