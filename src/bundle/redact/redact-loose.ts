import { beyondAscii, isLegible } from './legible.ts';
import type { Redacting } from './redacting.ts';
import { PERCENT, throughEscapes } from './spans.ts';

const FILENAME =
  /(\bfile-?name\*?\s*=\s*(?:UTF-8'[^']*')?)("[^"]*"|(?:(?!\s[A-Za-z]+=)[^;,"])+)|(\bfile:\/\/localhost\/)([^\s"'<>]+)/gi;
const BASE64 = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
/** Without the sign that stands for a space in forms alone. */
const PERCENT_SIGNS = { ...PERCENT, pattern: /(?:%[0-9A-Fa-f]{2})+/g };

/**
 * A text that is not somebody's by its place: what is known of people is replaced, also where it is hidden in
 * percent signs or base64, and so are names of files.
 */
export function redactLoose(text: string, redacting: Redacting): string {
  const named = text.replace(
    FILENAME,
    (_: string, before = '', value = '', scheme = '', path = '') => {
      if (scheme) return scheme + inPercents(path, (plain) => redacting.value('filename', plain));
      const quote = value.startsWith('"') ? '"' : '';
      const bare = value.slice(quote.length, value.length - quote.length);
      return `${before}${quote}${inPercents(bare, (plain) => redacting.value('filename', plain))}${quote}`;
    },
  );
  return inBase64(
    inPercents(named, (plain) => redacting.value('known', plain)),
    redacting,
  );
}

function inPercents(text: string, change: (plain: string) => string): string {
  return text.includes('%') ? throughEscapes(text, PERCENT_SIGNS, change) : change(text);
}

/** Texts that are hidden in base64, where they say something that is known. */
function inBase64(text: string, redacting: Redacting): string {
  return text.replace(BASE64, (written) => {
    const url = /[_-]/.test(written);
    const bytes = Buffer.from(written, url ? 'base64url' : 'base64');
    const plain = bytes.toString('latin1');
    if (plain.length < 8 || !isLegible(plain) || beyondAscii(plain) > 0.25) return written;
    const now = redacting.value('known', plain);
    if (now === plain) return written;
    return sameForm(Buffer.from(now, 'latin1'), written);
  });
}

/** Bytes as base64 in the alphabet and length of what stood there. */
export function sameForm(bytes: Buffer, written: string): string {
  const form = bytes.toString(/[_-]/.test(written) ? 'base64url' : 'base64');
  return form.slice(0, written.length).padEnd(written.length, '=');
}
