import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  person,
  registration,
  updateSuccess,
} from '../../demographics/hl7v3/client/pds-answers.ts';
import { errorSignal } from '../loopback-spine.ts';
import { PATIENT, REQUESTER, SENDER } from '../stage.ts';
import type { FakePds } from './fake-pds.ts';
import { failedBefore, openPdsStage, type PdsStage } from './pds-stage.ts';

const UPDATE = 'PRPA_IN000203UK03';

/** The transfer has sent its update and waits for what PDS makes of it. */
async function waiting(stage: PdsStage): Promise<string> {
  const id = await stage.ask();
  await stage.entry(
    ({ kind, interaction, facts }) =>
      kind === 'delivery' && interaction === UPDATE && facts?.outcome === 'acknowledged',
  );
  return id;
}

async function outcomeWhen(update: FakePds['update']): Promise<string> {
  await using stage = await openPdsStage();
  stage.pds.update = update;
  return await failedBefore(stage, await stage.ask());
}

test('the registration in force is altered by its object id, with the serial number as retrieved', async () => {
  await using stage = await openPdsStage();
  const id = await stage.ask();
  await stage.ended(REQUESTER, id);
  const [update, ...others] = stage.pds.updates;
  assert.deepEqual(others, []);
  const { envelope, payload: _, ...asked } = update ?? {};
  assert.deepEqual(asked, {
    nhsNumber: PATIENT,
    serialNumber: 12,
    mode: 'altered',
    objectId: 'A1',
    practice: REQUESTER,
  });
  assert.equal(envelope?.service, 'urn:nhs:names:services:pds');
  assert.equal(envelope.to.id, 'YES-0000806');
  assert.equal(envelope.duplicateElimination, true);
  assert.match(envelope.ackRequested?.actor ?? '', /:toPartyMSH$/);
  assert.ok(envelope.syncReply);
  const { world } = stage;
  const contract = world.current().contractFor('YES-0000806', envelope.service, UPDATE);
  assert.equal(envelope.cpaId, contract?.cpaId);
  // PDS is no party to the transfer.
  assert.notEqual(envelope.conversationId, id);
});

test('a patient without a practice is added, and nobody is asked for a record', async () => {
  await using stage = await openPdsStage();
  stage.pds.people.set(PATIENT, person({ nhsNumber: PATIENT, registrations: [] }));
  const outcome = await failedBefore(stage, await stage.ask());
  assert.equal(outcome, 'no-previous-practice: PDS names no practice that could be asked');
  assert.equal(stage.pds.updates[0]?.mode, 'added');
  assert.equal(stage.pds.updates[0]?.objectId, undefined);
});

test('a patient who is registered here already is left as they are', async () => {
  await using stage = await openPdsStage();
  const registrations = [
    registration(REQUESTER),
    registration('Z99009', { to: '20100101' }),
    registration(SENDER, { to: '20200101' }),
  ];
  stage.pds.people.set(PATIENT, person({ nhsNumber: PATIENT, registrations }));
  const id = await stage.ask();
  await stage.ended(REQUESTER, id);
  assert.deepEqual(stage.pds.updates, []);
  assert.equal(stage.requester.transfers()[0]?.withOds, SENDER);
  assert.equal(stage.outcome()?.result, 'integrated');
});

test("PDS's answer is acknowledged, and found by the message that it refers to", async () => {
  await using stage = await openPdsStage();
  const id = await stage.ask();
  await stage.ended(REQUESTER, id);
  const [answer] = await stage.journal.find({
    service: `practice:${REQUESTER}`,
    interaction: 'PRPA_IN000202UK01',
  });
  assert.equal(answer?.kind, 'received');
  assert.equal(answer.refToMessageId, stage.pds.updates[0]?.envelope.messageId);
  assert.equal(answer.response?.status, 200);
  assert.ok(answer.response.body, 'the acknowledgement stands on the same connection');
});

test('#30 an update that PDS refuses ends the transfer with its reasons', async () => {
  assert.equal(
    await outcomeWhen('refuse'),
    'registration-refused: PDS: IU058 invalid GP Registration data; 15 Update Failed',
  );
});

test('#33 a MessageError in place of the acknowledgement is no success', async () => {
  assert.equal(
    await outcomeWhen('message-error'),
    'registration-failed: PDS did not take the update: Inconsistent not today',
  );
});

test('#33 a MessageError in place of the answer is no success', async () => {
  await using stage = await openPdsStage();
  stage.pds.update = 'silent';
  const id = await waiting(stage);
  const { envelope } = stage.pds.updates[0] ?? {};
  assert.ok(envelope);
  const signal = errorSignal(envelope, { errorCode: 'OtherXml', description: 'broken' });
  await stage.spine.signal(stage.party(REQUESTER).partyKey, signal);
  assert.equal(
    await failedBefore(stage, id),
    'registration-failed: PDS did not take the update: OtherXml broken',
  );
});

test('an answer that cannot be read is no success', async () => {
  assert.match(await outcomeWhen('garbled'), /^registration-failed: PDS's answer cannot be read: /);
});

test('#31 an answer that never comes is waited for so long, by the clock', async () => {
  await using stage = await openPdsStage({ updateTimeout: 'PT2M' });
  stage.pds.update = 'silent';
  const id = await waiting(stage);
  await stage.clock.advance(119_999);
  assert.equal(stage.outcome(), undefined);
  await stage.clock.advance(1);
  assert.equal(
    await failedBefore(stage, id),
    'registration-failed: PDS gave no answer within 120 s',
  );
});

test('#32 an answer that comes twice counts once, and the second is remarked on', async () => {
  await using stage = await openPdsStage();
  stage.pds.update = 'twice';
  const id = await stage.ask();
  await stage.ended(REQUESTER, id);
  assert.equal(stage.outcome()?.result, 'integrated');
  const remark = await stage.entry(
    ({ kind, summary }) => kind === 'note' && summary.includes('came again'),
  );
  assert.equal(remark.summary, 'PRPA_IN000202UK01 came again: ignored');
  assert.equal(remark.conversationId, id);
  const steps = await stage.steps(REQUESTER, id);
  assert.equal(steps.filter((step) => step.endsWith('registration-updated')).length, 1);
});

test('an answer to nothing is acknowledged and remarked on', async () => {
  await using stage = await openPdsStage();
  const facts = { hl7Id: 'H', messageRef: '00000000-0000-4000-8000-000000000009' };
  const status = await stage.pds.send(stage.party(REQUESTER).partyKey, {
    action: 'PRPA_IN000202UK01',
    payload: updateSuccess(3, facts),
    refToMessageId: '00000000-0000-4000-8000-000000000008',
    messageId: '00000000-0000-4000-8000-000000000007',
  });
  assert.equal(status, 200);
  const remark = await stage.entry(({ kind }) => kind === 'note');
  assert.equal(remark.summary, 'PRPA_IN000202UK01 answers nothing that waits: ignored');
});

test('only Spine answers for PDS: a success that another party sends is ignored', async () => {
  await using stage = await openPdsStage({ updateTimeout: 'PT1M' });
  stage.pds.update = 'silent';
  const id = await waiting(stage);
  const { envelope, payload } = stage.pds.updates[0] ?? {};
  const messageRef = /<id root="([^"]+)"/.exec(payload ?? '')?.[1] ?? '';
  await stage.pds.send(stage.party(REQUESTER).partyKey, {
    action: 'PRPA_IN000202UK01',
    payload: updateSuccess(13, { hl7Id: 'H', messageRef }),
    refToMessageId: envelope?.messageId ?? '',
    messageId: '00000000-0000-4000-8000-000000000006',
    from: stage.party(SENDER).partyKey,
  });
  const remark = await stage.entry(
    ({ kind, summary }) => kind === 'note' && /comes from/.test(summary),
  );
  assert.equal(remark.summary, 'PRPA_IN000202UK01 comes from Z99002-900002: ignored');
  await stage.clock.advance(60_000);
  assert.match(await failedBefore(stage, id), /^registration-failed: PDS gave no answer/);
});

test('an update that Spine does not take is sent again, then given up', async () => {
  await using stage = await openPdsStage();
  stage.spine.services.set('/reliablemessaging/reliablerequest', () => 'cut');
  const id = await stage.ask();
  for (const attempt of [1, 2, 3]) {
    await stage.entry(
      ({ kind, interaction, facts }) =>
        kind === 'delivery' && interaction === UPDATE && facts?.attempt === attempt,
    );
    await stage.clock.advance(60_000);
  }
  assert.match(
    await failedBefore(stage, id),
    /^registration-failed: PDS did not take the update: .*given up after 3 of 3 attempts$/,
  );
});

test('a retrieval without a serial number leaves nothing to update with', async () => {
  await using stage = await openPdsStage();
  const told = person({
    nhsNumber: PATIENT,
    serialNumber: undefined,
    registrations: [registration(SENDER)],
  });
  stage.pds.people.set(PATIENT, told);
  assert.equal(
    await failedBefore(stage, await stage.ask()),
    'registration-failed: PDS told no serial change number',
  );
});

test('requests name the user that is configured', async () => {
  const author = { roleProfile: '990000002001', user: '990000001001', jobRole: 'R8000' };
  await using stage = await openPdsStage({ author });
  const id = await stage.ask();
  await stage.ended(REQUESTER, id);
  const [entry] = await stage.journal.find({
    service: `practice:${REQUESTER}`,
    interaction: 'QUPA_IN000008UK02',
  });
  assert.ok(entry?.request?.body);
  const question = (await stage.journal.readBody(entry.request.body)).toString();
  for (const text of [question, stage.pds.updates[0]?.payload ?? '']) {
    for (const value of Object.values(author)) assert.ok(text.includes(`extension="${value}"`));
  }
});

test('reset and close end the wait for an answer', async () => {
  const stage = await openPdsStage();
  stage.pds.update = 'silent';
  await waiting(stage);
  stage.requester.reset();
  assert.equal(stage.clock.waiting, 0);
  const id = await stage.ask();
  await stage.entry(
    ({ kind, conversationId, facts }) =>
      kind === 'transfer' && conversationId === id && facts?.state === 'registering',
  );
  await stage.requester.close();
  assert.equal(stage.clock.waiting, 0);
  assert.equal(stage.outcome(), undefined);
  await stage[Symbol.asyncDispose]();
});
