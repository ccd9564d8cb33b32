import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { credentialsForm, openStand, removeCertificates } from './stand.ts';

after(removeCertificates);

const TOKEN = '/oauth2/token';

function rule(operation: string, ...actions: readonly object[]): WorldPatch {
  return { faults: { one: { faces: ['identity'], when: { operation: [operation] }, actions } } };
}

test('the token endpoint can be unavailable, for a while and for one application', async () => {
  const faults = {
    one: {
      faces: ['identity'],
      when: { operation: ['token'], caller: ['sut-api-key'] },
      attempts: { from: 2, to: 2 },
      actions: [{ kind: 'unavailable' }],
    },
  };
  await using stand = await openStand({ faults });
  const ask = async () => stand.post(TOKEN, await credentialsForm(stand));
  assert.equal((await ask()).status, 200);
  const away = await ask();
  assert.equal(away.status, 503);
  assert.equal(away.json.error, 'temporarily_unavailable');
  assert.equal((await ask()).status, 200);
  assert.match(await stand.record(), /the fault one asks for: unavailable/);
});

test('an answer can have another status, be cut short, or never come', async () => {
  await using stand = await openStand(
    rule('token', { kind: 'result', code: '429', text: 'Slow down' }),
  );
  const ask = async () => stand.post(TOKEN, await credentialsForm(stand));
  const refused = await ask();
  assert.deepEqual([refused.status, refused.json.error_description], [429, 'Slow down']);
  await stand.settings.patch(rule('token', { kind: 'result', code: 'invalid_grant' }));
  const named = await ask();
  assert.deepEqual([named.status, named.json.error], [400, 'invalid_grant']);
  await stand.settings.patch(rule('token', { kind: 'malformed' }));
  await assert.rejects(ask(), SyntaxError);
  await stand.settings.patch(rule('token', { kind: 'drop' }));
  await assert.rejects(ask(), TypeError);
});

test('an answer can be late', async () => {
  await using stand = await openStand(rule('saml', { kind: 'delay', ms: 5000 }));
  const answer = stand.get('/saml/RoleAssertion?token=x');
  let came = false;
  answer.then(() => {
    came = true;
  });
  while (stand.clock.waiting === 0) await new Promise((go) => setImmediate(go));
  assert.equal(came, false);
  await stand.clock.advance(5000);
  assert.equal((await answer).status, 200);
});

test('each operation can be met by itself', async () => {
  const operations = {
    authorize: '/oauth2/authorize?client_id=x',
    userinfo: '/openam/oauth2/realms/root/realms/oidc/userinfo',
    saml: '/saml/RoleAssertion?token=x',
    login: '/login/authvalidate?token=x',
  };
  for (const [operation, path] of Object.entries(operations)) {
    await using stand = await openStand(rule(operation, { kind: 'unavailable' }));
    assert.equal((await stand.get(path)).status, 503, operation);
    assert.equal((await stand.get('/.well-known/openid-configuration')).status, 200);
  }
});

test('a fault that is for messages is left alone, and the record says so', async () => {
  await using stand = await openStand(rule('token', { kind: 'no-answer' }));
  assert.equal((await stand.post(TOKEN, await credentialsForm(stand))).status, 200);
  assert.match(
    await stand.record(),
    /the fault one asks for no-answer, which this face does not know/,
  );
});

test('hostile bytes are answered, and nothing breaks', async () => {
  await using stand = await openStand();
  const form = 'application/x-www-form-urlencoded';
  const bodies: readonly (readonly [string, string | Uint8Array])[] = [
    [form, new Uint8Array([0, 255, 254, 37, 37, 38, 61])],
    [form, '%'.repeat(5000)],
    [form, 'grant_type=client_credentials&client_assertion=%00%ff'],
    [form, `grant_type=refresh_token&client_id=sut-api-key&refresh_token=${'x'.repeat(60_000)}`],
    ['text/xml', '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'],
    ['', ''],
  ];
  const paths = [
    TOKEN,
    '/oauth2/authorize',
    '/openam/oauth2/realms/root/realms/oidc/access_token',
    '/openam/oauth2/realms/root/realms/oidc/authorize?client_id=%00&redirect_uri=%zz',
    '/login/authactivate',
    '/login/authlogout',
  ];
  for (const path of paths) {
    for (const [type, body] of bodies) {
      const headers = type === '' ? {} : { 'content-type': type };
      const response = await fetch(`${stand.url}${path}`, { method: 'POST', headers, body });
      await response.text();
      assert.ok(response.status < 500, `${path}: ${response.status}`);
    }
  }
  const large = await fetch(`${stand.url}${TOKEN}`, { method: 'POST', body: 'x'.repeat(300_000) });
  assert.equal(large.status, 413);
  assert.equal((await stand.post(TOKEN, await credentialsForm(stand))).status, 200);
});
