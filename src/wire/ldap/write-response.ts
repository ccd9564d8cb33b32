import { BER } from './ber-reader.ts';
import type { BerWriter } from './ber-writer.ts';
import type { LdapResponse } from './ldap-message.ts';
import type { LdapResult } from './ldap-result.ts';
import { TAGS } from './operation-tags.ts';
import { writeAttributes } from './write-request.ts';

/** Writes a response. */
export function writeResponse(writer: BerWriter, response: LdapResponse): void {
  writer.begin(TAGS[response.kind]);
  switch (response.kind) {
    case 'search-entry':
      writer.text(response.dn);
      writeAttributes(writer, response.attributes);
      break;
    case 'search-reference':
      for (const uri of response.uris) writer.text(uri);
      break;
    case 'bind-response':
      writeResult(writer, response.result);
      if (response.serverCredentials) writer.octets(response.serverCredentials, 0x87);
      break;
    case 'extended-response':
      writeResult(writer, response.result);
      if (response.oid !== undefined) writer.text(response.oid, 0x8a);
      if (response.value) writer.octets(response.value, 0x8b);
      break;
    case 'intermediate-response':
      if (response.oid !== undefined) writer.text(response.oid, 0x80);
      if (response.value) writer.octets(response.value, 0x81);
      break;
    default:
      writeResult(writer, response.result);
  }
  writer.end();
}

function writeResult(writer: BerWriter, { code, matchedDn, message, referrals }: LdapResult): void {
  writer.integer(code, BER.enumerated).text(matchedDn).text(message);
  if (!referrals) return;
  writer.begin(0xa3);
  for (const uri of referrals) writer.text(uri);
  writer.end();
}
