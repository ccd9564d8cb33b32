import { constants, gunzipSync } from 'node:zlib';
import type { Expansion } from './message-contents.ts';

/** Beyond this nothing is expanded: a small part may claim to hold gigabytes. */
const LARGEST = 64 * 1024 * 1024;

/** `1F 8B 08`, the beginning of every gzip file, as bytes or as base64 (gp2gp 3.5). */
export function looksGzipped(content: Buffer, base64: boolean): boolean {
  if (base64) return /^\s*H4sI/.test(content.toString('latin1', 0, 16));
  return content[0] === 0x1f && content[1] === 0x8b && content[2] === 0x08;
}

/** Whether a gzip content can be expanded to its end. Base64 is decoded leniently: that it is right is another rule. */
export function expansionOf(content: Buffer, base64: boolean): Expansion {
  const bytes = base64 ? Buffer.from(content.toString('latin1'), 'base64') : content;
  try {
    gunzipSync(bytes, { maxOutputLength: LARGEST });
    return 'whole';
  } catch (error) {
    const code = (error as { readonly code?: unknown }).code;
    if (code === 'ERR_BUFFER_TOO_LARGE') return 'too large to tell';
    if (code === 'Z_BUF_ERROR' && beginsRightly(bytes)) return 'cut off';
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function beginsRightly(bytes: Buffer): boolean {
  try {
    gunzipSync(bytes, { maxOutputLength: LARGEST, finishFlush: constants.Z_SYNC_FLUSH });
    return true;
  } catch (error) {
    return (error as { readonly code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
  }
}
