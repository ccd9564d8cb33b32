import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type AdaptorStage, adaptorStage, ehrRequest } from '../../features/support/lakeside.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';

/** An adaptor that is set otherwise than it comes. */
let stage: AdaptorStage;
before(async () => {
  stage = await adaptorStage({
    organisations: {
      lakeside: {
        adaptor: {
          bodyBytes: 40_000,
          requestBytes: 20_000,
          unknownMembers: 'ignore',
          waitForResponse: 'never',
          queue: { ttl: 600, name: 'lakeside.in' },
        },
      },
    },
  });
});
after(() => stage[Symbol.asyncDispose]());

const payload = ehrRequest();

test('bodies and messages are as large as the world lets them be', async () => {
  const large = await stage.post({ payload: 'x'.repeat(50_000) });
  assert.equal(large.status, 400);
  assert.match(large.text, /too large\. MaxRequestSize=40000 RequestSize=50014$/);
  const message = await stage.post({ payload: payload + ' '.repeat(25_000) });
  assert.equal(message.status, 400);
  assert.match(message.text, /too large\. MaxRequestSize=20000 RequestSize=\d{5}$/);
});

test('nothing is waited for where the world says never, not even what Spine itself answers', async () => {
  const reply = await stage.post(
    { payload: '<QUPC_IN160101UK05 xmlns="urn:hl7-org:v3"/>' },
    {
      'Interaction-Id': 'QUPC_IN160101UK05',
      'wait-for-response': 'true',
      'ods-code': undefined,
    },
  );
  assert.equal(reply.status, 400);
  assert.match(reply.text, /does not support sync-async/);
});

test('unknown members are let through, and what comes back may wait in the queue as long as is set', async () => {
  const messageId = crypto.randomUUID().toUpperCase();
  const reply = await stage.post({ payload, surprise: true }, { 'Message-Id': messageId });
  assert.equal(reply.status, 202);
  const { journal, neighbours } = stage.simulator;
  const queued = await waitForEntry(
    journal,
    {
      what: 'a message in the queue',
      matches: ({ opens }) => opens?.startsWith('queue:') ?? false,
    },
    { timeoutMs: 60_000 },
  );
  assert.deepEqual([queued.facts?.queue, queued.facts?.ttlMs], ['lakeside.in', 600_000]);
  assert.equal(neighbours.adaptors?.desk.adaptors()[0]?.queue, 'lakeside.in');
});
