import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { IdentityDesk } from '../../simulator/doors/identity-desk.ts';
import { ask, json, stand as openControl } from '../control/stand.ts';
import { openStand, removeCertificates } from './stand.ts';

after(removeCertificates);

/** The identity services with a control API that steers them. */
async function openBoth() {
  const stand = await openStand();
  // The desk fits what the control API asks for without either knowing the other.
  const desk: IdentityDesk = stand.identity.desk;
  const control = await openControl({}, { identity: desk });
  return {
    stand,
    url: `${control.url}/identity`,
    root: control.url,
    async [Symbol.asyncDispose]() {
      await control[Symbol.asyncDispose]();
      await stand[Symbol.asyncDispose]();
    },
  };
}

test('users are listed with their roles', async () => {
  await using both = await openBoth();
  const { status, body } = await ask(`${both.url}/users`);
  assert.equal(status, 200);
  const [first] = body.users as readonly unknown[];
  assert.deepEqual(first, {
    userId: '990000001001',
    name: 'Rowan Ashdown',
    assurance: 'AAL3',
    training: false,
    roles: [
      {
        roleProfileId: '990000002001',
        organisation: 'Z99001',
        jobRoleCode: 'R8000',
        activities: ['B0825', 'B0264', 'B8009'],
      },
    ],
  });
});

test('a session is started, listed without its token, used and ended', async () => {
  await using both = await openBoth();
  const started = await ask(`${both.url}/sessions`, json('POST', { user: '990000001001' }));
  assert.equal(started.status, 201);
  const { token, ...view } = started.body;
  assert.equal(started.headers.get('location'), `/api/v1/identity/sessions/${view.id}`);
  assert.deepEqual((await ask(`${both.url}/sessions`)).body, { sessions: [view] });
  const assertion = async () => (await both.stand.get(`/saml/RoleAssertion?token=${token}`)).text;
  const xml = await assertion();
  const judged = await ask(`${both.url}/assertions`, json('POST', { response: xml }));
  assert.equal(judged.body.ok, true);
  const removed = { method: 'DELETE' };
  const gone = await ask(`${both.url}/sessions/${view.id}?how=card-removed`, removed);
  assert.deepEqual([gone.status, gone.body.state], [200, 'card-removed']);
  assert.match(await assertion(), /the session is over: card-removed/);
  const again = await ask(`${both.url}/sessions/${view.id}`, removed);
  assert.equal(again.body.state, 'card-removed');
  assert.equal((await ask(`${both.url}/sessions/none`, removed)).status, 404);
});

test('tokens are made, right and wrong, and withdrawn', async () => {
  await using both = await openBoth();
  const make = (order: object) => ask(`${both.url}/tokens`, json('POST', order));
  const client = 'sut-api-key';
  const good = await make({ client, user: '990000001001' });
  assert.equal(good.status, 201);
  assert.equal(good.body.kind, 'access');
  assert.equal(good.body.expiresAt, '2026-01-05T09:09:59.000Z');
  const at = both.stand.clock.now();
  const judge = (token: unknown) =>
    both.stand.identity.tokens.judge({ authorization: `Bearer ${token}`, urid: undefined, at });
  assert.ok(judge(good.body.token).ok);
  assert.ok(!judge((await make({ client, flaw: 'expired' })).body.token).ok);
  const idToken = await make({ client, kind: 'id-token', patient: '9912003071' });
  assert.match(String(idToken.body.token), /^ey[\w-]+\.[\w-]+\.[\w-]+$/);
  const withdrawn = await ask(`${both.url}/tokens?client=${client}`, { method: 'DELETE' });
  assert.deepEqual(withdrawn.body, { withdrawn: 1 });
  assert.ok(!judge(good.body.token).ok);
});

test('orders that cannot be are refused with what to do', async () => {
  await using both = await openBoth();
  const order = async (path: string, body: object) => {
    const answer = await ask(`${both.url}/${path}`, json('POST', body));
    return [answer.status, answer.body.error];
  };
  assert.deepEqual(await order('sessions', { user: '123456789012' }), [409, 'SIM_IDENTITY_ORDER']);
  assert.deepEqual(await order('sessions', { user: 'x' }), [400, 'REQUEST_INVALID']);
  assert.deepEqual(await order('tokens', { client: 'nobody' }), [409, 'SIM_IDENTITY_ORDER']);
  const both2 = { client: 'sut-api-key', user: '990000001001', patient: '9912003071' };
  assert.deepEqual(await order('tokens', both2), [400, 'REQUEST_INVALID']);
  const nobody = { client: 'sut-api-key', kind: 'id-token' };
  assert.deepEqual(await order('tokens', nobody), [400, 'REQUEST_INVALID']);
  assert.deepEqual(await order('assertions', { response: '' }), [400, 'REQUEST_INVALID']);
});

test('the operations are in the document where the services are up, and only there', async () => {
  await using both = await openBoth();
  const { paths } = (await ask(`${both.root}/openapi.json`)).body as { paths: object };
  const operations = Object.keys(paths).filter((path) => path.includes('/identity/'));
  assert.deepEqual(operations, [
    '/api/v1/identity/users',
    '/api/v1/identity/sessions',
    '/api/v1/identity/sessions/{id}',
    '/api/v1/identity/tokens',
    '/api/v1/identity/assertions',
  ]);
  await using bare = await openControl();
  assert.equal((await ask(`${bare.url}/identity/users`)).status, 404);
});
