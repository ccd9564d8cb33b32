/** What can be said of base64 text without decoding it (RFC 2045 section 6.8). */
export interface Base64Scan {
  /** Characters that count: digits and padding, without white space. */
  readonly characters: number;
  /** Padding signs, 0 to 2 in a right text. */
  readonly padding: number;
  /** What is wrong first, and at which byte of the content; `undefined` when it is right. */
  readonly fault: { readonly message: string; readonly offset: number } | undefined;
  /** Digits that are left over from groups of four, padding counted: 0 in a text that is whole. */
  readonly remainder: number;
}

const SPACE = 1;
const DIGIT = 2;
const KINDS = new Uint8Array(256);
for (const digit of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/') {
  KINDS[digit.charCodeAt(0)] = DIGIT;
}
for (const space of ' \t\r\n') KINDS[space.charCodeAt(0)] = SPACE;
const EQUALS = 0x3d;

/**
 * Looks through base64 text in place. A text whose length is no multiple of four has a `remainder` and no
 * fault by that alone: a piece of a longer text may end anywhere.
 */
export function scanBase64(content: Uint8Array): Base64Scan {
  let digits = 0;
  let padding = 0;
  let fault: Base64Scan['fault'];
  for (let at = 0; at < content.length; at++) {
    const byte = content[at] as number;
    const kind = KINDS[byte];
    if (kind === DIGIT) {
      digits++;
      if (padding > 0) fault ??= { message: 'base64 goes on after its padding', offset: at };
    } else if (byte === EQUALS) {
      padding++;
    } else if (kind !== SPACE && fault === undefined) {
      const shown = byte.toString(16).padStart(2, '0');
      fault = { message: `byte 0x${shown} is no digit of base64`, offset: at };
    }
  }
  if (padding > 2) {
    fault ??= { message: `there are ${padding} padding signs`, offset: content.length };
  }
  return { characters: digits + padding, padding, fault, remainder: (digits + padding) % 4 };
}
