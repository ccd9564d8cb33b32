import { escapeDnValue } from '../../../src/wire/ldap/dn.ts';
import type { LdapRequest } from '../../../src/wire/ldap/ldap-message.ts';
import { type LdapResult, ldapResult } from '../../../src/wire/ldap/ldap-result.ts';

export type BindRequest = Extract<LdapRequest, { kind: 'bind-request' }>;

/** What becomes of a bind. */
export interface BindDecision {
  readonly result: LdapResult;
  /** Who the peer is from now on, as WhoAmI tells it (RFC 4532); empty is anonymous. */
  readonly authorizationId: string;
}

/**
 * Anonymous binds are accepted, and SASL EXTERNAL of those who have shown a certificate. Names have no passwords
 * here (sds-ods 1.2). Pure.
 */
export function decideBind(
  { version, name, authentication }: BindRequest,
  namedBind: 'refuse' | 'accept',
  commonName: string | undefined,
): BindDecision {
  if (version !== 3)
    return refused(ldapResult('protocolError', `version ${version} of LDAP is not spoken here`));
  if (authentication.kind === 'other')
    return refused(ldapResult('authMethodNotSupported', 'only simple and SASL binds are known'));
  if (authentication.kind === 'simple') {
    const anonymous = name === '' && authentication.password === '';
    if (anonymous || namedBind === 'accept')
      return { result: ldapResult('success'), authorizationId: '' };
    return refused(
      ldapResult('invalidCredentials', 'no name has a password here: bind anonymously'),
    );
  }
  if (authentication.mechanism !== 'EXTERNAL')
    return refused(ldapResult('authMethodNotSupported', 'the only SASL mechanism is EXTERNAL'));
  if (commonName === undefined)
    return refused(
      ldapResult('inappropriateAuthentication', 'EXTERNAL needs TLS with a client certificate'),
    );
  const own = `dn:cn=${escapeDnValue(commonName)}`;
  const wanted = authentication.credentials?.toString('utf8') ?? '';
  if (wanted !== '' && wanted.toLowerCase() !== own.toLowerCase())
    return refused(ldapResult('authorizationDenied', 'nobody may act for another'));
  return { result: ldapResult('success'), authorizationId: own };
}

/** A bind that fails leaves the peer anonymous (RFC 4511 section 4.2.1). */
function refused(result: LdapResult): BindDecision {
  return { result, authorizationId: '' };
}
