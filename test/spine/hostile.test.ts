import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { message, requestBytes } from './messages.ts';
import { openStand, removeCertificates } from './stand.ts';

after(removeCertificates);

test('refuses a body over the limit with a SOAP fault that the sender can read', async () => {
  await using stand = await openStand({ world: { limits: { messageBytes: 100_000 } } });
  using peer = await stand.raw();
  const posting = message(stand.world.current(), { payload: `<a>${'x'.repeat(3_000_000)}</a>` });
  peer.write(requestBytes(posting));
  const answer = await peer.answer();
  assert.equal(answer?.status, 500);
  assert.match(answer.body, /larger than Spine accepts/);
});

test('answers a large message with a SOAP fault 200 when the journal is full', async () => {
  await using stand = await openStand({ journalBytes: 50_000 });
  using peer = await stand.raw();
  const posting = message(stand.world.current(), { payload: `<a>${'x'.repeat(500_000)}</a>` });
  peer.write(requestBytes(posting));
  const answer = await peer.answer();
  assert.equal(answer?.status, 500);
  assert.match(answer.body, /System failure/);
});
