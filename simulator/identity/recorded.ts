import { createHash } from 'node:crypto';
import { type Form, readForm } from '../../src/wire/form/read-form.ts';

/** Parameters and members whose values open doors. */
const SECRET: ReadonlySet<string> = new Set([
  'access_token',
  'assertion',
  'client_assertion',
  'client_secret',
  'code',
  'code_verifier',
  'id_token',
  'id_token_hint',
  'passcode',
  'password',
  'refresh_token',
  'subject_token',
  'token',
]);

/** What the journal keeps of forms, addresses and answers: everything but secrets, which leave a digest. */
export const recordedText = {
  form({ values }: Form): string {
    return [...values]
      .map(([name, value]) => `${encodeURIComponent(name)}=${shownValue(name, value)}`)
      .join('&');
  },

  /** An address to which a browser is sent. */
  address(location: string): string {
    const at = location.indexOf('?');
    if (at < 0) return location;
    return `${location.slice(0, at)}?${recordedText.form(readForm(location.slice(at + 1)))}`;
  },

  /** JSON without the values of its secret members; pages as they are; assertions not at all. */
  body(body: string | Uint8Array, type: string | undefined): string {
    const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
    if (type?.includes('json')) return withoutMembers(text);
    return type?.includes('xml') ? `[${digestOf(text)}]` : text;
  },
};

function withoutMembers(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (name, value: unknown) =>
      typeof value === 'string' && SECRET.has(name.toLowerCase()) ? `[${digestOf(value)}]` : value,
    );
  } catch {
    return `[${digestOf(text)}]`;
  }
}

function shownValue(name: string, value: string): string {
  // Whose name is written wrongly opens the door elsewhere, or the next time.
  return SECRET.has(name.toLowerCase()) ? `[${digestOf(value)}]` : encodeURIComponent(value);
}

/** By which two secrets can be told apart, and neither be used. */
function digestOf(text: string): string {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return `not kept; sha256 begins ${digest}`;
}
