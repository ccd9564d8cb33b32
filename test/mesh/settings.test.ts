import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meshStand, virtualClock } from '../../features/support/mesh-stand.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';

const HOUR = 3_600_000;
const TO_BOB = { 'Mex-To': 'X26ABC2', 'Mex-WorkflowID': 'TEST_WORKFLOW' };

test('the window of a token is as wide as the world says', async () => {
  const clock = virtualClock(new Date('2026-01-15T12:30:00Z'));
  await using stand = await meshStand({ mesh: { authorization: { window: 'PT10M' } } }, { clock });
  const client = stand.client('X26ABC1');
  const status = async (timestamp: string) =>
    (await client.call('GET', '/inbox', { token: client.token({ timestamp }) })).status;
  assert.equal(await status('202601151221'), 200);
  assert.equal(await status('202601151218'), 403);
  assert.equal(await status('202601151239'), 200);
  assert.equal(await status('202601151241'), 403);
});

test('a token works again where the world allows it, as in the sandbox', async () => {
  await using stand = await meshStand({ mesh: { authorization: { repeats: 'allow' } } });
  const client = stand.client('X26ABC1');
  const token = client.token();
  for (let time = 0; time < 2; time++)
    assert.equal((await client.call('GET', '/inbox', { token })).status, 200);
});

test('a caller without a certificate comes in where none is demanded, and needs its token all the same', async () => {
  for (const clientCertificate of ['none', 'request'] as const) {
    await using stand = await meshStand({ mesh: { clientCertificate } });
    const client = stand.client('X26ABC1', { certificate: false });
    assert.equal((await client.call('GET', '/inbox')).status, 200, clientCertificate);
    assert.equal((await client.call('GET', '/inbox', { token: null })).status, 403);
  }
});

test('the status of a workflow that is not registered is as the world says', async () => {
  await using stand = await meshStand({ mesh: { workflowRefusalStatus: 422 } });
  const headers = { ...TO_BOB, 'Mex-WorkflowID': 'NONE' };
  const reply = await stand.client('X26ABC1').call('POST', '/outbox', { headers, body: 'x' });
  assert.deepEqual([reply.status, reply.json().errorCode], [422, '17']);
});

test('how long a message waits and is kept follows the world and its scale of time', async () => {
  const clock = virtualClock();
  // 10 hours and 20 hours, ten times as fast.
  const patch = { timeScale: 0.1, mesh: { collectWithin: 'PT10H', keepFor: 'PT20H' } };
  await using stand = await meshStand(patch, { clock });
  const alice = stand.client('X26ABC1');
  const id = await alice.send('X26ABC2', 'TEST_WORKFLOW', 'x');
  const state = () => stand.mesh.desk.message(id)?.status;
  await clock.advance(HOUR - 1);
  assert.equal(state(), 'accepted');
  const reported = new Promise((resolve) => stand.mesh.desk.onArrival(resolve));
  await clock.advance(1);
  await reported;
  assert.equal(state(), 'undeliverable');
  await clock.advance(HOUR - 1);
  assert.equal(state(), 'undeliverable');
  const gone = waitForEntry(
    stand.journal,
    { what: 'its end', matches: (entry) => entry.interaction === 'mesh.gone' },
    { timeoutMs: 10_000 },
  );
  await clock.advance(1);
  await gone;
  assert.equal(state(), undefined);
});

test('a report names the mailbox that gets it where the world does as the sandbox', async () => {
  for (const [reportTo, named] of [
    ['own', 'X26ABC1'],
    ['intended', 'X26ABC2'],
  ] as const) {
    await using stand = await meshStand({ mesh: { reportTo } });
    const alice = stand.client('X26ABC1');
    const id = await alice.send('X26ABC2', 'TEST_WORKFLOW', 'x');
    await stand.mesh.desk.change(id, { status: 'error', code: '20' });
    const [report] = (await alice.call('GET', '/inbox')).json().messages as string[];
    const { headers } = await alice.call('GET', `/inbox/${report}`);
    assert.equal(headers['mex-to'], named);
  }
});

test('tracking and the view of a mailbox give the organisation above it as the world has it', async () => {
  const mailboxes = {
    X26ABC2: { ods: 'X26', org: 'Q99', orgName: 'THE BOARD', billingEntity: 'Wales' },
  };
  await using stand = await meshStand({ mesh: { mailboxes } });
  const alice = stand.client('X26ABC1');
  const id = await alice.send('X26ABC2', 'TEST_WORKFLOW', 'x');
  const first = (await alice.call('GET', `/outbox/tracking?messageID=${id}`)).json();
  assert.deepEqual([first.recipientOrgCode, first.recipientOrgName], ['Q99', 'THE BOARD']);
  assert.equal(first.senderOrgCode, 'X26', 'its own code unless given');
  const second = (
    await alice.call('GET', `/outbox/tracking?messageID=${id}`, { version: 2 })
  ).json();
  assert.deepEqual([second.recipient_org_code, second.recipient_org_name], ['Q99', 'THE BOARD']);
  const shown = await alice.at('GET', '/messageexchange/mailbox/X26ABC2', { token: null });
  const { org_code, org_name, billing_entity } = shown.json();
  assert.deepEqual([org_code, org_name, billing_entity], ['Q99', 'THE BOARD', 'Wales']);
});
