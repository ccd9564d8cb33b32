import { parameter } from '../../../src/wire/form/read-form.ts';
import { jsonAnswer } from '../answers.ts';
import { redeemCode } from '../code-flow/redeem-code.ts';
import type { Call, Reply } from '../face.ts';
import { idTokenClaims, openIdIssuer, signIdToken } from '../id-tokens.ts';
import type { IdentityRoom, PendingCode } from '../identity-room.ts';
import { authenticateClient } from '../oauth/authenticate-client.ts';
import type { OauthRefusal } from '../oauth/client-assertion.ts';
import { peopleOf } from '../people.ts';

/** The token endpoint of the OpenID provider: a code for an id_token and an access token. */
export async function accessToken(room: IdentityRoom, call: Call): Promise<Reply> {
  const { form } = call;
  const [repeated] = form.repeated;
  if (repeated !== undefined)
    return refused({ status: 400, error: 'invalid_request', description: 'a name is repeated' });
  const asked = call.request.url.replace(/[?#].*$/s, '');
  const audiences = [asked, `${openIdIssuer(room)}/access_token`, openIdIssuer(room)];
  const verdict = await authenticateClient(room, call, audiences);
  if (!verdict.ok) return refused(verdict.refusal);
  const type = parameter(form, 'grant_type');
  if (type !== 'authorization_code') {
    const error = type === undefined ? 'invalid_request' : 'unsupported_grant_type';
    const description = 'grant_type must be authorization_code';
    return refused({ status: 400, error, description });
  }
  const redeemed = redeemCode(room, 'openId', verdict.client, form);
  return redeemed.ok ? issue(room, redeemed.pending) : refused(redeemed.refusal);
}

async function issue(
  room: IdentityRoom,
  { grant, nonce, signedInAt }: PendingCode,
): Promise<Reply> {
  const user = peopleOf(room.settings()).user(grant.userId ?? '');
  if (!user)
    return refused({
      ...{ status: 400, error: 'invalid_grant' },
      description: 'the user is not registered any more',
    });
  const { idTokenSeconds } = room.settings();
  const access = room.tokens.issueOpenId(grant, idTokenSeconds);
  const claims = idTokenClaims(room, user, {
    audience: grant.clientId,
    roleProfileId: grant.roleProfileId,
    sessionId: grant.sessionId ?? '',
    accessToken: access,
    ...{ nonce, signedInAt },
  });
  const body = {
    access_token: access,
    token_type: 'Bearer',
    expires_in: idTokenSeconds,
    scope: grant.scope,
    id_token: await signIdToken(room, claims, 'RS256'),
  };
  return { ...jsonAnswer(200, body, 'tokens are issued'), caller: grant.clientId };
}

/** RFC 6749 section 5.2. */
function refused({ status, error, description }: OauthRefusal): Reply {
  const reply = jsonAnswer(status, { error, error_description: description }, `refused: ${error}`);
  const basic = ['WWW-Authenticate', 'Basic realm="spinebox"'] as const;
  const headers = status === 401 ? [...reply.headers, basic] : reply.headers;
  return { ...reply, headers, facts: { reason: description } };
}
