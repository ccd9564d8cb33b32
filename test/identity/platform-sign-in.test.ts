import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  CALLBACK,
  type Fields,
  formOf,
  openStand,
  removeCertificates,
  type Stand,
} from './stand.ts';

after(removeCertificates);

function authorizePath(changes: Fields = {}): string {
  const fields = {
    response_type: 'code',
    client_id: 'sut-api-key',
    redirect_uri: CALLBACK,
    state: 'a-state',
    ...changes,
  };
  return `/oauth2/authorize?${formOf(fields)}`;
}

const NHS_LOGIN = { scope: 'nhs-login' };

async function redeem(stand: Stand, code: string | null, changes: Fields = {}) {
  return stand.post('/oauth2/token', {
    grant_type: 'authorization_code',
    client_id: 'sut-api-key',
    client_secret: 'sut-api-secret',
    redirect_uri: CALLBACK,
    code: code ?? '',
    ...changes,
  });
}

function judged({ identity, clock }: Stand, token: unknown, urid?: string) {
  const at = clock.now();
  const verdict = identity.tokens.judge({ authorization: `Bearer ${token}`, urid, at });
  assert.ok(verdict.ok);
  return verdict.principal;
}

test('the authorize page lists staff, and patients only for NHS login', async () => {
  await using stand = await openStand();
  const staff = await stand.get(authorizePath());
  assert.match(staff.text, /value="656005750104"/);
  assert.doesNotMatch(staff.text, /9912003071/);
  const patients = await stand.get(authorizePath(NHS_LOGIN));
  assert.match(patients.text, /value="9912003071"/);
  assert.doesNotMatch(patients.text, /656005750104/);
});

test('a code of the platform brings the token of a healthcare worker, and one to refresh it', async () => {
  await using stand = await openStand();
  const { status, sentTo } = await stand.post(authorizePath(), { user: '656005750104' });
  assert.equal(status, 303);
  assert.equal(sentTo.get('state'), 'a-state');
  const { json } = await redeem(stand, sentTo.get('code'));
  assert.equal(json.expires_in, '599');
  assert.equal(json.refresh_count, '0');
  assert.ok(!('issued_token_type' in json));
  const principal = judged(stand, json.access_token);
  assert.equal(principal.mode, 'healthcare-worker');
  assert.deepEqual(
    principal.roles.map(({ roleProfileId }) => roleProfileId),
    ['656014452101', '656014452102'],
  );
  // Several roles and none chosen: nobody knows yet what the user may do.
  assert.equal(principal.selectedRole, undefined);
  assert.equal(principal.mayUpdateGp, false);
  assert.equal(judged(stand, json.access_token, '656014452101').mayUpdateGp, true);
});

test('a patient at P9 gets a token; at P5 and P0 the platform says 401', async () => {
  await using stand = await openStand();
  const { sentTo } = await stand.post(authorizePath(NHS_LOGIN), { patient: '9912003071' });
  const { json } = await redeem(stand, sentTo.get('code'));
  const { mode, patient, roles } = judged(stand, json.access_token);
  assert.deepEqual({ mode, patient, roles }, { mode: 'patient', patient: '9991001018', roles: [] });
  for (const patient of ['9912003072', '9912003073']) {
    const refused = await stand.post(authorizePath(NHS_LOGIN), { patient });
    assert.equal(refused.status, 401);
    assert.equal(refused.json.error, 'unauthorized_client');
  }
});

test('a user at AAL1 is refused with 401', async () => {
  await using stand = await openStand();
  const refused = await stand.post(authorizePath(), { user: '656005750110' });
  assert.equal(refused.status, 401);
  assert.equal(refused.json.error, 'unauthorized_client');
});

test('the platform wants a state, a known application and its own address', async () => {
  await using stand = await openStand();
  const { sentTo } = await stand.get(authorizePath({ state: undefined }));
  assert.equal(sentTo.get('error'), 'invalid_request');
  assert.equal(sentTo.get('error_description'), 'state is missing');
  assert.equal((await stand.get(authorizePath({ client_id: 'x' }))).status, 400);
  assert.equal(
    (await stand.get(authorizePath({ redirect_uri: 'https://x.example/' }))).status,
    400,
  );
});

test('a code of the platform works once and only with the secret', async () => {
  await using stand = await openStand();
  const fresh = async () =>
    (await stand.post(authorizePath(), { user: '656005750105' })).sentTo.get('code');
  const wrong = await redeem(stand, await fresh(), { client_secret: 'not-the-secret' });
  assert.deepEqual([wrong.status, wrong.json.error], [401, 'invalid_client']);
  const code = await fresh();
  const { json } = await redeem(stand, code);
  const again = await redeem(stand, code);
  assert.deepEqual([again.status, again.json.error], [400, 'invalid_grant']);
  const at = stand.clock.now();
  const authorization = `Bearer ${json.access_token}`;
  // What came of the code is withdrawn.
  assert.ok(!stand.identity.tokens.judge({ authorization, urid: undefined, at }).ok);
  const refreshed = await stand.post('/oauth2/token', {
    grant_type: 'refresh_token',
    client_id: 'sut-api-key',
    client_secret: 'sut-api-secret',
    refresh_token: String(json.refresh_token),
  });
  assert.equal(refreshed.json.error_description, 'refresh_token is invalid');
});

test('a code of the one server is nothing to the other', async () => {
  await using stand = await openStand();
  const { sentTo } = await stand.post(authorizePath(), { user: '656005750105' });
  const answer = await stand.post('/openam/oauth2/realms/root/realms/oidc/access_token', {
    grant_type: 'authorization_code',
    client_id: 'sut-api-key',
    client_secret: 'sut-api-secret',
    redirect_uri: CALLBACK,
    code: sentTo.get('code') ?? '',
  });
  assert.equal(answer.json.error, 'invalid_grant');
});
