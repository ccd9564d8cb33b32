import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSoapFault, writeSoapFault } from '../../../src/wire/soap/soap-fault.ts';
import {
  person,
  registration,
  retrievalAnswer,
} from '../../demographics/hl7v3/client/pds-answers.ts';
import { PATIENT, REQUESTER, SENDER } from '../stage.ts';
import { failedBefore, openPdsStage, type PdsStage, shown } from './pds-stage.ts';

const XML = ['Content-Type', 'text/xml'] as const;

async function outcomeOf(stage: PdsStage): Promise<string> {
  return failedBefore(stage, await stage.ask());
}

test('a requester asks PDS first, and then the practice that PDS names', async () => {
  await using stage = await openPdsStage();
  const id = await stage.ask();
  await Promise.all([stage.ended(REQUESTER, id), stage.ended(SENDER, id)]);
  assert.equal(stage.outcome()?.result, 'integrated');
  assert.deepEqual((await stage.steps(REQUESTER, id)).slice(0, 4), [
    'retrieving started',
    'registering patient-retrieved',
    'looking-up registration-updated',
    'requesting system-found',
  ]);
  // The requester before it registers the patient, the sender when it checks.
  assert.deepEqual(stage.pds.retrievals, [PATIENT, PATIENT]);
  assert.equal(stage.requester.transfers()[0]?.withOds, SENDER);
});

test('without PDS nothing changes: the order names the practice', async () => {
  await using stage = await openPdsStage({ pds: 'off' });
  await assert.rejects(stage.ask(), { code: 'SIM_NO_SENDER' });
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await stage.ended(REQUESTER, id);
  assert.equal(stage.outcome()?.result, 'integrated');
  assert.deepEqual(stage.pds.retrievals, []);
  assert.deepEqual((await stage.steps(REQUESTER, id))[0], 'requesting started');
});

test('the exchange with PDS is on record, with its bytes, under the conversation it serves', async () => {
  await using stage = await openPdsStage();
  const id = await stage.ask();
  await stage.ended(REQUESTER, id);
  const [entry] = await stage.journal.find({
    service: `practice:${REQUESTER}`,
    conversationId: id,
    interaction: 'QUPA_IN000008UK02',
  });
  assert.equal(entry?.summary, 'QUPA_IN000008UK02 to PDS: found');
  assert.match(entry?.request?.path ?? '', /\/sync-service$/);
  assert.ok(entry?.request?.body && entry.response?.body);
  const asked = (await stage.journal.readBody(entry.request.body)).toString();
  assert.match(asked, new RegExp(`extension="${PATIENT}"`));
  assert.match(asked, /<historicDataIndicator>.*code="1"/);
  const soapId = /<wsa:MessageID>uuid:([^<]{36})</.exec(asked)?.[1];
  assert.equal(entry.messageId, soapId);
  assert.notEqual(/<id root="([^"]+)"/.exec(asked)?.[1], soapId, 'each layer has an id of its own');
});

test('nothing that people or logs see names the patient', async () => {
  await using stage = await openPdsStage();
  const id = await stage.ask();
  await Promise.all([stage.ended(REQUESTER, id), stage.ended(SENDER, id)]);
  const entries = await stage.journal.find({});
  assert.ok(entries.length > 15);
  for (const entry of entries) assert.ok(!shown(entry).includes(PATIENT), shown(entry));
});

test('a patient whom PDS does not know is asked for nowhere', async () => {
  await using stage = await openPdsStage();
  stage.pds.people.clear();
  assert.equal(await outcomeOf(stage), 'patient-unknown: PDS: 1 No match to a Service User record');
});

test('the current registration counts, not the first one that PDS tells (Q05)', async () => {
  await using stage = await openPdsStage();
  const registrations = [
    registration('Z99009', { to: '20100101' }),
    registration(SENDER, { objectId: 'NOW' }),
  ];
  stage.pds.people.set(PATIENT, person({ nhsNumber: PATIENT, registrations }));
  const id = await stage.ask();
  await stage.ended(REQUESTER, id);
  assert.equal(stage.pds.updates[0]?.objectId, 'NOW');
  assert.equal(stage.outcome()?.result, 'integrated');
});

test('whatever PDS answers instead of an answer ends the transfer with its reason', async () => {
  const cases: readonly (readonly [NonNullable<PdsStage['pds']['retrieval']>, RegExp])[] = [
    [
      () => ({
        status: 500,
        headers: [XML],
        body: writeSoapFault(buildSoapFault('101', 'not supported')),
      }),
      /^pds-failed: PDS answered with a SOAP fault: 101 not supported$/,
    ],
    [() => ({ status: 500, headers: [] }), /^pds-failed: PDS answered with status 500$/],
    [() => ({ status: 202, headers: [] }), /^pds-failed: PDS answered with status 202$/],
    [() => 'cut', /^pds-failed: PDS could not be reached: /],
    [
      (answer) => ({ status: 200, headers: [XML], body: answer.subarray(0, 900) }),
      /^pds-failed: PDS's answer cannot be read: /,
    ],
    [
      () => ({
        status: 200,
        headers: [XML],
        body: retrievalAnswer(person(), {
          hl7Id: 'A',
          messageRef: '00000000-0000-4000-8000-000000000001',
          relatesTo: 'uuid:00000000-0000-4000-8000-000000000002',
        }),
      }),
      /^pds-failed: PDS's answer belongs to another question$/,
    ],
  ];
  for (const [retrieval, expected] of cases) {
    await using stage = await openPdsStage();
    stage.pds.retrieval = retrieval;
    assert.match(await outcomeOf(stage), expected);
  }
});

test('an answer about another patient is a failure, unless that one took the number’s place', async () => {
  const other = person({ nhsNumber: '9991001069', registrations: [registration(SENDER)] });
  await using stage = await openPdsStage();
  stage.pds.people.set(PATIENT, other);
  assert.equal(await outcomeOf(stage), "pds-failed: PDS's answer is about another patient");
  const merged = { ...other, supersedes: [PATIENT] };
  stage.pds.people.set(PATIENT, merged).set(other.nhsNumber, merged);
  const id = await stage.ask();
  await stage.ended(REQUESTER, id);
  const [, transfer] = stage.requester.transfers();
  assert.equal(transfer?.outcome?.result, 'integrated');
  assert.equal(stage.pds.updates[0]?.nhsNumber, other.nhsNumber);
});

test('a version and a reason that no table lists do not matter where the patient is told of', async () => {
  await using stage = await openPdsStage();
  stage.pds.retrieval = (answer) => {
    const text = answer.toString().replace('3NPfIT6.3.01', '9NPfIT9.9.99');
    return { status: 200, headers: [XML], body: Buffer.from(text) };
  };
  const id = await stage.ask();
  await stage.ended(REQUESTER, id);
  assert.equal(stage.outcome()?.result, 'integrated');
});

test('patience with PDS goes by the clock, and ends', async () => {
  await using stage = await openPdsStage({ pdsTimeout: 'PT7S' });
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  stage.pds.retrieval = async () => {
    asked.resolve();
    await answer.promise;
    return 'cut' as const;
  };
  const id = await stage.ask();
  await asked.promise;
  await stage.clock.advance(6_999);
  assert.equal(stage.outcome(), undefined);
  await stage.clock.advance(1);
  assert.equal(
    await failedBefore(stage, id),
    'pds-failed: PDS could not be reached: no answer within 7000 ms',
  );
  assert.equal(stage.clock.waiting, 0);
  answer.resolve();
});

test('a reset forgets what is asked: its answer moves nothing any more', async () => {
  await using stage = await openPdsStage();
  const asked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  stage.pds.retrieval = async (answer) => {
    asked.resolve();
    await release.promise;
    setImmediate(answered.resolve);
    return { status: 200, headers: [XML], body: answer };
  };
  await stage.ask();
  await asked.promise;
  const before = await stage.journal.count({});
  stage.requester.reset();
  assert.equal(stage.clock.waiting, 0);
  release.resolve();
  await answered.promise;
  // A second transfer goes through the same steps after the first one's answer has come.
  stage.pds.retrieval = undefined;
  const id = await stage.ask();
  await stage.ended(REQUESTER, id);
  const late = (await stage.journal.find({})).slice(before);
  assert.ok(late.every(({ conversationId }) => conversationId !== undefined));
  assert.equal(stage.requester.transfers().length, 1);
  assert.equal(stage.outcome()?.result, 'integrated');
});

test('closing ends what waits for PDS at once', async () => {
  const stage = await openPdsStage();
  const asked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  stage.pds.retrieval = async () => {
    asked.resolve();
    await release.promise;
    return 'cut' as const;
  };
  await stage.ask();
  await asked.promise;
  await stage.requester.close();
  assert.equal(stage.clock.waiting, 0);
  assert.equal(stage.outcome(), undefined);
  release.resolve();
  await stage[Symbol.asyncDispose]();
});
