import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildAcknowledgment } from '../../src/wire/ebxml/build-acknowledgment.ts';
import { UNKNOWN_CPA_ID } from '../../src/wire/ebxml/build-message-error.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import { buildSoapFault, writeSoapFault } from '../../src/wire/soap/soap-fault.ts';
import { errorReply, errorSignal, type Interception } from './loopback-spine.ts';
import { openStage, PATIENT, REQUESTER, SENDER, type Stage } from './stage.ts';

const XML = ['Content-Type', 'text/xml'] as const;
const REQUEST = 'RCMR_IN010000UK05';
const TWO_HOURS = 2 * 3_600_000;

function fault(code: string): Interception {
  const body = writeSoapFault(buildSoapFault(code, 'as the test wants it'));
  return () => ({ status: 500, headers: [XML], body });
}

/** Resolves when the attempt with this number is on record. */
function attempt(stage: Stage, number: number) {
  return stage.entry(
    ({ kind, interaction, facts }) =>
      kind === 'delivery' && interaction === REQUEST && facts?.attempt === number,
  );
}

function envelopeOf(stage: Stage): EbxmlMessage {
  const [first] = stage.spine.relayed;
  assert.ok(first);
  return first.message.envelope;
}

test('a message is sent again with the same id and bytes until Spine answers', async () => {
  await using stage = await openStage();
  stage.spine.intercept = ({ attempt: number }) => (number < 3 ? 'cut' : undefined);
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await attempt(stage, 1);
  await stage.clock.advance(TWO_HOURS);
  await attempt(stage, 2);
  stage.spine.intercept = ({ message, attempt: number }) =>
    message.envelope.action === REQUEST && number < 3 ? 'cut' : undefined;
  await stage.clock.advance(TWO_HOURS);
  await stage.ended(REQUESTER, id);
  const sent = stage.spine.relayed.filter(({ message }) => message.envelope.action === REQUEST);
  assert.equal(sent.length, 3);
  for (const { body } of sent) assert.ok(body.equals(sent[0]?.body ?? Buffer.alloc(0)));
  assert.equal(stage.requester.transfers()[0]?.outcome?.result, 'integrated');
});

test('retries end with the contract’s count, and the transfer with them', async () => {
  await using stage = await openStage();
  stage.spine.intercept = () => 'cut';
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  for (const number of [1, 2, 3]) {
    await attempt(stage, number);
    await stage.clock.advance(TWO_HOURS);
  }
  await stage.ended(REQUESTER, id);
  assert.equal(stage.spine.relayed.length, 3);
  const { outcome } = stage.requester.transfers()[0] ?? {};
  assert.equal(outcome?.result, 'request-undeliverable');
  assert.match(outcome?.because ?? '', /given up after 3 of 3 attempts/);
});

test('a MessageError ends it at once with what Spine said', async () => {
  await using stage = await openStage();
  stage.spine.intercept = ({ message }) => errorReply(message.envelope, UNKNOWN_CPA_ID);
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await stage.ended(REQUESTER, id);
  assert.equal(stage.spine.relayed.length, 1);
  assert.deepEqual(stage.requester.transfers()[0]?.outcome, {
    result: 'request-undeliverable',
    code: undefined,
    because: 'ValueNotRecognized 501319:Unknown eb:CPAId',
  });
});

test('a MessageError that is only a warning is tried again', async () => {
  await using stage = await openStage();
  stage.spine.intercept = ({ message, attempt: number }) =>
    number > 1 || message.envelope.action !== REQUEST
      ? undefined
      : errorReply(message.envelope, {
          errorCode: 'Unknown',
          description: 'busy',
          severity: 'Warning',
        });
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await attempt(stage, 1);
  await stage.clock.advance(TWO_HOURS);
  await stage.ended(REQUESTER, id);
  assert.equal(stage.requester.transfers()[0]?.outcome?.result, 'integrated');
});

test('a SOAP fault is tried again for 200, 206 and 208 and ends it for other codes', async () => {
  for (const [code, waits] of [
    ['200', true],
    ['206', true],
    ['101', false],
  ] as const) {
    await using stage = await openStage();
    stage.spine.intercept = fault(code);
    const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
    const { facts } = await attempt(stage, 1);
    assert.equal(facts?.outcome, waits ? 'failed' : 'refused');
    if (!waits) await stage.ended(REQUESTER, id);
    assert.equal(stage.requester.transfers()[0]?.outcome === undefined, waits);
  }
});

test('an acknowledgement may come later, in a message of its own', async () => {
  await using stage = await openStage();
  stage.spine.intercept = () => ({ status: 202, headers: [XML] });
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await attempt(stage, 1);
  assert.equal(stage.requester.transfers()[0]?.state, 'requesting');
  const answer = await stage.spine.signal(
    stage.party(REQUESTER).partyKey,
    buildAcknowledgment(envelopeOf(stage), {
      messageId: 'ABABABAB-0000-4000-8000-000000000001',
      now: stage.clock.now(),
    }),
  );
  assert.ok('status' in answer);
  assert.equal(answer.status, 202);
  assert.equal(answer.body.length, 0);
  await stage.entry(
    ({ kind, conversationId, facts }) =>
      kind === 'transfer' && conversationId === id && facts?.state === 'waiting',
  );
  // The retry that was waiting is called off: only the wait for the extract is left.
  assert.equal(stage.clock.waiting, 1);
});

test('without the acknowledgement that was asked for, the message is sent again', async () => {
  await using stage = await openStage();
  stage.spine.intercept = () => ({ status: 202, headers: [XML] });
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  for (const number of [1, 2, 3]) {
    await attempt(stage, number);
    await stage.clock.advance(TWO_HOURS);
  }
  await stage.ended(REQUESTER, id);
  assert.equal(stage.spine.relayed.length, 3);
  assert.match(
    stage.requester.transfers()[0]?.outcome?.because ?? '',
    /status 202 without an acknowledgement; given up/,
  );
});

test('a DeliveryFailure that comes after the acknowledgement ends the transfer', async () => {
  await using stage = await openStage();
  stage.spine.intercept = ({ message }) => {
    const { envelope } = message;
    const acknowledgment = buildAcknowledgment(envelope, {
      messageId: 'ABABABAB-0000-4000-8000-000000000002',
      now: stage.clock.now(),
    });
    // Acknowledged, but never handed on.
    return { ...errorReply(envelope, UNKNOWN_CPA_ID), body: writeEbxml(acknowledgment) };
  };
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await stage.entry(
    ({ kind, conversationId, facts }) =>
      kind === 'transfer' && conversationId === id && facts?.state === 'waiting',
  );
  await stage.spine.signal(
    stage.party(REQUESTER).partyKey,
    errorSignal(envelopeOf(stage), { errorCode: 'DeliveryFailure', description: 'nobody listens' }),
  );
  await stage.ended(REQUESTER, id);
  assert.deepEqual(stage.requester.transfers()[0]?.outcome, {
    result: 'request-undeliverable',
    code: undefined,
    because: 'DeliveryFailure nobody listens',
  });
});

test('waiting for the extract ends when its time is over', async () => {
  const timers = { extractWaitMs: 60_000, finalAcknowledgementWaitMs: 120_000 };
  await using stage = await openStage({ timers });
  stage.spine.intercept = ({ message }) =>
    message.envelope.action === REQUEST ? undefined : errorReply(message.envelope, UNKNOWN_CPA_ID);
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await stage.ended(SENDER, id);
  assert.equal(stage.sender.transfers()[0]?.outcome?.result, 'extract-undeliverable');
  await stage.clock.advance(60_000);
  await stage.ended(REQUESTER, id);
  assert.equal(stage.requester.transfers()[0]?.outcome?.result, 'no-extract');
});

test('closing ends waits and exchanges at once', async () => {
  const stage = await openStage();
  stage.spine.intercept = () => 'cut';
  await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await attempt(stage, 1);
  await stage.requester.close();
  await stage.requester.close();
  assert.equal(stage.requester.transfers()[0]?.outcome, undefined);
  assert.equal(stage.clock.waiting, 0);
  await stage[Symbol.asyncDispose]();
});
