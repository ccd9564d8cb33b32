import type { Decoded } from './decode-part.ts';

const PAD = 1;
const SPACE = 2;
const DIGIT = 3;
/** The kind of every byte; 0 for what does not belong into base64. */
const KINDS = new Uint8Array(256);
for (const digit of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/') {
  KINDS[digit.charCodeAt(0)] = DIGIT;
}
for (const space of ' \t\r\n') KINDS[space.charCodeAt(0)] = SPACE;
KINDS['='.charCodeAt(0)] = PAD;

/**
 * Undoes base64, RFC 2045 section 6.8: white space is skipped, whatever else is no digit is
 * skipped and told, and what follows the padding is told and left out.
 */
export function decodeBase64(content: Buffer): Decoded {
  const oddities: { code: string; message: string; offset: number }[] = [];
  let digits = 0;
  let pads = 0;
  let invalid = -1;
  let end = content.length;
  for (let at = 0; at < content.length; at += 1) {
    const kind = KINDS[content[at] ?? 0];
    if (kind === SPACE) continue;
    if (kind === PAD) {
      pads += 1;
    } else if (kind === DIGIT) {
      if (pads > 0) {
        end = at;
        break;
      }
      digits += 1;
    } else if (invalid === -1) invalid = at;
  }
  if (invalid !== -1) {
    const byte = (content[invalid] ?? 0).toString(16).padStart(2, '0');
    const message = `byte 0x${byte} is no digit of base64`;
    oddities.push({ code: 'mime.base64-invalid', message, offset: invalid });
  }
  if (end < content.length) {
    const message = 'base64 goes on after its padding';
    oddities.push({ code: 'mime.base64-after-padding', message, offset: end });
  } else if ((digits + pads) % 4 !== 0 || digits % 4 === 1 || pads > 2) {
    const message = `base64 has ${digits} digits and ${pads} padding signs, not a multiple of four`;
    oddities.push({ code: 'mime.base64-incomplete', message, offset: content.length });
  }
  const clean =
    invalid === -1 ? content.subarray(0, end) : content.subarray(0, end).filter(isDigit);
  return { bytes: Buffer.from(Buffer.from(clean).toString('latin1'), 'base64'), oddities };
}

function isDigit(byte: number): boolean {
  return KINDS[byte] === DIGIT;
}
