import { type HeaderList, headerValue } from '../../../src/platform/http-message.ts';
import type { Invalid } from '../answer/answer.ts';

/** Longest values, characters (mesh-nhais 1.4.3). */
const LONGEST = {
  'mex-to': 100,
  'mex-workflowid': 300,
  'mex-filename': 300,
  'mex-subject': 500,
  'mex-localid': 300,
  'mex-partnerid': 500,
  'mex-chunk-range': 20,
  'mex-content-checksum': 100,
} as const;

type Name = keyof typeof LONGEST;

/** What the interface itself refuses, before anything else is looked at. */
export function invalidHeaders(headers: HeaderList, required: readonly Name[]): readonly Invalid[] {
  const found: Invalid[] = [];
  for (const [name, most] of Object.entries(LONGEST)) {
    const value = headerValue(headers, name);
    if (value === undefined && required.some((each) => each === name))
      found.push({ where: 'header', name, message: 'Field required', type: 'missing' });
    if (value !== undefined && value.length > most)
      found.push({
        where: 'header',
        name,
        message: `String should have at most ${most} characters`,
        type: 'string_too_long',
      });
  }
  return found;
}

const ADDRESS = /^https?:\/\//i;

/** Names of headers that no control file could hold (code 06). */
export function malformedHeaders(headers: HeaderList): readonly string[] {
  const named = (name: string) => headerValue(headers, name) ?? '';
  const control = Object.keys(LONGEST).filter((name) => hasControl(named(name)));
  const address = ['mex-to', 'mex-workflowid', 'mex-content-checksum'].filter((name) =>
    ADDRESS.test(named(name)),
  );
  return [...new Set([...control, ...address])];
}

/** Letters, digits, white space and `: - /`. */
export function isChecksum(text: string): boolean {
  return /^[A-Za-z0-9\s:\-/]*$/.test(text);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a header. Node reads its bytes as Latin-1; senders write UTF-8 where it is not ASCII. */
export function textOf(headers: HeaderList, name: string): string | undefined {
  const value = headerValue(headers, name)?.trim();
  if (value === undefined || value === '') return undefined;
  try {
    return UTF8.decode(Buffer.from(value, 'latin1'));
  } catch {
    return value;
  }
}

/** A text as a header carries it. What no header can hold, as an operator may have written it, becomes a space. */
export function headerText(text: string): string {
  return Buffer.from(text, 'utf8')
    .toString('latin1')
    .replace(/[^\t\x20-\x7e\x80-\xff]+/g, ' ');
}

/** `Y` in any of the ways that clients write it. */
export function flagOf(headers: HeaderList, name: string): boolean {
  return /^(y|yes|true|1)$/i.test(headerValue(headers, name)?.trim() ?? '');
}

function hasControl(text: string): boolean {
  return [...text].some((character) => character < ' ');
}
