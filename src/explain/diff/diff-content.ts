import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { OpenedPart } from './opened-message.ts';
import type { Teller } from './tell.ts';

/** What is expanded for a comparison at most; beyond, the compressed bytes are compared. */
const MOST_EXPANDED = 64 * 1024 * 1024;

/** Compares what is no XML: its length, its digest, and the first byte in which it differs. */
export function diffContent(
  teller: Teller,
  was: OpenedPart,
  is: OpenedPart,
  path: string,
  part: number | undefined,
): void {
  if (was.bytes.equals(is.bytes)) return;
  const [one, other] = [expanded(was.bytes), expanded(is.bytes)];
  const where = (offset?: number) => ({ part, offset });
  if (one.gzip !== other.gzip) {
    const told = ({ gzip }: Content) => (gzip ? 'compressed with gzip' : 'not compressed');
    const texts = { was: told(one), is: told(other) };
    teller.tell({ kind: 'changed', path: `${path}/compression`, ...texts, where: where() });
  }
  // The same document, compressed by another program, is the same document.
  if (one.bytes.equals(other.bytes)) return;
  const at = firstDifference(one.bytes, other.bytes);
  const texts = { was: told(one, at), is: told(other, at) };
  const place = other.gzip || is.mime?.transferEncoding === 'base64' ? where() : where(at);
  teller.tell({ kind: 'changed', path: `${path}/content`, ...texts, where: place });
}

interface Content {
  readonly bytes: Buffer;
  readonly gzip: boolean;
}

function expanded(bytes: Buffer): Content {
  const text = bytes.subarray(0, 4).toString('latin1') === 'H4sI';
  const packed = text ? Buffer.from(bytes.toString('latin1'), 'base64') : bytes;
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) return { bytes, gzip: false };
  try {
    return { bytes: gunzipSync(packed, { maxOutputLength: MOST_EXPANDED }), gzip: true };
  } catch {
    return { bytes: packed, gzip: true };
  }
}

function firstDifference(a: Buffer, b: Buffer): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a[at] === b[at]) at++;
  return at;
}

function told({ bytes, gzip }: Content, at: number): string {
  const byte = bytes[at];
  const shown =
    byte === undefined
      ? `ends at byte ${at}`
      : `byte ${at} is ${byte.toString(16).padStart(2, '0')}`;
  const length = `${bytes.length} bytes${gzip ? ' expanded' : ''}`;
  return `${length}, sha256 ${digestOf(bytes).slice(0, 12)}, ${shown}`;
}

export function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
