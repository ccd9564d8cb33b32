/** What bytes are, as far as showing them goes. */
export type ContentKind = 'xml' | 'json' | 'form' | 'edifact' | 'text' | 'binary' | 'nothing';

const LOOKED_AT = 4096;

/** Judged by the bytes first: what a peer declares may be wrong. */
export function contentKind(head: Uint8Array, mediaType: string): ContentKind {
  if (head.length === 0) return 'nothing';
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, LOOKED_AT));
  if (isBinary(start)) return 'binary';
  const text = start.toString('latin1').replace(/^(?:\xef\xbb\xbf)?\s*/, '');
  if (/^<[A-Za-z_?!/]/.test(text)) return 'xml';
  if (/[/+]json$/.test(mediaType) || /^[[{]\s*["[{\]}\d]/.test(text)) return 'json';
  if (/^(?:UNA.{6}\s*)?UNB\W/.test(text)) return 'edifact';
  if (mediaType === 'application/x-www-form-urlencoded') return 'form';
  return 'text';
}

/** Control characters that no text has, or bytes that are neither UTF-8 nor a Latin alphabet. */
function isBinary(head: Buffer): boolean {
  let odd = 0;
  for (const byte of head) {
    if (byte === 0) return true;
    if ((byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) || byte === 127)
      odd++;
  }
  return odd > head.length / 50;
}
