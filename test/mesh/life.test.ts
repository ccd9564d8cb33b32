import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meshStand, virtualClock } from '../../features/support/mesh-stand.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';

const DAY = 86_400_000;

function isEnd({ interaction, messageId }: Entry, id: string): boolean {
  return interaction === 'mesh.gone' && messageId === id;
}

test('a message is sent, listed, downloaded, acknowledged and then gone from the list', async () => {
  await using stand = await meshStand();
  const sender = stand.client('X26ABC1');
  const recipient = stand.client('X26ABC2');
  const arrived: string[] = [];
  stand.mesh.desk.onArrival(({ id }) => arrived.push(id));
  const id = await sender.send('X26ABC2', 'TEST_WORKFLOW', 'hello', { 'Mex-Subject': 'greeting' });
  assert.deepEqual(arrived, [id]);
  assert.deepEqual((await recipient.call('GET', '/inbox')).json(), { messages: [id] });
  const got = await recipient.call('GET', `/inbox/${id}`);
  assert.equal(got.status, 200);
  assert.equal(got.body.toString(), 'hello');
  assert.equal(got.headers['mex-subject'], 'greeting');
  assert.equal((await recipient.call('PUT', `/inbox/${id}/status/acknowledged`)).status, 200);
  assert.deepEqual((await recipient.call('GET', '/inbox')).json(), { messages: [] });
  assert.equal(stand.mesh.desk.message(id)?.status, 'acknowledged');
  const entries = await stand.entries();
  assert.deepEqual(
    entries.map(({ interaction }) => interaction),
    ['mesh.send', 'mesh.list', 'mesh.download', 'mesh.acknowledge', 'mesh.list'],
  );
  assert.equal(entries[0]?.summary, `send from X26ABC1: HTTP 202, taken: ${id} for X26ABC2`);
  assert.equal(entries[0]?.peer?.fqdn, 'server1.x26.api.mesh-client.nhs.uk');
  assert.deepEqual(
    [entries[0]?.facts?.status, entries[3]?.facts?.status],
    ['accepted', 'acknowledged'],
  );
  assert.ok(!entries.some(({ summary }) => summary.includes('greeting')));
  assert.deepEqual(await stand.journal.openWork(), []);
});

test('M42 what nobody collects in five days is undeliverable, and its sender gets a report with code 14', async () => {
  const clock = virtualClock();
  await using stand = await meshStand({}, { clock });
  const [alice, bob] = [stand.client('X26ABC1'), stand.client('X26ABC2')];
  const headers = { 'Mex-LocalID': 'L1', 'Mex-Subject': 'S1', 'Mex-FileName': 'f.dat' };
  const id = await alice.send('X26ABC2', 'TEST_WORKFLOW', 'x', headers);
  await clock.advance(5 * DAY - 1000);
  assert.equal(stand.mesh.desk.message(id)?.status, 'accepted');
  const reported = new Promise((resolve) => stand.mesh.desk.onArrival(resolve));
  await clock.advance(1000);
  await reported;
  assert.equal(stand.mesh.desk.message(id)?.status, 'undeliverable');
  assert.deepEqual((await bob.call('GET', '/inbox')).json().messages, []);
  const [report = ''] = (await alice.call('GET', '/inbox')).json().messages as string[];
  const got = await alice.call('GET', `/inbox/${report}`);
  assert.equal(got.status, 200);
  assert.equal(got.body.length, 0);
  const shown = (name: string) => got.headers[name];
  assert.deepEqual(
    [
      'messagetype',
      'linkedmsgid',
      'statussuccess',
      'statuscode',
      'statusdescription',
      'to',
      'from',
    ].map((name) => shown(`mex-${name}`)),
    [
      ...['REPORT', id, 'ERROR', '14', 'Message not collected by recipient after 5 days'],
      ...['X26ABC2', undefined],
    ],
  );
  assert.deepEqual(
    ['workflowid', 'localid', 'subject', 'filename'].map((name) => shown(`mex-${name}`)),
    ['TEST_WORKFLOW', 'L1', 'S1', 'f.dat'],
  );
  const tracked = (await alice.call('GET', `/outbox/tracking?messageID=${id}`)).json();
  assert.equal(tracked.status, 'Undeliverable');
  assert.equal(tracked.failureDiagnostic, 'Message not collected by recipient after 5 days');
  assert.equal((await alice.call('PUT', `/inbox/${report}/status/acknowledged`)).status, 200);
  assert.deepEqual(await stand.journal.openWork(), []);
});

test('what falls due while nothing runs happens at the next start, and after 30 days a message is gone', async () => {
  const clock = virtualClock();
  await using stand = await meshStand({}, { clock });
  const alice = stand.client('X26ABC1');
  const id = await alice.send('X26ABC2', 'TEST_WORKFLOW', 'x');
  const half = await alice.send('X26ABC2', 'TEST_WORKFLOW', 'x', { 'Mex-Chunk-Range': '1:2' });
  await stand.restart();
  const reported = new Promise((resolve) => stand.mesh.desk.onArrival(resolve));
  await clock.advance(6 * DAY);
  await reported;
  assert.equal(stand.mesh.desk.message(id)?.status, 'undeliverable');
  assert.equal(stand.mesh.desk.message(half)?.status, 'uploading');
  await stand.restart();
  assert.equal(stand.mesh.desk.message(id)?.status, 'undeliverable');
  // The report is not collected either; nobody is told of that.
  await clock.advance(10 * DAY);
  await stand.restart();
  await clock.advance(15 * DAY);
  await waitForEntry(
    stand.journal,
    { what: 'the end of the upload', matches: (entry) => isEnd(entry, half) },
    { timeoutMs: 10_000 },
  );
  await stand.restart();
  assert.equal(stand.mesh.desk.message(half), undefined);
  assert.equal(stand.mesh.desk.message(id), undefined);
});

test('M43 after the acknowledgement tracking says so in the words of each version', async () => {
  await using stand = await meshStand();
  const [alice, bob] = [stand.client('X26ABC1'), stand.client('X26ABC2')];
  const id = await alice.send('X26ABC2', 'TEST_WORKFLOW', 'x');
  const track = (version: 1 | 2) =>
    alice.call('GET', `/outbox/tracking?messageID=${id}`, { version });
  const waiting = (await track(1)).json();
  assert.deepEqual([waiting.status, waiting.downloadTimestamp], ['Accepted', '']);
  await bob.call('PUT', `/inbox/${id}/status/acknowledged`);
  const first = (await track(1)).json();
  assert.equal(first.status, 'Acknowledged');
  assert.match(String(first.downloadTimestamp), /^\d{14}$/);
  assert.deepEqual(
    [first.recipientName, first.meshRecipientOdsCode, first.senderName, first.statusSuccess],
    ['TESTMB2', 'X26', 'TESTMB1', 'SUCCESS'],
  );
  const second = (await track(2)).json();
  assert.equal(second.status, 'acknowledged');
  assert.equal(second.status_success, true);
  assert.equal(second.message_id, id);
});

test('M44 the recipient cannot track a message: for it there is none', async () => {
  await using stand = await meshStand();
  const id = await stand.client('X26ABC1').send('X26ABC2', 'TEST_WORKFLOW', 'x');
  const reply = await stand.client('X26ABC2').call('GET', `/outbox/tracking?messageID=${id}`);
  assert.equal(reply.status, 404);
});

test('messages survive a restart with their content, state and place', async () => {
  await using stand = await meshStand();
  const alice = stand.client('X26ABC1');
  const ids: string[] = [];
  for (const body of ['a', 'b', 'c']) ids.push(await alice.send('X26ABC2', 'TEST_WORKFLOW', body));
  const bob = stand.client('X26ABC2');
  await bob.call('PUT', `/inbox/${ids[1]}/status/acknowledged`);
  const before = ids.map((id) => stand.mesh.desk.message(id));
  await stand.restart();
  assert.deepEqual(
    ids.map((id) => stand.mesh.desk.message(id)),
    before,
  );
  assert.deepEqual((await bob.call('GET', '/inbox')).json().messages, [ids[0], ids[2]]);
  assert.equal((await bob.call('GET', `/inbox/${ids[2]}`)).body.toString(), 'c');
});

test('a journal that makes room lets go of what was acknowledged and keeps what waits', async () => {
  await using stand = await meshStand({}, { maxBytes: 6_000_000 });
  const [alice, bob] = [stand.client('X26ABC1'), stand.client('X26ABC2')];
  const kept = await alice.send('X26ABC2', 'TEST_WORKFLOW', Buffer.alloc(500_000, 'k'));
  for (let round = 0; round < 20; round++) {
    const id = await alice.send('X26ABC2', 'TEST_WORKFLOW', Buffer.alloc(500_000, 'x'));
    await bob.call('PUT', `/inbox/${id}/status/acknowledged`);
  }
  await stand.restart();
  assert.deepEqual((await bob.call('GET', '/inbox')).json().messages, [kept]);
  assert.equal((await bob.call('GET', `/inbox/${kept}`)).body.length, 500_000);
});
