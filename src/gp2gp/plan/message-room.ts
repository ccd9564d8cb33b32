import type { MessageLimits } from './record-plan.ts';

// Measured on what `buildMessage` writes, and rounded up: a plan must never promise too much.
export const ENVELOPE_BYTES = 6_000;
const REFERENCE_BYTES = 600;
export const PART_BYTES = 500;
/** The payload of a fragment, without its file name. */
const FRAGMENT_BYTES = 6_000;
/** A name stands in the manifest, and twice in a payload, each escaped. */
const ESCAPED = 6;

/** Bytes of the references to documents of these names. */
export function referenceBytes(documents: readonly { readonly fileName: string }[]): number {
  let bytes = 0;
  for (const { fileName } of documents) {
    bytes += REFERENCE_BYTES + ESCAPED * Buffer.byteLength(fileName);
  }
  return bytes;
}

/** Characters that a message can bring beside its envelope and payload. */
export function roomOfFragment(fileName: string, limits: MessageLimits): number {
  const spent =
    ENVELOPE_BYTES + bytesOfPayload(fileName) + referenceBytes([{ fileName }]) + PART_BYTES;
  return Math.min(limits.messageBytes - spent, limits.attachmentChars);
}

/** Bytes of an index that names so many chunks and brings so many characters itself. */
export function indexBytes(
  fileName: string,
  chunks: readonly { readonly fileName: string }[],
  chars: number,
): number {
  return ENVELOPE_BYTES + bytesOfPayload(fileName) + referenceBytes(chunks) + PART_BYTES + chars;
}

function bytesOfPayload(fileName: string): number {
  return FRAGMENT_BYTES + 2 * ESCAPED * Buffer.byteLength(fileName);
}
