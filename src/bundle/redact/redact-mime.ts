import { redactLoose, sameForm } from './redact-loose.ts';
import type { Redacting } from './redacting.ts';
import { QUOTED, throughEscapes } from './spans.ts';

/** Whether a text begins as a package of parts does. */
export function looksMultipart(text: string): boolean {
  return /^\s*--[^\r\n]{1,200}\r?\n(?:[A-Za-z-]+:|\r?\n)/.test(text);
}

/** Replaces in a package of parts, whole or broken: each part by its type and encoding. */
export function redactMultipart(
  text: string,
  contentType: string | undefined,
  redacting: Redacting,
): string {
  const named = /boundary\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(contentType ?? '');
  const first = /^\s*--([^\r\n]*?)[ \t]*\r?\n/.exec(text)?.[1];
  const boundary = named?.[1] ?? named?.[2] ?? first;
  if (boundary === undefined || boundary === '') return redactLoose(text, redacting);
  const delimiter = new RegExp(
    `((?:^|\\r?\\n)--${boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:--)?[ \\t]*(?:\\r?\\n|$))`,
  );
  // Texts and delimiters take turns.
  return text
    .split(delimiter)
    .map((piece, index) => (index % 2 === 1 ? piece : partOf(piece, redacting)))
    .join('');
}

function partOf(part: string, redacting: Redacting): string {
  const head =
    /^(?:[A-Za-z0-9-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)*\r?\n/.exec(part)?.[0] ?? '';
  const body = part.slice(head.length);
  const field = (name: string) =>
    new RegExp(`^${name}:[ \\t]*([^\\r\\n]*(?:\\r?\\n[ \\t][^\\r\\n]*)*)`, 'im').exec(head)?.[1];
  const type = field('Content-Type') ?? '';
  const encoding = (field('Content-Transfer-Encoding') ?? '').trim().toLowerCase();
  return redactLoose(head, redacting) + encoded(body, type, encoding, redacting);
}

function encoded(body: string, type: string, encoding: string, redacting: Redacting): string {
  if (body.trim() === '') return body;
  if (encoding === 'base64')
    return inBase64(body, (bytes) => redacting.document(bytes, type, redacting));
  const change = (plain: string) =>
    redacting.document(Buffer.from(plain, 'latin1'), type, redacting).toString('latin1');
  if (encoding === 'quoted-printable') return throughEscapes(body, QUOTED, change);
  // Some declare another encoding than they use: what is base64 all through is a document in it.
  const bare = body.replace(/\s+/g, '');
  if (!/^(?:text|application\/xml)/i.test(type) && isBase64(bare))
    return inBase64(body, (bytes) => redacting.document(bytes, type, redacting));
  return change(body);
}

function isBase64(text: string): boolean {
  return text.length >= 8 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

/** Changes the bytes that base64 stands for; digits of it stay in their places, and so does all else. */
export function inBase64(text: string, change: (bytes: Buffer) => Buffer): string {
  const digits = text.replace(/[^A-Za-z0-9+/_-]+/g, '');
  const url = /[_-]/.test(digits) && !/[+/]/.test(digits);
  const before = Buffer.from(digits, url ? 'base64url' : 'base64');
  const after = change(before);
  if (after.equals(before)) return text;
  const form = sameForm(after, url ? `${digits}_` : digits).replace(/=+$/, '');
  let at = 0;
  return text.replace(/[A-Za-z0-9+/_-]/g, (was) => form[at++] ?? was);
}
