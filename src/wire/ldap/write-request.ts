import { BER } from './ber-reader.ts';
import type { BerWriter } from './ber-writer.ts';
import type { LdapAttribute, LdapAuthentication, LdapRequest } from './ldap-message.ts';
import { CHANGES, DEREFS, SCOPES, TAGS } from './operation-tags.ts';
import { writeFilter } from './write-filter.ts';

/** Writes a request (RFC 4511 sections 4.2 to 4.12). */
export function writeRequest(writer: BerWriter, request: LdapRequest): void {
  const tag = TAGS[request.kind];
  switch (request.kind) {
    case 'bind-request':
      writer.begin(tag).integer(request.version).text(request.name);
      writeAuthentication(writer, request.authentication);
      writer.end();
      return;
    case 'unbind-request':
      writer.text('', tag);
      return;
    case 'search-request': {
      const { base, scope, derefAliases, sizeLimit, timeLimit, typesOnly } = request;
      writer.begin(tag).text(base);
      writer.integer(SCOPES.indexOf(scope), BER.enumerated);
      writer.integer(DEREFS.indexOf(derefAliases), BER.enumerated);
      writer.integer(sizeLimit).integer(timeLimit).boolean(typesOnly);
      writeFilter(writer, request.filter);
      writer.begin(BER.sequence);
      for (const name of request.attributes) writer.text(name);
      writer.end().end();
      return;
    }
    case 'modify-request':
      writer.begin(tag).text(request.dn).begin(BER.sequence);
      for (const { change, attribute } of request.changes) {
        writer.begin(BER.sequence).integer(CHANGES.indexOf(change), BER.enumerated);
        writeAttribute(writer, attribute);
        writer.end();
      }
      writer.end().end();
      return;
    case 'add-request':
      writer.begin(tag).text(request.dn);
      writeAttributes(writer, request.attributes);
      writer.end();
      return;
    case 'delete-request':
      writer.text(request.dn, tag);
      return;
    case 'modify-dn-request':
      writer.begin(tag).text(request.dn).text(request.newRdn).boolean(request.deleteOldRdn);
      if (request.newSuperior !== undefined) writer.text(request.newSuperior, 0x80);
      writer.end();
      return;
    case 'compare-request':
      writer.begin(tag).text(request.dn).begin(BER.sequence);
      writer.text(request.attribute).text(request.value).end().end();
      return;
    case 'abandon-request':
      writer.integer(request.abandonedId, tag);
      return;
    case 'extended-request':
      writer.begin(tag).text(request.oid, 0x80);
      if (request.value) writer.octets(request.value, 0x81);
      writer.end();
  }
}

function writeAuthentication(writer: BerWriter, authentication: LdapAuthentication): void {
  if (authentication.kind === 'simple') writer.text(authentication.password, 0x80);
  else if (authentication.kind === 'other') writer.text('', authentication.tag);
  else {
    writer.begin(0xa3).text(authentication.mechanism);
    if (authentication.credentials) writer.octets(authentication.credentials);
    writer.end();
  }
}

/** A list of attributes, as entries and add requests have it. */
export function writeAttributes(writer: BerWriter, attributes: readonly LdapAttribute[]): void {
  writer.begin(BER.sequence);
  for (const attribute of attributes) writeAttribute(writer, attribute);
  writer.end();
}

function writeAttribute(writer: BerWriter, { name, values }: LdapAttribute): void {
  writer.begin(BER.sequence).text(name).begin(BER.set);
  for (const value of values) writer.text(value);
  writer.end().end();
}
