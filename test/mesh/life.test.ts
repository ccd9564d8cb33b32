import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meshStand } from './stand.ts';

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
  assert.deepEqual(await stand.journal.openWork(), []);
});
