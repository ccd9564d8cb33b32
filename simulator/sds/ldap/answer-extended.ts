import { BER, BerReader } from '../../../src/wire/ldap/ber-reader.ts';
import type { LdapRequest } from '../../../src/wire/ldap/ldap-message.ts';
import { OID } from '../../../src/wire/ldap/ldap-oids.ts';
import { ldapResult, type ResultName } from '../../../src/wire/ldap/ldap-result.ts';
import { writeLdapMessage } from '../../../src/wire/ldap/write-ldap-message.ts';
import type { LdapSession } from './ldap-session.ts';
import type { Operation } from './operation.ts';
import { operationRecord } from './search-record.ts';

type ExtendedRequest = Extract<LdapRequest, { kind: 'extended-request' }>;

/** Answers an extended operation; one that is not known is a protocol error (RFC 4511 section 4.12). */
export async function answerExtended(
  session: LdapSession,
  operation: Operation,
  request: ExtendedRequest,
): Promise<void> {
  const { id } = operation;
  switch (request.oid) {
    case OID.whoAmI: {
      const value = Buffer.from(session.authorizationId, 'utf8');
      const result = ldapResult('success');
      await session.send(id, { kind: 'extended-response', result, value });
      return;
    }
    case OID.cancel:
      return cancel(session, operation, request);
    case OID.startTls:
      return startTls(session, operation);
    default:
      return refuse(session, id, 'protocolError', 'this extended operation is not known');
  }
}

/** StartTLS needs a connection on which nothing else is going on (RFC 4511 section 4.14.1). */
async function startTls(session: LdapSession, { id }: Operation): Promise<void> {
  if (session.from.secure)
    return refuse(session, id, 'operationsError', 'TLS is established already');
  if (session.underWay.size > 1)
    return refuse(session, id, 'operationsError', 'other operations are under way');
  // What stands behind the request came without TLS and must not be taken for something that came with it.
  if (session.wire.waiting > 0)
    return session.disconnect(
      'protocolError',
      'something was sent after StartTLS, before its answer',
    );
  const result = ldapResult('success');
  const operation = { kind: 'extended-response', result, oid: OID.startTls } as const;
  await session.startTls(writeLdapMessage({ id, operation, controls: [] }));
}

/** RFC 3909: unlike abandoning, cancelling answers both operations. */
async function cancel(
  session: LdapSession,
  { id }: Operation,
  { value }: ExtendedRequest,
): Promise<void> {
  const wanted = value && canceledId(value);
  if (wanted === undefined)
    return refuse(session, id, 'protocolError', 'which operation to cancel cannot be read');
  const target = wanted === id ? undefined : session.underWay.get(wanted);
  if (!target || target.ended)
    return refuse(session, id, 'noSuchOperation', 'nothing is under way with that message id');
  if (!target.isSearch) return refuse(session, id, 'cannotCancel', 'only searches can be canceled');
  target.end('canceled');
  await session.send(wanted, { kind: 'search-done', result: ldapResult('canceled') });
  await session.send(id, { kind: 'extended-response', result: ldapResult('success') });
}

function canceledId(value: Buffer): number | undefined {
  const reader = new BerReader(value);
  const id = reader.enter(BER.sequence, 'a cancel request').integer('the message to cancel');
  return reader.failure ? undefined : id;
}

async function refuse(
  session: LdapSession,
  id: number,
  name: ResultName,
  message: string,
): Promise<void> {
  const { room, from } = session;
  const result = ldapResult(name, message);
  const at = room.clock.now();
  await room.journal.append(operationRecord({ at, from, what: 'extended', result }));
  await session.send(id, { kind: 'extended-response', result });
}
