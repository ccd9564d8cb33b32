import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type {
  LaterAnswer,
  LaterRequest,
  SpineApplication,
  SynchronousAnswer,
  SynchronousRequest,
} from '../../simulator/doors/spine-application.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import { readSoapFault } from '../../src/wire/soap/read-soap-fault.ts';
import { awaited } from './awaited.ts';
import { message, type Posting } from './messages.ts';
import { openStand, removeCertificates, type Stand } from './stand.ts';

after(removeCertificates);

const QUERY = 'urn:nhs:names:services:pdsquery/QUPA_IN000008UK02';
const synchronous = (body: string): Posting => ({
  path: '/sync-service',
  headers: [
    ['Content-Type', 'text/xml'],
    ['SOAPAction', QUERY],
  ],
  body: Buffer.from(body),
  envelope: undefined as never,
});
const update = ({ world }: Stand) =>
  message(world.current(), {
    ...{ to: 'YES-0000806', service: 'urn:nhs:names:services:pds' },
    ...{ action: 'PRPA_IN000203UK03', payload: '<PRPA_IN000203UK03 xmlns="urn:hl7-org:v3"/>' },
  });

const TOLD: SynchronousAnswer = {
  ...{ status: 200, body: Buffer.from('<told/>'), result: 'told', why: 'because', findings: [] },
  ...{ delayMs: 0, drop: false },
};

function application(parts: Partial<SpineApplication>): SpineApplication {
  return { answer: async () => TOLD, answerLater: async () => [], ...parts };
}

const said = (interaction: string, more: Partial<LaterAnswer> = {}): LaterAnswer =>
  ({
    ...{ kind: 'message', interaction, xml: `<${interaction}/>` },
    ...{ why: 'because', findings: [], delayMs: 0, ...more },
  }) as LaterAnswer;

test('a synchronous rule that leaves its answer to an application hands it whatever comes', async () => {
  const asked: SynchronousRequest[] = [];
  const pds = application({
    async answer(request) {
      asked.push(request);
      return TOLD;
    },
  });
  await using stand = await openStand({ applications: () => ({ pds }) });
  for (const body of ['no XML', '<x/>']) {
    const answer = await stand.send(synchronous(body));
    assert.equal(answer.status, 200);
    assert.equal(answer.body.toString(), '<told/>');
  }
  assert.deepEqual(
    asked.map(({ bytes }) => Buffer.from(bytes).toString()),
    ['no XML', '<x/>'],
  );
  assert.equal(asked[0]?.rule.action, 'QUPA_IN000008UK02');
  assert.equal(asked[0]?.soapAction, QUERY);
  const [entry] = await stand.journal.find({ newestFirst: true, limit: 1 });
  assert.equal(entry?.facts?.result, 'told');
  assert.equal(entry?.trace?.[0]?.text, 'because');
});

test('without its application a rule answers a fault that says so, and later a MessageError', async () => {
  await using stand = await openStand();
  const answer = await stand.send(synchronous('<x/>'));
  assert.equal(answer.status, 500);
  const fault = readSoapFault(answer.body);
  assert.match((fault.ok && fault.value.errors[0]?.description) || '', /no pds service runs/);
  assert.equal((await stand.send(update(stand))).status, 202);
  const [delivered] = await stand.riverside.count(1);
  const read = readEbxml(delivered?.body ?? Buffer.alloc(0));
  assert.equal(read.ok && read.value.action, 'MessageError');
});

test('an application may hold its answer back, or end the connection, after it is on record', async () => {
  const clock = virtualClock();
  const pds = application({ answer: async () => ({ ...TOLD, delayMs: 1_000, drop: true }) });
  await using stand = await openStand({ clock, applications: () => ({ pds }) });
  const asked = assert.rejects(stand.send(synchronous('<x/>')), /no answer/);
  const entry = await stand.entry('the query', ({ kind }) => kind === 'received');
  assert.equal(entry.response, undefined);
  await awaited(clock);
  await clock.advance(1_000);
  await asked;
});

test('an application that breaks is our fault: 500 and nothing acknowledged', async () => {
  const pds = application({ answer: () => Promise.reject(new Error('broken')) });
  await using stand = await openStand({ applications: () => ({ pds }) });
  const answer = await stand.send(synchronous('<x/>'));
  assert.equal(answer.status, 500);
});

test('several answers go out in their order, each at its time; the last one settles the request', async () => {
  const clock = virtualClock();
  const asked: LaterRequest[] = [];
  const pds = application({
    async answerLater(request) {
      asked.push(request);
      return [said('PRPA_IN000202UK01', { delayMs: 2_000 }), said('MCCI_IN010000UK13')];
    },
  });
  await using stand = await openStand({ clock, applications: () => ({ pds }) });
  const posting = update(stand);
  await stand.send(posting);
  await clock.advance(0);
  await stand.riverside.count(1);
  const composed = () => stand.journal.find({ kind: 'composed' });
  assert.deepEqual(
    (await composed()).map(({ interaction, settles }) => [interaction, settles !== undefined]),
    [['MCCI_IN010000UK13', false]],
  );
  await awaited(clock);
  await clock.advance(2_000);
  await stand.entry('the second', (each) => each.interaction === 'PRPA_IN000202UK01');
  assert.deepEqual(
    (await composed()).map(({ interaction, settles }) => [interaction, settles !== undefined]),
    [
      ['MCCI_IN010000UK13', false],
      ['PRPA_IN000202UK01', true],
    ],
  );
  assert.equal(asked.length, 1);
  assert.equal(asked[0]?.sender?.odsCode, 'Z99001');
  assert.equal(asked[0]?.envelope.messageId, posting.envelope.messageId);
  assert.match(Buffer.from(asked[0]?.payload ?? []).toString(), /^<PRPA_IN000203UK03/);
});

test('a request whose answers are not all on record is answered anew after a restart', async () => {
  let served = 0;
  const clock = virtualClock();
  const pds = application({
    async answerLater() {
      served += 1;
      return [
        said('MCCI_IN010000UK13'),
        said('PRPA_IN000202UK01', { delayMs: served === 1 ? 60_000 : 0 }),
      ];
    },
  });
  await using stand = await openStand({ clock, applications: () => ({ pds }) });
  await stand.send(update(stand));
  await clock.advance(0);
  await stand.riverside.count(1);
  await stand.stop();
  await stand.start();
  await clock.advance(0);
  await stand.entry('the last answer', ({ settles, kind }) => kind === 'composed' && !!settles);
  assert.equal(served, 2);
});

test('a reset forgets answers that were still to come', async () => {
  const clock = virtualClock();
  const pds = application({
    answerLater: async () => [said('PRPA_IN000202UK01', { delayMs: 60_000 })],
  });
  await using stand = await openStand({ clock, applications: () => ({ pds }) });
  await stand.send(update(stand));
  await clock.advance(0);
  await awaited(clock);
  stand.spine.reset();
  await clock.advance(60_000);
  await stand.send(update(stand));
  await clock.advance(0);
  await awaited(clock);
  await clock.advance(60_000);
  await stand.riverside.count(1);
  assert.equal((await stand.journal.find({ kind: 'composed' })).length, 1);
});

test('what is still to be answered when Spine stops is answered by the next start, and by it alone', async () => {
  const clock = virtualClock();
  const broken: string[] = [];
  const logger = { ...silentLogger, error: (_: object, text: string) => void broken.push(text) };
  let served = 0;
  const pds = application({
    async answerLater() {
      served++;
      return [said('PRPA_IN000202UK01')];
    },
  });
  await using stand = await openStand({ clock, logger, applications: () => ({ pds }) });
  await stand.send(update(stand));
  await stand.stop();
  await stand.start();
  await clock.advance(0);
  await stand.riverside.count(1);
  assert.equal(served, 1);
  assert.equal((await stand.journal.find({ kind: 'composed' })).length, 1);
  assert.deepEqual(broken, []);
});

test('what has no contract or is deliberately silent is ended with its reason', async () => {
  const answers: LaterAnswer[][] = [
    [said('PRPA_IN990000UK01')],
    [{ kind: 'nothing', why: 'silence was asked for', findings: [], delayMs: 0 }],
    [],
  ];
  const pds = application({ answerLater: async () => answers.shift() ?? [] });
  await using stand = await openStand({ applications: () => ({ pds }) });
  for (const why of [/has no contract/, /silence was asked for/, /had no answer/]) {
    const posting = update(stand);
    await stand.send(posting);
    const { messageId } = posting.envelope;
    const entry = await stand.entry(
      'the end',
      (each) => each.kind === 'settled' && each.messageId === messageId,
    );
    assert.match(entry.summary, why);
    assert.ok(entry.settles);
  }
  assert.equal(stand.riverside.delivered.length, 0);
});
