import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { MeshClient } from '../../features/support/mesh-client.ts';
import { type MeshStand, meshStand } from '../../features/support/mesh-stand.ts';

let stand: MeshStand;
let alice: MeshClient;
let bob: MeshClient;
before(async () => {
  stand = await meshStand();
  alice = stand.client('X26ABC1');
  bob = stand.client('X26ABC2');
});
after(() => stand[Symbol.asyncDispose]());

const admin = (method: string, path: string, body?: unknown) =>
  alice.at(method, `/messageexchange/admin${path}`, {
    token: null,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

test('M46 endpoint lookup needs no token; a workflow that nobody has gives no results', async () => {
  const at = (path: string, version: 1 | 2 = 1) =>
    alice.at('GET', `/messageexchange/${path}`, { token: null, version });
  const first = (await at('endpointlookup/X26/TEST_WORKFLOW')).json();
  assert.match(String(first.query_id), /^\d{20}_/);
  assert.deepEqual(first.results, [
    { address: 'X26ABC2', description: 'TESTMB2', endpoint_type: 'MESH' },
  ]);
  const second = await at('endpointlookup/x27/TEST_WORKFLOW2', 2);
  assert.deepEqual(second.json(), {
    results: [{ mailbox_id: 'X26ABC3', mailbox_name: 'TESTMB3' }],
  });
  const none = await at('endpointlookup/X26/NONE', 2);
  assert.deepEqual([none.status, none.json()], [200, { results: [] }]);
  const all = (await at('workflowsearch/TEST_WORKFLOW2', 2)).json().results as unknown[];
  assert.equal(all.length, 3);
});

test('M47 a report that a test asks for lies in the inbox with its code', async () => {
  const made = await admin('POST', '/report', {
    mailbox_id: 'x26abc1',
    code: '21',
    description: 'a test of ours',
    workflow_id: 'TEST_WORKFLOW',
    subject: 'S',
    local_id: 'L',
    status: 'error',
    file_name: 'f',
    linked_message_id: 'LINK',
  });
  assert.equal(made.status, 200);
  assert.equal(made.headers['x-spinebox-test-only'], 'true');
  const id = String(made.json().message_id);
  assert.deepEqual((await alice.call('GET', '/inbox')).json().messages, [id]);
  const { headers } = await alice.call('GET', `/inbox/${id}`);
  assert.deepEqual(
    ['messagetype', 'statuscode', 'statusdescription', 'linkedmsgid', 'statussuccess'].map(
      (name) => headers[`mex-${name}`],
    ),
    ['REPORT', '21', 'a test of ours', 'LINK', 'ERROR'],
  );
  const wrong = await admin('POST', '/report', { mailbox_id: 'X26ABC1', status: 'acknowledged' });
  assert.equal(wrong.status, 400);
  assert.equal((await admin('POST', '/report', { mailbox_id: 'X', status: 'error' })).status, 404);
});

test('M48 an event of a test moves a message from acknowledged to error, and tracking with it', async () => {
  const id = await alice.send('X26ABC2', 'TEST_WORKFLOW', 'x');
  await bob.call('PUT', `/inbox/${id}/status/acknowledged`);
  const event = { status: 'error', code: '20', event: 'RECEIVE', description: 'broken' };
  assert.equal((await admin('POST', `/message/${id}/event`, event)).status, 200);
  const tracked = (await alice.call('GET', `/outbox/tracking?messageID=${id}`)).json();
  assert.deepEqual(
    [tracked.status, tracked.statusCode, tracked.statusDescription, tracked.statusSuccess],
    ['Error', '20', 'broken', 'ERROR'],
  );
  const shown = (await admin('GET', `/message/${id}`)).json();
  assert.equal(shown.status, 'error');
});

test('a message that an event makes collectable again is whole, also after a restart', async () => {
  const id = await alice.send('X26ABC2', 'TEST_WORKFLOW', 'back again');
  await bob.call('PUT', `/inbox/${id}/status/acknowledged`);
  await admin('POST', `/message/${id}/event`, { status: 'accepted' });
  await stand.restart();
  assert.equal((await bob.call('GET', `/inbox/${id}`)).body.toString(), 'back again');
  assert.equal((await stand.journal.openWork()).filter((e) => e.messageId === id).length, 1);
  await bob.call('PUT', `/inbox/${id}/status/acknowledged`);
  assert.equal((await stand.journal.openWork()).filter((e) => e.messageId === id).length, 0);
});

test('M49 a reset of one mailbox leaves the others alone; a reset of all empties them', async () => {
  const mine = await alice.send('X26ABC1', 'TEST_WORKFLOW2', 'x');
  await alice.send('X26ABC2', 'TEST_WORKFLOW', 'x');
  const reset = await alice.at('DELETE', '/messageexchange/admin/reset/x26abc2', { token: null });
  assert.equal(reset.status, 200);
  assert.deepEqual((await bob.call('GET', '/inbox')).json().messages, []);
  assert.ok(((await alice.call('GET', '/inbox')).json().messages as string[]).includes(mine));
  await stand.restart();
  assert.deepEqual((await bob.call('GET', '/inbox')).json().messages, []);
  assert.equal((await admin('DELETE', '/reset/NOBODY')).status, 404);
  assert.equal((await alice.at('DELETE', '/admin/reset', { token: null })).status, 200);
  assert.deepEqual((await alice.call('GET', '/inbox')).json().messages, []);
  assert.deepEqual(await stand.journal.openWork(), []);
});

test('a mailbox is shown without its password, and health without a token', async () => {
  for (const path of ['/admin/mailbox/X26ABC1', '/messageexchange/mailbox/x26abc1']) {
    const shown = await alice.at('GET', path, { token: null });
    assert.equal(shown.json().mailbox_name, 'TESTMB1');
    assert.doesNotMatch(shown.body.toString(), /password/);
  }
  const paths = ['/health', '/_ping', '/_status', '/healthcheck'];
  for (const path of [...paths, '/messageexchange/_ping', '/messageexchange/deepping'])
    assert.equal((await alice.at('GET', path, { token: null })).status, 200, path);
});

test('a world without test endpoints serves none of them', async () => {
  await using live = await meshStand({ mesh: { testEndpoints: false } });
  const client = live.client('X26ABC1');
  const id = await client.send('X26ABC2', 'TEST_WORKFLOW', 'x');
  for (const [method, path] of [
    ['DELETE', '/admin/reset'],
    ['GET', `/admin/message/${id}`],
    ['GET', '/messageexchange/mailbox/X26ABC1'],
    ['POST', '/messageexchange/admin/report'],
    ['POST', `/messageexchange/admin/message/${id}/event`],
  ] as const) {
    const body = method === 'POST' ? { body: '{}' } : {};
    assert.equal((await client.at(method, path, { token: null, ...body })).status, 404, path);
  }
  assert.equal(live.mesh.desk.message(id)?.status, 'accepted');
  assert.equal((await client.at('GET', '/health', { token: null })).status, 200);
});
