import type { IssuedToken, TokenOrder } from '../doors/identity-desk.ts';
import { idTokenClaims, nhsLoginClaims, signIdToken } from './id-tokens.ts';
import type { IdentityRoom } from './identity-room.ts';
import { clientNamed, patientNamed, roleFor, userNamed } from './ordered-people.ts';
import type { Client } from './people.ts';
import { PLATFORM_SCOPES } from './scopes.ts';
import type { Grant } from './token-book.ts';

/** Makes a token without its protocol. Throws IdentityOrderError for whom the settings do not have. */
export async function issueOrdered(room: IdentityRoom, order: TokenOrder): Promise<IssuedToken> {
  const client = clientNamed(room, order.client);
  const { tokenSeconds, idTokenSeconds } = room.settings();
  const access = order.kind === 'access';
  const seconds = order.seconds ?? (access ? tokenSeconds : idTokenSeconds);
  const token = access
    ? room.tokens.issueAccess(grantOf(room, client, order), lifeOf(order, seconds))
    : await idTokenOf(room, client, order, seconds);
  const expiresAt = new Date(room.clock.now().getTime() + lifeOf(order, seconds) * 1000);
  return { token, kind: order.kind, expiresAt: expiresAt.toISOString() };
}

/** An opaque token has no audience and no signature to be wrong: whatever the flaw, it is not valid. */
function lifeOf({ flaw }: TokenOrder, seconds: number): number {
  return flaw === undefined ? seconds : 0;
}

function grantOf(room: IdentityRoom, client: Client, order: TokenOrder): Grant {
  const common = { clientId: client.clientId, origin: room.ids.uuid() };
  if (order.user !== undefined) {
    const user = userNamed(room, order.user);
    return {
      ...common,
      mode: 'healthcare-worker',
      userId: user.userId,
      roleProfileId: roleFor(user, order.role),
      scope: PLATFORM_SCOPES.user(user.assurance),
    };
  }
  if (order.patient !== undefined) {
    const { nhsNumber, level } = patientNamed(room, order.patient);
    const scope = PLATFORM_SCOPES.patient(level);
    return { ...common, mode: 'patient', patient: nhsNumber, scope };
  }
  // Of the application itself, in the mode that the settings give it: patients and staff included.
  const { accessMode: mode, patient } = client;
  const scope = PLATFORM_SCOPES.application(mode === 'privileged-application');
  return { ...common, mode, patient, scope };
}

async function idTokenOf(
  room: IdentityRoom,
  { clientId: audience }: Client,
  order: TokenOrder,
  seconds: number,
): Promise<string> {
  const lasting = <C extends { readonly iat: number }>(claims: C) => ({
    ...claims,
    exp: claims.iat + seconds,
  });
  if (order.patient !== undefined) {
    const claims = nhsLoginClaims(room, patientNamed(room, order.patient), audience);
    return signIdToken(room, lasting(claims), 'RS512', order.flaw);
  }
  const user = userNamed(room, order.user ?? '');
  const claims = idTokenClaims(room, user, {
    audience,
    roleProfileId: roleFor(user, order.role),
    sessionId: room.ids.uuid(),
    nonce: undefined,
    signedInAt: room.clock.now(),
    accessToken: undefined,
  });
  return signIdToken(room, lasting(claims), 'RS256', order.flaw);
}
