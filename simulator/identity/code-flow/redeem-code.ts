import { createHash } from 'node:crypto';
import { type Form, parameter } from '../../../src/wire/form/read-form.ts';
import type { IdentityRoom, PendingCode } from '../identity-room.ts';
import type { OauthRefusal } from '../oauth/client-assertion.ts';
import type { Client } from '../people.ts';
import type { FlowKind } from './read-authorize.ts';

export type CodeVerdict =
  | { readonly ok: true; readonly pending: PendingCode }
  | { readonly ok: false; readonly refusal: OauthRefusal };

/**
 * Exchanges a code (RFC 6749 4.1.3, RFC 7636 4.6). It works once: whoever brings it again finds everything
 * withdrawn that came of it (RFC 6749 section 4.1.2).
 */
export function redeemCode(
  room: IdentityRoom,
  kind: FlowKind,
  client: Client,
  form: Form,
): CodeVerdict {
  const code = parameter(form, 'code');
  if (code === undefined) return refuse('authorization_code is missing', 'invalid_request');
  const codes = room.codes[kind];
  const pending = codes.get(code, room.clock.now());
  if (!pending || pending.grant.clientId !== client.clientId)
    return refuse('authorization_code is invalid');
  if (pending.used) {
    room.tokens.withdraw(({ origin }) => origin === pending.grant.origin);
    return refuse('authorization_code is invalid');
  }
  // Used up by the first try, right or wrong: verifiers are not to be guessed at.
  codes.replace(code, { ...pending, used: true });
  if (parameter(form, 'redirect_uri') !== pending.redirectUri)
    return refuse('redirect_uri is invalid');
  const verifier = parameter(form, 'code_verifier');
  if (pending.challenge !== undefined && (!verifier || challengeOf(verifier) !== pending.challenge))
    return refuse('code_verifier is invalid');
  if (pending.challenge === undefined && verifier !== undefined)
    return refuse('code_verifier is given for a code that was asked for without a challenge');
  return { ok: true, pending };
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function refuse(description: string, error = 'invalid_grant'): CodeVerdict {
  return { ok: false, refusal: { status: 400, error, description } };
}
