import { redactLoose } from './redact-loose.ts';
import type { Redacting } from './redacting.ts';
import { ENTITIES, throughEscapes } from './spans.ts';
import {
  ATTRIBUTE,
  FHIR,
  HL7,
  kindOfAttribute,
  kindOfText,
  type OpenElement,
  openElement,
} from './xml-places.ts';

/** Of documents whose texts are ids and addresses of the transport. */
const TRANSPORT =
  /schemas\.xmlsoap\.org|oasis-open\.org|urn:oasis|w3\.org\/200|ws\/2004|urn:nhs-itk|nhs\.uk|microsoft\.com/;
const TOKEN =
  /<!--([\s\S]*?)(?:-->|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<![^>]*(?:>|$)|<(\/?)([^\s<>/]+)((?:"[^"<]*"|'[^'<]*'|[^<>"']+)*)(>|(?=<)|$)|<|[^<]+/g;
/** Elements within elements are followed so far down. */
const DEEPEST = 500;

/**
 * Replaces in markup, whole or broken: by the element in the payloads of HL7 and FHIR, where every text is somebody's,
 * and by the name of the field elsewhere. Tags, names of attributes and codes stay, and so does every length.
 */
export function redactXml(text: string, redacting: Redacting): string {
  const stack: OpenElement[] = [];
  const known = TRANSPORT.test(text) || text.includes(HL7) || text.includes(FHIR);
  const content = (plain: string) => {
    // A document within a text.
    if (/^\s*<[A-Za-z?!]/.test(plain)) return redactXml(plain, redacting);
    const kind = kindOfText(stack.at(-1), known);
    return kind === 'known' ? redactLoose(plain, redacting) : redacting.value(kind, plain);
  };
  const done: string[] = [];
  for (const [token, comment, cdata, closing, name, rest = '', end = ''] of text.matchAll(TOKEN)) {
    if (comment !== undefined)
      done.push(inside(token, 4, comment, (plain) => redacting.value('text', plain)));
    else if (cdata !== undefined) done.push(inside(token, 9, cdata, content));
    else if (name === undefined) {
      const markup = token.startsWith('<') || token.trim() === '';
      done.push(markup ? token : throughEscapes(token, ENTITIES, content));
    } else if (closing === '/') {
      done.push(token);
      const at = stack.findLastIndex((open) => open.name === name);
      if (at >= 0) stack.length = at;
    } else {
      const open = openElement(name, rest, stack.at(-1));
      done.push(`<${name}${attributesOf(rest, open, redacting)}${end}`);
      if (!/\/\s*$/.test(rest) && stack.length < DEEPEST) stack.push(open);
    }
  }
  return done.join('');
}

function inside(
  token: string,
  from: number,
  text: string,
  change: (text: string) => string,
): string {
  return token.slice(0, from) + change(text) + token.slice(from + text.length);
}

function attributesOf(rest: string, open: OpenElement, redacting: Redacting): string {
  if (!rest.includes('=')) return rest;
  const root = /\broot\s*=\s*["']([^"']*)/.exec(rest)?.[1] ?? '';
  return rest.replace(ATTRIBUTE, (found: string, name: string, is: string, quoted: string) => {
    if (name === 'xmlns' || name.startsWith('xmlns:')) return found;
    const quote = /^["']/.exec(quoted)?.[0] ?? '';
    const closed = quoted.length > 1 && quote !== '' && quoted.endsWith(quote) ? quote : '';
    const value = quoted.slice(quote.length, quoted.length - closed.length);
    const now = throughEscapes(value, ENTITIES, (plain) => {
      const kind = kindOfAttribute(name, plain, root, open);
      if (kind === undefined) return plain;
      return kind === 'known' ? redactLoose(plain, redacting) : redacting.value(kind, plain);
    });
    return `${name}${is}${quote}${now}${closed}`;
  });
}
