import { BER, type BerReader } from './ber-reader.ts';
import type { LdapResponse, PlainResponseKind } from './ldap-message.ts';
import type { LdapResult } from './ldap-result.ts';
import { TAGS } from './operation-tags.ts';
import { readAttributes } from './read-request.ts';

/** Reads one response of the kind that its tag says. What is wrong with it stands in the reader. */
export function readResponse(reader: BerReader, kind: LdapResponse['kind']): LdapResponse {
  const inner = reader.enter(TAGS[kind], `a ${kind}`);
  const response = readInside(inner, kind);
  inner.finish(`a ${kind}`);
  return response;
}

function readInside(reader: BerReader, kind: LdapResponse['kind']): LdapResponse {
  switch (kind) {
    case 'search-entry': {
      const dn = reader.text('the name of the entry');
      return { kind, dn, attributes: readAttributes(reader) };
    }
    case 'search-reference': {
      const uris: string[] = [];
      while (reader.more()) uris.push(reader.text('a reference'));
      return { kind, uris };
    }
    case 'bind-response': {
      const result = readResult(reader);
      const serverCredentials = optional(reader, 0x87);
      return { kind, result, ...(serverCredentials ? { serverCredentials } : {}) };
    }
    case 'extended-response': {
      const result = readResult(reader);
      return { kind, result, ...readNamed(reader, 0x8a, 0x8b) };
    }
    case 'intermediate-response':
      return { kind, ...readNamed(reader, 0x80, 0x81) };
    default:
      return { kind: kind satisfies PlainResponseKind, result: readResult(reader) };
  }
}

function readResult(reader: BerReader): LdapResult {
  const code = reader.integer('the result code', BER.enumerated);
  const matchedDn = reader.text('the matched name');
  const message = reader.text('the message');
  if (reader.peek() !== 0xa3) return { code, matchedDn, message };
  const list = reader.enter(0xa3, 'the referrals');
  const referrals: string[] = [];
  while (list.more()) referrals.push(list.text('a referral'));
  return { code, matchedDn, message, referrals };
}

function readNamed(reader: BerReader, nameTag: number, valueTag: number) {
  const oid = reader.peek() === nameTag ? reader.text('the name', nameTag) : undefined;
  const value = optional(reader, valueTag);
  return { ...(oid === undefined ? {} : { oid }), ...(value ? { value } : {}) };
}

function optional(reader: BerReader, tag: number): Buffer | undefined {
  return reader.peek() === tag ? reader.octets('a value', tag) : undefined;
}
