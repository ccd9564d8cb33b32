import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AcceptanceFault, MessageDisturber } from '../../simulator/doors/message-disturber.ts';
import { headerValue } from '../../src/platform/http-message.ts';
import { judgeAnswer } from '../../src/wire/ebxml/judge-answer.ts';
import { message, type Posting } from './messages.ts';
import { openStand, type Stand } from './stand.ts';

const BY = 'the test';

/** Only the first message meets it. */
function once(fault: AcceptanceFault): MessageDisturber {
  let left = 1;
  return { atDoor: () => (left-- > 0 ? [fault] : []) };
}

async function kindOf(stand: Stand, posting: Posting): Promise<string> {
  const { status, headers, body } = await stand.send(posting);
  const contentType = headerValue(headers, 'content-type');
  return judgeAnswer({ status, contentType, body }, posting.envelope.messageId).kind;
}

test('a message whose answer is lost is taken, acknowledged when it comes again, and delivered once', async () => {
  await using stand = await openStand();
  stand.spine.disturb(once({ kind: 'answer-lost', by: BY }));
  const posting = message(stand.world.current());
  await assert.rejects(stand.send(posting));
  assert.equal(await kindOf(stand, posting), 'acknowledged');
  await stand.hillside.count(1);
  assert.equal(stand.hillside.delivered.length, 1);
});

test('a message that is not acknowledged is taken, and acknowledged when it comes again', async () => {
  await using stand = await openStand();
  stand.spine.disturb(once({ kind: 'no-acknowledgement', by: BY }));
  const posting = message(stand.world.current());
  assert.equal(await kindOf(stand, posting), 'accepted');
  assert.equal(await kindOf(stand, posting), 'acknowledged');
  await stand.hillside.count(1);
});

for (const [kind, fault] of [
  ['soapFault', { kind: 'soap-fault', code: '206', text: 'Routing failure', by: BY }],
  [
    'messageError',
    { kind: 'message-error', code: 'Unknown', text: 'no', severity: 'Error', by: BY },
  ],
] as const) {
  test(`a message that meets ${fault.kind} is not taken before it comes again`, async () => {
    await using stand = await openStand();
    stand.spine.disturb(once(fault));
    const posting = message(stand.world.current());
    assert.equal(await kindOf(stand, posting), kind);
    assert.equal(await stand.journal.count({ service: 'spine', kind: 'delivery' }), 0);
    assert.equal(await kindOf(stand, posting), 'acknowledged');
    await stand.hillside.count(1);
  });
}

test('what went wrong is on record with whose doing it was', async () => {
  await using stand = await openStand();
  stand.spine.disturb(once({ kind: 'http-error', status: 503, by: 'the situation xyz' }));
  assert.equal((await stand.send(message(stand.world.current()))).status, 503);
  const [entry] = await stand.journal.find({ service: 'spine', kind: 'received' });
  assert.equal(entry?.facts?.taken, false);
  assert.equal(entry?.facts?.disturbed, 'http-error');
  assert.ok(entry?.trace?.some(({ text }) => text === 'the situation xyz asks for: http-error'));
});

test('a message that is held is acknowledged and never delivered, and that is on record', async () => {
  await using stand = await openStand();
  stand.spine.disturb({ atDispatch: () => ({ kind: 'hold', by: BY }) });
  assert.equal(await kindOf(stand, message(stand.world.current())), 'acknowledged');
  await stand.entry(
    'what is held',
    ({ kind, facts }) => kind === 'settled' && facts?.outcome === 'held',
  );
  assert.equal(stand.hillside.delivered.length, 0);
});

test('a message that is delayed is passed by the next of its conversation', async () => {
  await using stand = await openStand();
  const first = message(stand.world.current());
  const second = message(stand.world.current(), {
    envelope: { conversationId: first.envelope.conversationId },
  });
  stand.spine.disturb({
    atDispatch: ({ messageId }) =>
      messageId === first.envelope.messageId ? { kind: 'delay', ms: 200, by: BY } : undefined,
  });
  await stand.send(first);
  await stand.send(second);
  const came = await stand.hillside.count(2);
  assert.ok(came[0]?.body.includes(second.envelope.messageId));
});

test('a message can be delivered twice', async () => {
  await using stand = await openStand();
  stand.spine.disturb({ atDelivery: () => ({ kind: 'duplicate', by: BY }) });
  await stand.send(message(stand.world.current()));
  const [one, other] = await stand.hillside.count(2);
  assert.ok(one && other && one.body.equals(other.body));
});

test('a delivery that breaks off is made again by the contract', async () => {
  const organisations = {
    hillside: {
      contracts: {
        'urn:nhs:names:services:gp2gp:RCMR_IN030000UK06': { retries: 2, retryInterval: 'PT0.05S' },
      },
    },
  };
  await using stand = await openStand({ world: { organisations } });
  stand.spine.disturb({
    atDelivery: (_message, attempt) => (attempt === 1 ? { kind: 'reset', by: BY } : undefined),
  });
  await stand.send(message(stand.world.current()));
  await stand.hillside.count(1);
  const [entry] = await stand.journal.find({ service: 'spine', kind: 'delivery' });
  assert.equal(entry?.facts?.outcome, 'unreachable');
});
