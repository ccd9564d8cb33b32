import { oneLine } from '../../journal/one-line.ts';

/** Characters of an excerpt at most. */
const LONGEST = 160;

/** A few characters for a line: white space drawn together, not more than fits. */
export function short(text: string, most = LONGEST): string {
  const line = oneLine(text.replace(/\s+/g, ' ').trim());
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
}

/**
 * The markup at a byte: the tag that begins there, or the one that the byte lies in, with its neighbourhood. Bytes that
 * are no UTF-8 are shown as `\xC3`.
 */
export function markupAt(bytes: Buffer, offset: number): string {
  const at = Math.min(Math.max(offset, 0), bytes.length);
  if (bytes[at] === LESS) {
    const end = bytes.indexOf('>', at);
    return legible(bytes.subarray(at, end < 0 ? at + WINDOW : Math.min(end + 1, at + WINDOW)));
  }
  const before = at === 0 ? -1 : bytes.lastIndexOf('<', at - 1);
  const from = before < 0 || at - before > AROUND ? Math.max(0, at - AROUND / 4) : before;
  const after = bytes.indexOf('>', at);
  const to = after < 0 || after - at > AROUND ? at + AROUND / 4 : after + 1;
  return legible(bytes.subarray(from, to));
}

const LESS = 0x3c;
const WINDOW = 400;
const AROUND = 120;

/** The element that begins at a byte, with its text, where it is short and holds no other. */
export function leafAt(bytes: Buffer, offset: number): string | undefined {
  const text = bytes.toString('utf8', offset, offset + WINDOW);
  return /^<([^\s<>/]+)[^<>]*>[^<]*<\/\1\s*>/.exec(text)?.[0];
}

/** The line at a byte, without its end. */
export function lineAt(bytes: Buffer, offset: number): string {
  const from = bytes.lastIndexOf(0x0a, Math.max(0, offset - 1)) + 1;
  const end = bytes.indexOf(0x0a, from);
  return legible(bytes.subarray(from, Math.min(end < 0 ? bytes.length : end, from + WINDOW)));
}

function legible(bytes: Uint8Array): string {
  let text = '';
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(bytes).replaceAll('\ufeff', '\\uFEFF');
  } catch {
    for (const byte of bytes) {
      text += byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).toUpperCase()}`;
    }
    return text;
  }
}
