import type { LdapControl, LdapRequest } from '../../../src/wire/ldap/ldap-message.ts';
import { OID } from '../../../src/wire/ldap/ldap-oids.ts';
import { type LdapResult, ldapResult } from '../../../src/wire/ldap/ldap-result.ts';
import type { SdsSettings } from '../../world/world.ts';

const WRITES: ReadonlySet<LdapRequest['kind']> = new Set([
  'add-request',
  'modify-request',
  'delete-request',
  'modify-dn-request',
]);

/** Why a request is refused whatever it says; nothing when it may go on (sds-ods 1.2). Pure. */
export function refuseRequest(
  request: LdapRequest,
  controls: readonly LdapControl[],
  { plain, writeResult }: SdsSettings['ldap'],
  secure: boolean,
): LdapResult | undefined {
  // These have no answer in which they could be refused.
  if (request.kind === 'unbind-request' || request.kind === 'abandon-request') return undefined;
  const startsTls = request.kind === 'extended-request' && request.oid === OID.startTls;
  if (!secure && plain !== 'serve' && !startsTls) {
    const way = plain === 'refuse' ? 'connect with TLS' : 'ask for StartTLS first';
    return ldapResult('confidentialityRequired', `nothing is answered without TLS: ${way}`);
  }
  if (!secure && plain === 'refuse')
    return ldapResult('unavailable', 'StartTLS is switched off: connect with TLS');
  const strange = controls.find(({ oid, critical }) => critical && !knows(request, oid));
  if (strange)
    return ldapResult('unavailableCriticalExtension', 'a control that must be obeyed is not known');
  return WRITES.has(request.kind)
    ? ldapResult(writeResult, 'the directory is read-only')
    : undefined;
}

function knows({ kind }: LdapRequest, oid: string): boolean {
  if (oid === OID.pagedResults) return kind === 'search-request';
  return oid === OID.manageDsaIt;
}
