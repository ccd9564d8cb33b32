import type { Telecom } from '../patient.ts';

const SCHEMES = [
  ['tel:', 'phone'],
  ['mailto:', 'email'],
  ['fax:', 'fax'],
] as const;

/** What a URI cannot hold as it is (RFC 3986), as far as the schema's type minds. */
const RESERVED = /[\s#%[\]]|^:/gu;

/** A telecom as HL7 writes it: a URI, in which a telephone number has no spaces (pds-identity 1.7). */
export function writeTelecomValue({ system, value }: Pick<Telecom, 'system' | 'value'>): string {
  const [scheme = ''] = SCHEMES.find(([, each]) => each === system) ?? [];
  const text = system === 'phone' || system === 'fax' ? value.replace(/\s+/gu, '') : value;
  return scheme + text.replace(RESERVED, (character) => encodeURIComponent(character));
}

/** Reads one again. What is no URI is taken as it stands; an unknown scheme stays part of the value. */
export function readTelecomValue(uri: string): Pick<Telecom, 'system' | 'value'> {
  const found = SCHEMES.find(([scheme]) => uri.toLowerCase().startsWith(scheme));
  const [scheme, system] = found ?? ['', 'other' as const];
  return { system, value: decoded(uri.slice(scheme.length)) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
