import { type CodeNote, notesOf } from './code-note.ts';

/** Errors of the token endpoint, of the sign-in and of the role assertion service (pds-identity 2.8, 4). */
export const IDENTITY_CODES: Readonly<Record<string, CodeNote>> = notesOf(
  'pds-identity 2.8, 4, RFC 6749 section 5.2',
  {
    invalid_request: [
      'the request lacks something, or has it in a wrong form',
      'Every parameter of the grant once, each in its form; a client assertion signed with RS512.',
      'Correct what the description names.',
    ],
    invalid_client: [
      'the application is not known by what it shows',
      'The client_id of an application of the world with its own secret or key.',
      'Check client_id and secret, or the key that signs the assertion.',
    ],
    invalid_grant: [
      'the code or token was used, has expired, or belongs to another',
      'A code or refresh token that is new, of this application, with the redirect_uri it was given for.',
      'Sign in again, and redeem the code once and at once.',
    ],
    invalid_token: [
      'the access token is not valid',
      'Authorization: Bearer with a live access token.',
      'Get a new token at the token endpoint.',
    ],
    invalid_scope: [
      'the scope is not one that is known',
      'scope with openid, and only scopes of the provider.',
      'Correct the scope that the description names.',
    ],
    unauthorized_client: [
      'the application may not use this grant',
      'A grant of the access mode that the application is configured for.',
      'Use the grant of its access mode, or change accessMode of the application in the world.',
    ],
    unsupported_grant_type: [
      'the grant type is not known',
      'client_credentials, authorization_code, refresh_token or token exchange.',
      'Correct grant_type.',
    ],
    unsupported_response_type: [
      'the response type is not known',
      'response_type=code.',
      'Write response_type=code.',
    ],
    access_denied: [
      'the person did not sign in',
      'A person who signs in and agrees.',
      'Begin the sign-in again.',
    ],
    temporarily_unavailable: [
      'the provider is not available now',
      'An answer of the provider.',
      'Ask again later; where a fault rule is in force, see the trace.',
    ],
    server_error: [
      'the provider failed',
      'An answer of the provider.',
      'Ask again later; where a fault rule is in force, see the trace.',
    ],
    session: [
      'the session is not live',
      'The token of a session that is live.',
      'Sign in again: sessions end by logging off, by idleness and by their length.',
    ],
    role_assertion: [
      'the role assertion service gives no assertion',
      'The token of a live session in which a role is selected.',
      'Sign in with a smartcard and select a role, then ask with that token.',
    ],
    sign_in: [
      'the sign-in cannot go on',
      'An application that is registered with this redirect_uri, and a person of the world.',
      'Do what the page says.',
    ],
  },
);
