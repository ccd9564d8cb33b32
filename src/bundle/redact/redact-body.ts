import type { BodyRef, Entry, HttpSide } from '../../journal/entry.ts';
import { redactDocument } from './redact-document.ts';
import { looksLdap, redactLdap } from './redact-ldap.ts';
import type { Redacting } from './redacting.ts';

/** Replaces in a body by what its headers say it is: as many bytes come back. */
export function redactBody(
  bytes: Buffer,
  entry: Entry,
  side: 'request' | 'response',
  redacting: Redacting,
): Buffer {
  const type = typeOf(entry[side]);
  if (/ldap/.test(entry.service) || (type === '' && looksLdap(bytes)))
    if (looksLdap(bytes)) return redactLdap(bytes, redacting);
  // A chunk may begin anywhere: what is no whole document is filled.
  if (entry.service === 'mesh' && type === '')
    return redactDocument(bytes, 'application/octet-stream', redacting);
  return redactDocument(bytes, type, redacting);
}

/** The Content-Type of a side; empty where it has none. */
export function typeOf(side: HttpSide<BodyRef> | undefined): string {
  return side?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}
