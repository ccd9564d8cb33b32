import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, json, stand } from './stand.ts';

interface Problem {
  readonly text: string;
  readonly nearest?: string;
}

test('the world is shown with every default and without the token', async () => {
  const token = 'a-secret-of-some-length';
  await using api = await stand();
  await ask(`${api.url}/world`, json('PATCH', { control: { token } }));
  const { status, body } = await ask(`${api.url}/world`);
  assert.equal(status, 200);
  assert.equal((body.spine as { partyKey: string }).partyKey, 'YES-0000806');
  assert.deepEqual(body.control, { host: '127.0.0.1', port: 8470 });
  assert.ok(!JSON.stringify(body).includes(token));
});

test('a patch is in force at once and says what it leaves for a restart', async () => {
  await using api = await stand();
  const patch = { timeScale: 0.001, control: { port: 9999 }, organisations: { hillside: null } };
  const { status, body } = await ask(
    `${api.url}/world`,
    json('PATCH', patch, 'application/merge-patch+json'),
  );
  assert.equal(status, 200);
  assert.equal((body.config as { timeScale: number }).timeScale, 0.001);
  assert.deepEqual(body.restartNeeded, [
    'control',
    'organisations.hillside.played',
    'organisations.hillside.port',
    'organisations.hillside.fqdn',
  ]);
  assert.equal(api.world.current().timeScale, 0.001);
  assert.equal(api.world.current().partyByOds('Z99002'), undefined);
});

test('a replacement is laid over its base, as a file would be', async () => {
  await using api = await stand();
  const { status } = await ask(`${api.url}/world`, json('PUT', { base: 'empty' }));
  assert.equal(status, 200);
  assert.deepEqual(api.world.current().parties, []);
});

test('a wrong world is 422 with the lines of the check, and changes nothing', async () => {
  await using api = await stand();
  const before = api.world.current();
  const patch = { timeScale: 0, organisations: { sut: { played: 'externl' } }, spin: {} };
  const { status, body } = await ask(`${api.url}/world`, json('PATCH', patch));
  assert.equal(status, 422);
  assert.equal(body.error, 'SIM_WORLD_INVALID');
  assert.ok(String(body.remedy).includes('spinebox world schema'));
  assert.deepEqual(
    (body.problems as Problem[]).map(({ text }) => text),
    [
      'request body: timeScale: must be at least 0.000001; got 0; nearest legal value 0.000001',
      'request body: organisations.sut.played: is not one of bundled, external; got "externl"; nearest legal value "external"',
      'request body: spin: is no key of the world; got {}; nearest legal value spine',
    ],
  );
  assert.equal(api.world.current(), before);
});

test('a world that would open the control API to the network is refused', async () => {
  await using api = await stand();
  const { status, body } = await ask(
    `${api.url}/world`,
    json('PATCH', { control: { host: '0.0.0.0' } }),
  );
  assert.equal(status, 422);
  assert.match(String(body.message), /needs control\.token/);
});

test('an answer may not be read from a file outside the folder of the world', async () => {
  await using api = await stand();
  const answer = { kind: 'payload', action: 'X', file: '../../../etc/hostname' };
  const services = { 'urn:nhs:names:services:pdsquery:QUPA_IN000008UK02': { answer } };
  const { status, body } = await ask(`${api.url}/world`, json('PATCH', { services }));
  assert.equal(status, 422);
  assert.match(String(body.message), /must lie in or below/);
});

test('warnings come with the change', async () => {
  await using api = await stand();
  const { body } = await ask(
    `${api.url}/world`,
    json('PATCH', { organisations: { sut: { port: 1 } } }),
  );
  const [warning] = body.warnings as Problem[];
  assert.match(warning?.text ?? '', /^request body: organisations\.sut\.port: has no effect/);
});

test('parties are listed with Spine first and their contracts scaled', async () => {
  await using api = await stand();
  await ask(`${api.url}/world`, json('PATCH', { timeScale: 0.001 }));
  const { body } = await ask(`${api.url}/world/parties`);
  const parties = body.parties as {
    odsCode: string;
    played: string;
    contracts: { action: string; reliability: { retryIntervalMs: number } }[];
  }[];
  assert.deepEqual(
    parties.map(({ odsCode, played }) => [odsCode, played]),
    [
      ['YES', 'spine'],
      ['Z99001', 'bundled'],
      ['Z99002', 'bundled'],
      ['Z99003', 'external'],
      ['Z99050', 'external'],
    ],
  );
  const extract = parties[1]?.contracts.find(({ action }) => action === 'RCMR_IN030000UK06');
  assert.equal(extract?.reliability.retryIntervalMs, 7_200);
});

test('secrets of client applications do not leave by the API', async () => {
  await using here = await stand();
  const { world } = here;
  const clients = Object.values(world.current().identity.clients);
  const secrets = clients.flatMap(({ secret }) => (secret ? [secret] : []));
  assert.ok(secrets.length > 0, 'the default world has a client with a secret');
  const patched = json('PATCH', { timeScale: 0.5 }, 'application/merge-patch+json');
  for (const answer of [await ask(`${here.url}/world`), await ask(`${here.url}/world`, patched)]) {
    assert.equal(answer.status, 200);
    const text = JSON.stringify(answer.body);
    for (const secret of secrets) assert.ok(!text.includes(secret));
  }
});

test('passwords of brokers and mailboxes do not leave by the API', async () => {
  await using here = await stand();
  const behind = { rest: 'http://127.0.0.1:1/', broker: 'amqp://user:planted@broker.test:5672' };
  const { status } = await ask(
    `${here.url}/world`,
    json('PATCH', {
      organisations: { riverside: { behind } },
      mesh: { mailboxes: { X26ABC1: { password: 'planted' } } },
    }),
  );
  assert.equal(status, 200);
  for (const path of ['/world', '/world/parties']) {
    const answer = await ask(here.url + path);
    assert.equal(answer.status, 200);
    assert.ok(!JSON.stringify(answer.body).includes('planted'), path);
  }
  const { body } = await ask(`${here.url}/world`);
  assert.match(JSON.stringify(body), /amqp:\/\/broker\.test:5672/);
});
