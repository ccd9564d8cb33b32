import { parameter } from '../../../src/wire/form/read-form.ts';
import { jsonAnswer, oauthError } from '../answers.ts';
import { NOT_CONFIGURED } from '../code-flow/authorize.ts';
import { redeemCode } from '../code-flow/redeem-code.ts';
import type { Call, Reply } from '../face.ts';
import type { IdentityRoom } from '../identity-room.ts';
import type { Client } from '../people.ts';
import { PLATFORM_SCOPES } from '../scopes.ts';
import type { Grant } from '../token-book.ts';
import { authenticateClient } from './authenticate-client.ts';
import { judgeClientAssertion, type OauthRefusal } from './client-assertion.ts';
import { judgeSubjectToken } from './subject-token.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

/** A grant, or why there is none. */
type Outcome =
  | { readonly ok: true; readonly grant: Grant; readonly refreshCount?: number }
  | { readonly ok: false; readonly refusal: OauthRefusal };

/** The token endpoint of the API platform (pds-identity 2.8). */
export async function tokenEndpoint(room: IdentityRoom, call: Call): Promise<Reply> {
  const [repeated] = call.form.repeated;
  const outcome =
    repeated === undefined
      ? await grantFor(room, call)
      : refuse(400, 'invalid_request', `${repeated.slice(0, 40)} is given more than once`);
  if (!outcome.ok) {
    const { status, error, description } = outcome.refusal;
    return oauthError(status, error, description, room.ids.uuid());
  }
  return tokenAnswer(room, outcome, parameter(call.form, 'grant_type') === EXCHANGE);
}

function grantFor(room: IdentityRoom, call: Call): Promise<Outcome> | Outcome {
  const type = parameter(call.form, 'grant_type');
  switch (type) {
    case undefined:
      return refuse(400, 'invalid_request', 'grant_type is missing');
    case 'client_credentials':
      return clientCredentials(room, call);
    case 'authorization_code':
      return authorizationCode(room, call);
    case 'refresh_token':
      return refreshToken(room, call);
    case EXCHANGE:
      return tokenExchange(room, call);
    default:
      return refuse(400, 'unsupported_grant_type', 'grant_type is invalid');
  }
}

async function clientCredentials(room: IdentityRoom, call: Call): Promise<Outcome> {
  const verdict = await judgeClientAssertion(room, call.form, audiencesOf(room, call));
  if (!verdict.ok) return verdict;
  const { clientId, accessMode: mode } = verdict.client;
  if (mode !== 'application-restricted' && mode !== 'privileged-application')
    return refuse(401, 'unauthorized_client', NOT_CONFIGURED);
  const scope = PLATFORM_SCOPES.application(mode === 'privileged-application');
  return { ok: true, grant: { clientId, mode, scope, origin: room.ids.uuid() } };
}

async function authorizationCode(room: IdentityRoom, call: Call): Promise<Outcome> {
  const verdict = await authenticateClient(room, call, audiencesOf(room, call));
  if (!verdict.ok) return verdict;
  const redeemed = redeemCode(room, 'platform', verdict.client, call.form);
  return redeemed.ok ? { ok: true, grant: redeemed.pending.grant, refreshCount: 0 } : redeemed;
}

async function refreshToken(room: IdentityRoom, call: Call): Promise<Outcome> {
  const verdict = await authenticateClient(room, call, audiencesOf(room, call));
  if (!verdict.ok) return verdict;
  const token = parameter(call.form, 'refresh_token');
  if (token === undefined) return refuse(400, 'invalid_request', 'refresh_token is missing');
  const renewal = room.tokens.takeRefresh(token, verdict.client.clientId);
  return renewal
    ? { ok: true, grant: renewal.grant, refreshCount: renewal.count + 1 }
    : refuse(401, 'invalid_grant', 'refresh_token is invalid');
}

async function tokenExchange(room: IdentityRoom, call: Call): Promise<Outcome> {
  const { form } = call;
  if (parameter(form, 'subject_token_type') !== ID_TOKEN)
    return refuse(
      400,
      'invalid_request',
      `missing or invalid subject_token_type - must be '${ID_TOKEN}'`,
    );
  const token = parameter(form, 'subject_token');
  if (token === undefined) return refuse(400, 'invalid_request', 'Missing subject_token');
  const verdict = await judgeClientAssertion(room, form, audiencesOf(room, call));
  if (!verdict.ok) return verdict;
  const judged = await judgeSubjectToken(room, token);
  if (!judged.ok) return judged;
  const { clientId }: Client = verdict.client;
  const grant = { ...judged.subject, clientId, origin: room.ids.uuid() };
  return { ok: true, grant, refreshCount: 0 };
}

/** Numbers are written as strings, as the platform does. */
function tokenAnswer(
  room: IdentityRoom,
  { grant, refreshCount }: Extract<Outcome, { ok: true }>,
  exchanged: boolean,
): Reply {
  const { tokenSeconds, refreshSeconds } = room.settings();
  const renewal = refreshCount === undefined ? undefined : { grant, count: refreshCount };
  const body = {
    access_token: room.tokens.issueAccess(grant, tokenSeconds),
    expires_in: String(tokenSeconds),
    token_type: 'Bearer',
    issued_at: String(room.clock.now().getTime()),
    ...(renewal && {
      refresh_token: room.tokens.issueRefresh(renewal, refreshSeconds),
      refresh_token_expires_in: String(refreshSeconds),
      refresh_count: String(renewal.count),
    }),
    ...(exchanged ? { issued_token_type: ACCESS_TOKEN } : {}),
  };
  return {
    ...jsonAnswer(200, body, 'a token is issued'),
    caller: grant.clientId,
    facts: { mode: grant.mode, scope: grant.scope },
  };
}

/** What `aud` may say: this endpoint, as it is advertised or as the application wrote it. */
function audiencesOf(room: IdentityRoom, { request }: Call): readonly string[] {
  const asked = request.url.replace(/[?#].*$/s, '');
  const path = URL.parse(asked)?.pathname ?? '';
  return [asked, `${room.baseUrl()}${path}`];
}

function refuse(status: number, error: string, description: string): Outcome {
  return { ok: false, refusal: { status, error, description } };
}
