import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { SessionJudge } from '../../../simulator/doors/session-judge.ts';
import type { WorldPatch } from '../../../simulator/world/world-config.ts';
import { virtualClock } from '../../../src/platform/clock.ts';
import { readXml } from '../../../src/wire/xml/read-xml.ts';
import { awaited } from '../../spine/awaited.ts';
import { removeCertificates } from '../../spine/stand.ts';
import { faultOf, syncAnswer } from './answers.ts';
import {
  allocate,
  author,
  born,
  gender,
  historic,
  hl7,
  named,
  provision,
  QUERY,
  query,
  retrieve,
  searchType,
  soap,
  update,
} from './requests.ts';
import { openPdsStand, type PdsStand } from './stand.ts';

const RETRIEVAL = 'QUPA_IN000008UK02';
const UPDATE = 'PRPA_IN000203UK03';
after(removeCertificates);

type Faults = NonNullable<WorldPatch['faults']>;

const stand = (faults: Faults, more: WorldPatch = {}, options = {}) =>
  openPdsStand({ world: { faults, ...more }, specialFaults: false, ...options });

test('a fault meets one patient and leaves the others alone', async () => {
  await using pds = await stand({
    away: { when: { nhsNumber: ['9991001018'] }, actions: [{ kind: 'unavailable' }] },
  });
  const away = await pds.refused(RETRIEVAL, retrieve('9991001018'));
  assert.equal(away.errorCode, '206');
  assert.equal((await pds.ask(RETRIEVAL, retrieve('9991001026'))).typeCode, 'AA');
});

test('a SOAP fault with a chosen code meets one caller, on its second attempt only', async () => {
  await using pds = await stand({
    second: {
      when: { caller: ['999000000001'], operation: [RETRIEVAL] },
      attempts: { from: 2, to: 2 },
      actions: [{ kind: 'soap-fault', code: '208', text: 'failure storing variable in memo' }],
    },
  });
  const statuses: number[] = [];
  for (const _ of [1, 2, 3])
    statuses.push((await pds.post(RETRIEVAL, retrieve('9991001018'))).status);
  assert.deepEqual(statuses, [200, 500, 200]);
  await using other = await stand({
    other: { when: { caller: ['999000000002'] }, actions: [{ kind: 'unavailable' }] },
  });
  assert.equal((await other.ask(RETRIEVAL, retrieve('9991001018'))).typeCode, 'AA');
});

test('a delayed answer is on record before it goes out', async () => {
  const clock = virtualClock();
  await using pds = await stand(
    { slow: { when: {}, actions: [{ kind: 'delay', ms: 5_000 }] } },
    {},
    { clock },
  );
  let answered = false;
  const asked = pds.ask(RETRIEVAL, retrieve('9991001018')).finally(() => {
    answered = true;
  });
  const entry = await pds.stand.entry('the query', ({ kind }) => kind === 'received');
  assert.equal(entry.response?.status, 200);
  assert.equal(answered, false);
  await awaited(clock);
  await clock.advance(4_999);
  assert.equal(answered, false);
  await clock.advance(1);
  assert.equal((await asked).typeCode, 'AA');
});

test('a latency profile holds answers back between its percentiles', async () => {
  const clock = virtualClock();
  const latency = { kind: 'latency', p50: 100, p95: 200, p99: 300, max: 400 } as const;
  await using pds = await stand({ slow: { when: {}, actions: [latency] } }, {}, { clock });
  const asked = pds.ask(RETRIEVAL, retrieve('9991001018'));
  await awaited(clock);
  await clock.advance(400);
  assert.equal((await asked).typeCode, 'AA');
});

test('a malformed answer stops in the middle, a dropped one never begins', async () => {
  await using pds = await stand({
    cut: { when: { nhsNumber: ['9991001018'] }, actions: [{ kind: 'malformed' }] },
    gone: { when: { nhsNumber: ['9991001026'] }, actions: [{ kind: 'drop' }] },
  });
  const cut = await pds.post(RETRIEVAL, retrieve('9991001018'));
  assert.equal(cut.status, 200);
  assert.equal(readXml(cut.body).ok, false);
  await assert.rejects(pds.post(RETRIEVAL, retrieve('9991001026')), /no answer/);
  const [entry, before] = await pds.stand.journal.find({ newestFirst: true, limit: 2 });
  assert.equal(entry?.trace?.[0]?.text, 'the fault gone asks for: drop');
  assert.equal(before?.trace?.[0]?.text, 'found; the fault cut asks for: malformed');
});

test('a version and a reason that nobody knows come with the record that was asked for', async () => {
  await using pds = await stand({
    odd: { when: {}, actions: [{ kind: 'wrong-version' }, { kind: 'unknown-reason' }] },
  });
  const answer = await pds.ask(RETRIEVAL, retrieve('9991001018'));
  assert.equal(answer.versionCode, 'V3NPfIT9.9.99');
  assert.deepEqual(answer.reasons, ['ZZ999 WG']);
  assert.deepEqual(answer.practices, ['Z99001']);
});

test('an update that meets a fault in place of its answer changes nothing', async () => {
  await using pds = await stand({
    away: { when: { operation: [UPDATE] }, actions: [{ kind: 'unavailable' }] },
  });
  const { envelope } = await pds.converse(UPDATE, update('9991001158', 9, { person: provision() }));
  assert.equal(envelope.action, 'MessageError');
  assert.equal(pds.register.get('9991001158')?.scn, 9);
});

test('asynchronous answers wait for as long as is set, in the time of the world', async () => {
  const clock = virtualClock();
  await using pds = await stand(
    {},
    { timeScale: 0.5, pds: { asyncAnswerDelay: 'PT2S' } },
    { clock },
  );
  const content = query(
    ...[historic('0'), gender('2'), born('19800229'), named('TESTPATIENT'), searchType('1')],
  );
  await pds.send('QUPA_IN000006UK02', content);
  await clock.advance(0);
  await awaited(clock);
  await clock.advance(999);
  assert.equal(pds.stand.riverside.delivered.length, 0);
  await clock.advance(1);
  await pds.stand.riverside.count(1);
});

/** Knows one user, who may not register anybody. */
const sessions: SessionJudge = {
  judge({ userId, roleProfileId, organisation }, what) {
    if (userId !== '555000000101') return { ok: false, why: 'the user has no live session' };
    if (roleProfileId !== '555000000201')
      return { ok: false, why: 'role profile and user belong to different people' };
    if (what === 'gp-update') return { ok: false, why: 'the role lacks the activity' };
    return organisation === 'Z99001' ? { ok: true } : { ok: false, why: 'another organisation' };
  },
};

function users(enforce: 'off' | 'warn' | 'enforce'): Promise<PdsStand> {
  return openPdsStand({ world: { identity: { enforce } }, sessions, specialFaults: false });
}

test('a user without a live session is refused where sessions are enforced', async () => {
  await using pds = await users('enforce');
  const stranger = { author: author({ userId: '555000000999' }) };
  const refused = await pds.ask(RETRIEVAL, retrieve('9991001018'), stranger);
  assert.equal(refused.typeCode, 'AE');
  assert.deepEqual(refused.reasons, ['0 ER', 'IU000-USER ER']);
  assert.ok((await pds.findings()).includes('PDS-USER-01'));
  const two = { author: author({ roleProfileId: '555000000999' }) };
  assert.equal((await pds.ask(RETRIEVAL, retrieve('9991001018'), two)).typeCode, 'AE');
  const known = await pds.ask(RETRIEVAL, retrieve('9991001018'), { author: author() });
  assert.equal(known.typeCode, 'AA');
  assert.equal((await pds.ask(RETRIEVAL, retrieve('9991001018'))).typeCode, 'AA');
});

test('what a user may do is asked for by what the update is about', async () => {
  await using pds = await users('enforce');
  const order = { author: author() };
  const { answer: no } = await pds.converse(
    UPDATE,
    update('9991001158', 9, { person: provision() }),
    order,
  );
  assert.deepEqual(no?.reasons, ['15 WG', 'IU000-USER ER']);
  assert.equal(pds.register.get('9991001158')?.scn, 9);
  const telecom = '<telecom use="MC" value="tel:07700900123" updateMode="added"/>';
  const { answer: yes } = await pds.converse(
    UPDATE,
    update('9991001158', 9, {}).replace('</patientRole>', `${telecom}</patientRole>`),
    order,
  );
  assert.equal(yes?.typeCode, 'AA');
});

test('an update that registers and changes more needs leave for both', async () => {
  const may = (allowed: readonly string[]): SessionJudge => ({
    judge: (_, what) => (allowed.includes(what) ? { ok: true } : { ok: false, why: what }),
  });
  const alias = '<name use="A" updateMode="added"><family>X</family></name>';
  const both = { person: alias + provision() };
  for (const [allowed, changes, typeCode] of [
    [['gp-update'], { person: provision() }, 'AA'],
    [['gp-update'], both, 'AE'],
    [['demographics'], both, 'AE'],
    [['demographics'], { person: alias }, 'AA'],
    [['demographics'], { person: provision({ code: 'P1', mode: 'added', id: '' }) }, 'AA'],
    [['gp-update', 'demographics'], both, 'AA'],
  ] as const) {
    await using pds = await openPdsStand({
      ...{ world: { identity: { enforce: 'enforce' } }, specialFaults: false },
      sessions: may(allowed),
    });
    const content = update('9991001158', 9, changes);
    const { answer } = await pds.converse(UPDATE, content, { author: author() });
    assert.equal(answer?.typeCode, typeCode, allowed.join());
  }
});

test('users of allocations and advanced traces are checked, and only those who are named', async () => {
  await using pds = await users('enforce');
  const stranger = { author: author({ userId: '555000000999' }) };
  const content = query(historic('0'), gender('2'), named('TESTPATIENT', 'ALPHA'), searchType('1'));
  const { answer: trace } = await pds.converse('QUPA_IN000006UK02', content, stranger);
  assert.deepEqual(trace?.reasons, ['0 ER', 'IU000-USER ER']);
  assert.ok(!trace.values('id', 'extension').includes('9991001018'));
  const { size } = pds.register;
  const { answer: number } = await pds.converse('PRPA_IN000200UK03', allocate(), stranger);
  assert.deepEqual(number?.reasons, ['0 ER', 'IU000-USER ER']);
  assert.equal(pds.register.size, size);
  const { answer: nobody } = await pds.converse('PRPA_IN000200UK03', allocate());
  assert.equal(nobody?.typeCode, 'AA');
});

test('where sessions are only watched the query is answered, with a finding', async () => {
  await using pds = await users('warn');
  const stranger = { author: author({ userId: '555000000999' }) };
  assert.equal((await pds.ask(RETRIEVAL, retrieve('9991001018'), stranger)).typeCode, 'AA');
  assert.deepEqual(await pds.findings(), ['PDS-USER-01']);
  await using off = await users('off');
  assert.equal((await off.ask(RETRIEVAL, retrieve('9991001018'), stranger)).typeCode, 'AA');
  assert.deepEqual(await off.findings(), []);
});

test('an asynchronous message from the system of another party is rejected, from an unknown one too', async () => {
  await using pds = await stand({});
  const content = update('9991001158', 9, { person: provision() });
  for (const [senderAsid, code] of [
    ['999000000002', '520'],
    ['999000000099', '507'],
  ] as const) {
    const { answer } = await pds.converse(UPDATE, content, { senderAsid });
    assert.equal(answer?.typeCode, 'AR');
    assert.deepEqual(answer?.details, [code]);
  }
  assert.equal(pds.register.get('9991001158')?.scn, 9);
});

test('a broken wrapper of an asynchronous message is rejected with its number', async () => {
  await using pds = await stand({});
  const content = update('9991001158', 9, { person: provision() });
  const half = author().replace(/<part .*<\/part>/, '');
  const { answer } = await pds.converse(UPDATE, content, { author: half });
  assert.equal(answer?.typeCode, 'AR');
  assert.deepEqual(answer?.details, ['508']);
  const { answer: empty } = await pds.converse(UPDATE, '<subject typeCode="SUBJ"/>');
  assert.deepEqual(empty?.details, ['513']);
  const other = { interactionId: 'PRPA_IN000203UK06' };
  const { answer: mixed } = await pds.converse(UPDATE, content, other);
  assert.deepEqual(mixed?.details, ['515']);
});

test('the older path of PDS answers as the general one does', async () => {
  await using pds = await stand({});
  const answer = await pds.stand.send({
    path: '/syncservice-pds/pds',
    headers: [
      ['Content-Type', 'text/xml'],
      ['SOAPAction', `"${QUERY}/${RETRIEVAL}"`],
    ],
    body: Buffer.from(soap(RETRIEVAL, hl7(RETRIEVAL, retrieve('9991001018')))),
    envelope: undefined as never,
  });
  assert.equal(syncAnswer(answer).scn, '12');
});

test('a fault for a patient meets a trace that finds that patient, and no other trace', async () => {
  await using pds = await stand({
    away: { when: { nhsNumber: ['9991001018'] }, actions: [{ kind: 'unavailable' }] },
  });
  const trace = 'QUPA_IN000005UK01';
  const alpha = query(gender('2'), born('19800229'), named('TESTPATIENT', 'ALPHA'));
  assert.equal((await pds.refused(trace, alpha)).errorCode, '206');
  const mike = query(gender('1'), born('19860716'), named('SMOVER', 'MIKE'));
  assert.equal((await pds.ask(trace, mike)).typeCode, 'AA');
  const later = query(historic('0'), gender('2'), named('TESTPATIENT', 'ALPHA'), searchType('1'));
  const { envelope } = await pds.converse('QUPA_IN000006UK02', later);
  assert.equal(envelope.action, 'MessageError');
});

test('a query without its content is refused by its name', async () => {
  await using pds = await stand({});
  const refused = faultOf(await pds.post(RETRIEVAL, ''));
  assert.equal(refused.name, 'CONTROL_ACT_QUERY_INVALID');
});
