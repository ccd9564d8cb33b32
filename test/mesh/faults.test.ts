import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meshStand, virtualClock } from '../../features/support/mesh-stand.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { until } from '../until.ts';

const TO_BOB = { 'Mex-To': 'X26ABC2', 'Mex-WorkflowID': 'TEST_WORKFLOW' };

const faulty = (rule: Record<string, unknown>): WorldPatch =>
  ({ faults: { 'on-purpose': { faces: ['mesh'], ...rule } } }) as WorldPatch;

test('M51 the next send is answered 503 and nothing comes of it; the one after that is taken', async () => {
  await using stand = await meshStand(
    faulty({
      when: { operation: ['send'] },
      attempts: { from: 1, to: 1 },
      actions: [{ kind: 'unavailable' }],
    }),
  );
  const alice = stand.client('X26ABC1');
  const first = await alice.call('POST', '/outbox', { headers: TO_BOB, body: 'x' });
  assert.equal(first.status, 503);
  assert.deepEqual(stand.mesh.desk.outbox('X26ABC1'), []);
  const [entry] = await stand.entries();
  assert.match(entry?.trace?.[0]?.text ?? '', /the fault on-purpose asks for: unavailable/);
  // A client that keeps to its rules sends again only what is no first post; this one is sent by hand.
  await alice.send('X26ABC2', 'TEST_WORKFLOW', 'x');
  assert.equal(stand.mesh.desk.outbox('X26ABC1').length, 1);
});

test('a result is an HTTP status, a code, or both, for the mailbox and the message that the rule names', async () => {
  for (const [code, status, errorCode] of [
    ['429', 429, undefined],
    ['EPL-151', 417, 'EPL-151'],
    ['400 18', 400, '18'],
  ] as const) {
    await using stand = await meshStand(
      faulty({
        when: { mailbox: ['X26ABC2'], message: ['bad', 'TEST_WORKFLOW2'] },
        actions: [{ kind: 'result', code }],
      }),
    );
    const alice = stand.client('X26ABC1');
    const headers = { ...TO_BOB, 'Mex-LocalID': 'bad' };
    const reply = await alice.call('POST', '/outbox', { headers, body: 'x' });
    assert.equal(reply.status, status, code);
    assert.equal(reply.json().errorCode, errorCode);
    await alice.send('X26ABC2', 'TEST_WORKFLOW', 'x', { 'Mex-LocalID': 'good' });
    await alice.send('X26ABC3', 'TEST_WORKFLOW2', 'x');
  }
});

test('an answer that is lost or cut short was meant: the message is there, and the record says so', async () => {
  for (const kind of ['drop', 'malformed'] as const) {
    await using stand = await meshStand(
      faulty({ when: { operation: ['send'] }, actions: [{ kind }] }),
    );
    const alice = stand.client('X26ABC1');
    const sent = alice.call('POST', '/outbox', { headers: TO_BOB, body: 'x' });
    if (kind === 'drop') await assert.rejects(sent, /socket hang up|ECONNRESET/);
    else {
      const reply = await sent;
      assert.equal(reply.status, 202);
      assert.throws(() => reply.json(), SyntaxError);
    }
    assert.equal(stand.mesh.desk.outbox('X26ABC1').length, 1, kind);
    const [entry] = await stand.entries();
    assert.match(entry?.trace?.at(-1)?.text ?? '', /what was asked for is done/);
  }
});

test('an answer is held back by the clock of the simulator', async () => {
  const clock = virtualClock();
  await using stand = await meshStand(
    faulty({ when: { operation: ['count'] }, actions: [{ kind: 'delay', ms: 60_000 }] }),
    { clock },
  );
  let answered = false;
  const reply = stand
    .client('X26ABC1')
    .call('GET', '/count')
    .then((got) => {
      answered = true;
      return got;
    });
  const recorded = new Promise((resolve) => stand.journal.subscribe(resolve));
  await recorded;
  await until(() => clock.waiting > 0);
  assert.equal(answered, false);
  await clock.advance(60_000);
  assert.equal((await reply).status, 200);
});
