import { isSignedBy } from '../../../src/platform/jose.ts';
import { readJwt, type UnverifiedJwt } from '../../../src/wire/jwt/read-jwt.ts';
import { NOT_CONFIGURED } from '../code-flow/authorize.ts';
import { nhsLoginIssuer, openIdIssuer } from '../id-tokens.ts';
import type { IdentityRoom } from '../identity-room.ts';
import { peopleOf, roleOf } from '../people.ts';
import { PLATFORM_SCOPES, reaches } from '../scopes.ts';
import type { Grant } from '../token-book.ts';
import type { OauthRefusal } from './client-assertion.ts';

export type SubjectVerdict =
  | { readonly ok: true; readonly subject: Omit<Grant, 'clientId' | 'origin'> }
  | { readonly ok: false; readonly refusal: OauthRefusal };

/**
 * Judges the id_token that is exchanged for an access token (pds-identity 2.8): one of the OpenID provider
 * for staff, or one of NHS login for a patient.
 */
export async function judgeSubjectToken(
  room: IdentityRoom,
  token: string,
): Promise<SubjectVerdict> {
  const jwt = readJwt(token);
  if (!jwt) return refuse('Malformed JWT in subject_token');
  const wrong = wrongHeader(jwt) ?? wrongClaims(jwt, room.clock.now());
  if (wrong) return wrong;
  const { header, claims } = jwt;
  const issuer = claims.iss;
  const patient = issuer === nhsLoginIssuer(room);
  if (!patient && issuer !== openIdIssuer(room))
    return refuse("Invalid 'iss' claim in subject_token JWT", 401);
  if (header.kid !== room.keys.jwk.kid)
    return refuse("Invalid 'kid' header in subject_token JWT - no matching public key", 401);
  if (!(await isSignedBy(token, { ...room.keys.jwk }, patient ? 'RS512' : 'RS256')))
    return refuse('JWT signature verification failed', 401, 'public_key error');
  const audiences = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  const people = peopleOf(room.settings());
  if (!audiences.some((each) => typeof each === 'string' && people.client(each) !== undefined))
    return refuse("Invalid 'aud' claim in subject_token JWT", 401);
  return patient ? patientOf(room, jwt) : userOf(room, jwt);
}

function userOf(room: IdentityRoom, { claims }: UnverifiedJwt): SubjectVerdict {
  const user = peopleOf(room.settings()).user(textOf(claims.sub));
  const level = `AAL${textOf(claims.authentication_assurance_level)}`;
  if (!user || !reaches(level, room.settings().leastAssurance)) return notConfigured();
  const chosen = roleOf(user, textOf(claims.selected_roleid));
  return {
    ok: true,
    subject: {
      ...{ mode: 'healthcare-worker', userId: user.userId },
      roleProfileId: chosen?.roleProfileId,
      sessionId: typeof claims.sid === 'string' ? claims.sid : undefined,
      scope: PLATFORM_SCOPES.user(level),
    },
  };
}

function patientOf(room: IdentityRoom, { claims }: UnverifiedJwt): SubjectVerdict {
  const patient = peopleOf(room.settings()).patient(textOf(claims.sub));
  const level = textOf(claims.identity_proofing_level);
  if (!patient || level !== 'P9') return notConfigured();
  return {
    ok: true,
    subject: {
      ...{ mode: 'patient', patient: patient.nhsNumber },
      scope: PLATFORM_SCOPES.patient(level),
    },
  };
}

function wrongHeader({ header }: UnverifiedJwt): SubjectVerdict | undefined {
  if (!header.kid) return refuse("Missing 'kid' header in subject_token JWT");
  if (header.typ !== undefined && !/^jwt$/i.test(textOf(header.typ)))
    return refuse("Invalid 'typ' header in subject_token JWT - must be 'JWT'");
  return undefined;
}

function wrongClaims(
  { claims: { iss, aud, exp } }: UnverifiedJwt,
  now: Date,
): SubjectVerdict | undefined {
  if (!iss) return refuse("Missing 'iss' claim in subject_token JWT");
  if (!aud) return refuse("Missing 'aud' claim in subject_token JWT", 401);
  if (!exp) return refuse("Missing 'exp' claim in subject_token JWT");
  if (!Number.isSafeInteger(exp))
    return refuse("Invalid 'exp' claim in subject_token JWT - must be an integer");
  return Number(exp) * 1000 <= now.getTime()
    ? refuse("Invalid 'exp' claim in subject_token JWT - JWT has expired")
    : undefined;
}

/** A claim as text; what is no text or number is empty, as an object cannot be asked for its text. */
function textOf(claim: unknown): string {
  return typeof claim === 'string' || typeof claim === 'number' ? String(claim) : '';
}

function notConfigured(): SubjectVerdict {
  return refuse(NOT_CONFIGURED, 401, 'unauthorized_client');
}

function refuse(description: string, status = 400, error = 'invalid_request'): SubjectVerdict {
  return { ok: false, refusal: { status, error, description } };
}
