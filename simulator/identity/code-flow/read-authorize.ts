import { type Form, parameter } from '../../../src/wire/form/read-form.ts';
import type { IdentityRoom } from '../identity-room.ts';
import { isPublic } from '../oauth/authenticate-client.ts';
import { type Client, peopleOf } from '../people.ts';
import { OPENID_SCOPES } from '../scopes.ts';

/** Whose authorize page it is: the API platform's or the OpenID provider's. */
export type FlowKind = 'platform' | 'openId';

/** A request that may be put before a person. */
export interface AuthorizeRequest {
  readonly client: Client;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
  readonly challenge: string | undefined;
  /** The least assurance that `acr_values` asks for: `AAL3`. */
  readonly assurance: string | undefined;
}

export type AuthorizeReading =
  | { readonly ok: true; readonly request: AuthorizeRequest }
  /** Nobody may be sent anywhere: the application or its address is not known. */
  | { readonly ok: false; readonly tell: 'person'; readonly text: string }
  | {
      readonly ok: false;
      readonly tell: 'application';
      readonly redirectUri: string;
      readonly state: string | undefined;
      readonly error: string;
      readonly description: string;
    };

/** Reads an authorization request (RFC 6749 4.1.1, OpenID Connect Core 3.1.2, RFC 7636). */
export function readAuthorize(room: IdentityRoom, query: Form, kind: FlowKind): AuthorizeReading {
  const clientId = parameter(query, 'client_id');
  const redirectUri = parameter(query, 'redirect_uri');
  const client = clientId === undefined ? undefined : peopleOf(room.settings()).client(clientId);
  const toPerson = (text: string) => ({ ok: false, tell: 'person', text }) as const;
  if (query.repeated.includes('client_id') || query.repeated.includes('redirect_uri'))
    return toPerson('client_id or redirect_uri is given more than once.');
  if (clientId === undefined) return toPerson('client_id is missing.');
  if (!client) return toPerson(`No application ${clientId} is registered (identity.clients).`);
  if (redirectUri === undefined) return toPerson('redirect_uri is missing.');
  // Compared as characters: a prefix or a pattern would let others in (RFC 6749 section 3.1.2.3).
  if (!client.redirectUris.includes(redirectUri))
    return toPerson(
      `redirect_uri ${redirectUri} is not registered for ${clientId}; it must be the same to the letter.`,
    );
  const state = parameter(query, 'state');
  const wrong = wrongRequest(query, client, kind);
  if (wrong) {
    const [error, description] = wrong;
    return { ...{ ok: false, tell: 'application', redirectUri, state, error, description } };
  }
  return {
    ok: true,
    request: {
      ...{ client, redirectUri, state, scopes: scopesOf(query) },
      nonce: parameter(query, 'nonce'),
      challenge: parameter(query, 'code_challenge'),
      assurance: /AAL[123]/.exec(parameter(query, 'acr_values') ?? '')?.[0],
    },
  };
}

type Wrong = readonly [error: string, description: string];

function wrongRequest(query: Form, client: Client, kind: FlowKind): Wrong | undefined {
  const [repeated] = query.repeated;
  if (repeated !== undefined) return ['invalid_request', `${repeated} is given more than once`];
  const type = parameter(query, 'response_type');
  if (type === undefined) return ['invalid_request', 'response_type is missing'];
  if (type !== 'code') return ['unsupported_response_type', 'response_type must be code'];
  for (const name of ['request', 'request_uri'])
    if (parameter(query, name)) return [`${name}_not_supported`, `${name} is not supported`];
  const mode = parameter(query, 'response_mode');
  if (mode !== undefined && mode !== 'query')
    return ['invalid_request', 'response_mode must be query'];
  if (kind === 'platform' && parameter(query, 'state') === undefined)
    return ['invalid_request', 'state is missing'];
  return wrongScope(query, kind) ?? wrongChallenge(query, client) ?? wrongPrompt(query);
}

function wrongScope(query: Form, kind: FlowKind): Wrong | undefined {
  // The platform goes by what the application subscribes to and ignores scopes, but for `nhs-login`.
  if (kind === 'platform') return undefined;
  const scopes = scopesOf(query);
  if (!scopes.includes('openid')) return ['invalid_scope', 'scope must have openid'];
  const unknown = scopes.find((scope) => !(OPENID_SCOPES as readonly string[]).includes(scope));
  return unknown === undefined ? undefined : ['invalid_scope', `unknown scope ${unknown}`];
}

function wrongChallenge(query: Form, client: Client): Wrong | undefined {
  const challenge = parameter(query, 'code_challenge');
  const method = parameter(query, 'code_challenge_method');
  if (challenge === undefined) {
    if (method !== undefined) return ['invalid_request', 'code_challenge is missing'];
    return isPublic(client)
      ? ['invalid_request', 'an application without a secret needs code_challenge (PKCE)']
      : undefined;
  }
  if (method !== 'S256') return ['invalid_request', 'code_challenge_method must be S256'];
  return /^[A-Za-z0-9_-]{43}$/.test(challenge)
    ? undefined
    : ['invalid_request', 'code_challenge is no SHA-256 in base64url'];
}

function wrongPrompt(query: Form): Wrong | undefined {
  // Nobody stays signed in here: every request is put before a person.
  return parameter(query, 'prompt') === 'none'
    ? ['login_required', 'nobody is signed in']
    : undefined;
}

function scopesOf(query: Form): readonly string[] {
  return (parameter(query, 'scope') ?? '').split(' ').filter((scope) => scope !== '');
}
