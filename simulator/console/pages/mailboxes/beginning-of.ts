import type { Readable } from 'node:stream';
import { PREVIEW_BYTES } from './content-preview.ts';

/** The first bytes of a content, of which no more than a page needs is read. */
export async function beginningOf(content: Readable | undefined): Promise<Buffer | undefined> {
  if (!content) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of content) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    length += (chunk as Uint8Array).length;
    // Leaving the loop ends the stream.
    if (length >= PREVIEW_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, PREVIEW_BYTES);
}
