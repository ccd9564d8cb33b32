/** How far a text is looked into. */
const BEGINNING = 4096;

/** Whether bytes, told as Latin-1, begin as a text does: without control characters. */
export function isLegible(text: string): boolean {
  for (let at = 0; at < Math.min(text.length, BEGINNING); at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return false;
  }
  return true;
}

/** The share of characters beyond ASCII in a text. */
export function beyondAscii(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x80) count++;
  return text.length === 0 ? 0 : count / text.length;
}
