import type {
  LdapMessage,
  LdapRequest,
  LdapResponse,
} from '../../../src/wire/ldap/ldap-message.ts';
import { OID } from '../../../src/wire/ldap/ldap-oids.ts';
import {
  type LdapResult,
  ldapResult,
  type ResultName,
} from '../../../src/wire/ldap/ldap-result.ts';
import { PLAIN_ANSWER } from '../../../src/wire/ldap/operation-tags.ts';
import { writeLdapMessage } from '../../../src/wire/ldap/write-ldap-message.ts';

/** The answer of the kind that belongs to a request; nothing for those that are never answered. */
export function responseTo(
  kind: LdapRequest['kind'],
  result: LdapResult,
): LdapResponse | undefined {
  if (kind === 'bind-request') return { kind: 'bind-response', result };
  if (kind === 'extended-request') return { kind: 'extended-response', result };
  const plain = PLAIN_ANSWER[kind];
  return plain && { kind: plain, result };
}

/** What a request is called in the record. */
export function nameOfRequest(kind: LdapRequest['kind']): string {
  return kind.replace(/-request$/, '');
}

/** What the server says unasked before it ends a connection (RFC 4511 section 4.4.1). */
export function noticeOfDisconnection(name: ResultName, message: string): Buffer {
  const operation: LdapResponse = {
    kind: 'extended-response',
    result: ldapResult(name, message),
    oid: OID.noticeOfDisconnection,
  };
  return writeLdapMessage({ id: 0, operation, controls: [] } satisfies LdapMessage);
}
