import { createHash } from 'node:crypto';
import { signJwt } from '../../src/platform/jose.ts';
import type { IdTokenFlaw } from '../doors/identity-desk.ts';
import type { IdentityRoom } from './identity-room.ts';
import type { Patient, User } from './people.ts';

/** Where the OpenID provider is mounted: the path of CIS2 (pds-identity 4.1). */
export const OPENID_PREFIX = '/openam/oauth2/realms/root/realms/oidc';

export function openIdIssuer(room: IdentityRoom): string {
  return `${room.baseUrl()}${OPENID_PREFIX}`;
}

/** NHS login issues patients' tokens; here they are had from the control API only. */
export function nhsLoginIssuer(room: IdentityRoom): string {
  return `${room.baseUrl()}/nhs-login`;
}

/** What an id_token is about, besides the person. */
export interface IdTokenFacts {
  readonly audience: string;
  readonly roleProfileId: string | undefined;
  readonly sessionId: string;
  readonly nonce: string | undefined;
  readonly signedInAt: Date;
  /** The access token that it comes with. */
  readonly accessToken: string | undefined;
}

const AMR = { AAL1: 'USERPASS', AAL2: 'FIDO2', AAL3: 'N3_SMARTCARD' } as const;

/** The claims of CIS2's id_token (pds-identity 4.3). Times are seconds since 1970. */
export function idTokenClaims(room: IdentityRoom, user: User, facts: IdTokenFacts) {
  const now = seconds(room.clock.now());
  const { audience, roleProfileId, sessionId, nonce, signedInAt, accessToken } = facts;
  return {
    iss: openIdIssuer(room),
    sub: user.userId,
    uid: user.userId,
    aud: audience,
    exp: now + room.settings().idTokenSeconds,
    iat: now,
    auth_time: seconds(signedInAt),
    sid: sessionId,
    acr: `${user.assurance}_ANY`,
    amr: [AMR[user.assurance]],
    id_assurance_level: '3',
    authentication_assurance_level: user.assurance.slice(-1),
    ...(roleProfileId === undefined ? {} : { selected_roleid: roleProfileId }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(accessToken === undefined ? {} : { at_hash: leftHalf(accessToken) }),
  };
}

/** The claims of NHS login's id_token that matter here. */
export function nhsLoginClaims(room: IdentityRoom, { login, level }: Patient, audience: string) {
  const now = seconds(room.clock.now());
  return {
    iss: nhsLoginIssuer(room),
    sub: login,
    aud: audience,
    exp: now + room.settings().idTokenSeconds,
    iat: now,
    vot: `${level}.Cp.Cd`,
    identity_proofing_level: level,
  };
}

/** Signs an id_token, wrong in one way where that is wanted. */
export async function signIdToken(
  { keys }: IdentityRoom,
  claims: Readonly<Record<string, unknown>> & { readonly iat: number; readonly iss: string },
  alg: 'RS256' | 'RS512',
  flaw?: IdTokenFlaw,
): Promise<string> {
  const header = { alg, typ: 'JWT', kid: keys.jwk.kid };
  const changed = {
    ...claims,
    ...(flaw === 'expired' ? { iat: claims.iat - 7200, exp: claims.iat - 3600 } : {}),
    ...(flaw === 'wrong-audience' ? { aud: 'another-application' } : {}),
    ...(flaw === 'wrong-issuer' ? { iss: `${claims.iss}/another` } : {}),
  };
  const token = await signJwt(header, changed, keys.privateKey);
  if (flaw !== 'tampered') return token;
  const [head, , signature] = token.split('.');
  const forged = Buffer.from(JSON.stringify({ ...claims, tampered: true })).toString('base64url');
  return `${head}.${forged}.${signature}`;
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

/** OpenID Connect Core 3.1.3.6, for RS256. */
function leftHalf(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
}
