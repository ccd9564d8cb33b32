import { parameter } from '../../../src/wire/form/read-form.ts';
import { readJwt } from '../../../src/wire/jwt/read-jwt.ts';
import type { ApiMount } from '../../gateway/api-message.ts';
import { authorize } from '../code-flow/authorize.ts';
import { type Call, face } from '../face.ts';
import type { IdentityRoom } from '../identity-room.ts';
import { tokenEndpoint } from './token-endpoint.ts';

/** The authorisation server of the API platform, at its own path and at that of its mock (pds-identity 2.8). */
export function oauthMounts(room: IdentityRoom): readonly ApiMount[] {
  return ['/oauth2', '/oauth2-mock'].map((prefix) =>
    face(room, prefix, 'oauth', [
      {
        methods: ['POST'],
        path: '/token',
        operation: 'token',
        caller: claimedClient,
        handle: (call) => tokenEndpoint(room, call),
      },
      {
        methods: ['GET', 'POST'],
        path: '/authorize',
        operation: 'authorize',
        handle: (call) => authorize(room, call, 'platform'),
      },
    ]),
  );
}

/** Who the assertion says it is of: enough for fault rules, nothing more. */
function claimedClient({ form }: Call): string | undefined {
  const { iss } = readJwt(parameter(form, 'client_assertion') ?? '')?.claims ?? {};
  return typeof iss === 'string' ? iss : undefined;
}
