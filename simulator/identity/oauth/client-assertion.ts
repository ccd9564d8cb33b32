import { createHash } from 'node:crypto';
import { isSignedBy } from '../../../src/platform/jose.ts';
import { type Form, parameter } from '../../../src/wire/form/read-form.ts';
import { readJwt, type UnverifiedJwt } from '../../../src/wire/jwt/read-jwt.ts';
import type { IdentityRoom } from '../identity-room.ts';
import { type Client, peopleOf } from '../people.ts';

/** A refusal of the token endpoint, before it has its message id. */
export interface OauthRefusal {
  readonly status: number;
  readonly error: string;
  readonly description: string;
}

export type ClientVerdict =
  | { readonly ok: true; readonly client: Client }
  | { readonly ok: false; readonly refusal: OauthRefusal };

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const LONGEST_SECONDS = 300;

/**
 * Judges the signed JWT by which an application shows who it is (pds-identity 2.8, the table of errors).
 * The order is that of the platform: header, claims, who it is, key, and only then whether it was seen.
 *
 * @param audiences what `aud` may say: the addresses of the token endpoint
 */
export async function judgeClientAssertion(
  room: IdentityRoom,
  form: Form,
  audiences: readonly string[],
): Promise<ClientVerdict> {
  if (parameter(form, 'client_assertion_type') !== JWT_BEARER)
    return refuse(`Missing or invalid client_assertion_type - must be '${JWT_BEARER}'`);
  const assertion = parameter(form, 'client_assertion');
  if (assertion === undefined) return refuse('Missing client_assertion');
  const jwt = readJwt(assertion);
  if (!jwt) return refuse('Malformed JWT in client_assertion');
  const now = room.clock.now();
  const { assertionToleranceSeconds } = room.settings();
  const wrong =
    wrongHeader(jwt) ??
    wrongIssuer(jwt) ??
    wrongJti(jwt) ??
    wrongExpiry(jwt, now, LONGEST_SECONDS + assertionToleranceSeconds);
  if (wrong !== undefined) return refuse(wrong);
  const { iss, aud, jti, exp } = jwt.claims;
  const client = peopleOf(room.settings()).client(String(iss));
  if (!client) return refuse("Invalid 'iss'/'sub' claims in client_assertion JWT", 401);
  const named = Array.isArray(aud) ? aud : [aud];
  if (!named.some((each) => typeof each === 'string' && audiences.includes(each)))
    return refuse("Missing or invalid 'aud' claim in client_assertion JWT", 401);
  const unsigned = await wrongSignature(client, assertion, jwt);
  if (unsigned) return { ok: false, refusal: unsigned };
  // Only now: an assertion that anybody could have made must not use up another's id.
  const key = createHash('sha256')
    .update(JSON.stringify([iss, jti]))
    .digest('base64');
  if (room.usedAssertions.get(key, now))
    return refuse("Non-unique 'jti' claim in client_assertion JWT");
  room.usedAssertions.put(key, true, new Date(Number(exp) * 1000));
  return { ok: true, client };
}

function wrongHeader({ header }: UnverifiedJwt): string | undefined {
  if (!header.kid) return "Missing 'kid' header in client_assertion JWT";
  if (typeof header.typ !== 'string' || header.typ.toLowerCase() !== 'jwt')
    return "Invalid 'typ' header in client_assertion JWT - must be 'JWT'";
  if (header.alg !== 'RS512')
    return "Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512'";
  return undefined;
}

function wrongIssuer({ claims: { iss, sub } }: UnverifiedJwt): string | undefined {
  return typeof iss === 'string' && iss !== '' && iss === sub
    ? undefined
    : "Missing or non-matching 'iss'/'sub' claims in client_assertion JWT";
}

function wrongJti({ claims: { jti } }: UnverifiedJwt): string | undefined {
  if (!jti) return "Missing 'jti' claim in client_assertion JWT";
  return typeof jti === 'string'
    ? undefined
    : "Invalid 'jti' claim in client_assertion JWT - must be a unique string value such as a GUID";
}

function wrongExpiry({ claims: { exp } }: UnverifiedJwt, now: Date, longest: number) {
  if (!exp) return "Missing 'exp' claim in client_assertion JWT";
  if (!Number.isSafeInteger(exp))
    return "Invalid 'exp' claim in client_assertion JWT - must be an integer";
  const left = Number(exp) - now.getTime() / 1000;
  if (left <= 0) return "Invalid 'exp' claim in client_assertion JWT - JWT has expired";
  return left > longest
    ? "Invalid 'exp' claim in client_assertion JWT - more than 5 minutes in future"
    : undefined;
}

async function wrongSignature(
  { publicKeys }: Client,
  assertion: string,
  { header }: UnverifiedJwt,
): Promise<OauthRefusal | undefined> {
  const error = 'public_key error';
  if (publicKeys.length === 0)
    return {
      ...{ status: 403, error },
      description:
        'You need to register a public key to use this authentication method - please contact support to configure',
    };
  const key = publicKeys.find(({ kid }) => kid === header.kid);
  if (!key)
    return {
      ...{ status: 401, error: 'invalid_request' },
      description: "Invalid 'kid' header in client_assertion JWT - no matching public key",
    };
  if (await isSignedBy(assertion, key, 'RS512')) return undefined;
  return { status: 401, error, description: 'JWT signature verification failed' };
}

function refuse(description: string, status = 400): ClientVerdict {
  return { ok: false, refusal: { status, error: 'invalid_request', description } };
}
