import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseNhsNumber } from '../../../src/domain/nhs-number.ts';
import { virtualClock } from '../../../src/platform/clock.ts';
import { buildAcknowledgment } from '../../../src/wire/ebxml/build-acknowledgment.ts';
import { readEbxml } from '../../../src/wire/ebxml/read-ebxml.ts';
import { writeEbxml } from '../../../src/wire/ebxml/write-ebxml.ts';
import { removeCertificates, reply } from '../../spine/stand.ts';
import type { PdsAnswer } from './answers.ts';
import { delivery } from './answers.ts';
import {
  allocate,
  author,
  deathNotification,
  type MessageOrder,
  provision,
  retrieve,
  update,
  upperUuid,
} from './requests.ts';
import { openPdsStand, type PdsStand } from './stand.ts';

let pds: PdsStand;
before(async () => {
  pds = await openPdsStand();
});
after(async () => {
  await pds[Symbol.asyncDispose]();
  await removeCertificates();
});

const UPDATE = 'PRPA_IN000203UK03';
const ALLOCATE = 'PRPA_IN000200UK03';
const RETRIEVAL = 'QUPA_IN000008UK02';
/** The record of a number as the register holds it. */
const record = (number: string) => {
  const found = pds.register.get(number);
  assert.ok(found);
  return found;
};

async function updated(
  number: string,
  changes: Parameters<typeof update>[2],
  { scn = record(number).scn, order }: { scn?: number; order?: MessageOrder } = {},
): Promise<PdsAnswer> {
  const { answer } = await pds.converse(UPDATE, update(number, scn, changes), order);
  assert.ok(answer);
  return answer;
}

/** The answer refuses, the reasons are 15 and one more, and the record is as it was. */
async function refused(
  number: string,
  changes: Parameters<typeof update>[2],
  why: RegExp | string,
  order?: MessageOrder,
): Promise<void> {
  const before = record(number);
  const answer = await updated(number, changes, order ? { order } : {});
  assert.equal(answer.interaction, 'MCCI_IN010000UK13');
  assert.equal(answer.typeCode, 'AE');
  assert.equal(answer.reasons.length, 2);
  assert.equal(answer.reasons[0], '15 WG');
  const told = `${answer.reasons[1]} ${answer.reasonTexts[1]}`;
  if (typeof why === 'string') assert.ok(told.startsWith(`${why} ER`), told);
  else assert.match(told, why);
  assert.deepEqual(record(number), before);
}

test('U01 a change of practice raises the serial number, shows at once, and keeps the old practice as history', async () => {
  const number = '9991001158';
  const found = await pds.ask(RETRIEVAL, retrieve(number, '1'));
  const objectId = found.values('id', 'extension').find((each) => each === 'SIM0A');
  const change = update(number, Number(found.scn), {
    person: provision({ ods: 'Z99002', ...(objectId ? { id: objectId } : {}) }),
  });
  const { answer, envelope, id, messageId } = await pds.converse(UPDATE, change);
  assert.equal(answer?.interaction, 'PRPA_IN000202UK01');
  assert.equal(answer.typeCode, 'AA');
  assert.equal(answer.messageRef, id);
  assert.equal(answer.scn, String(Number(found.scn) + 1));
  assert.equal(envelope.refToMessageId, messageId);
  assert.equal(envelope.duplicateElimination, true);
  assert.match(envelope.ackRequested?.actor ?? '', /toPartyMSH$/);
  assert.ok(envelope.syncReply);
  assert.equal(
    envelope.manifest?.references[0]?.schema?.location,
    'urn:hl7-org:v3_PRPA_IN000202UK01.xsd',
  );
  const again = await pds.ask(RETRIEVAL, retrieve(number, '1'));
  assert.equal(again.scn, answer.scn);
  assert.deepEqual(again.practices, ['Z99002', 'Z99001']);
  assert.deepEqual((await pds.ask(RETRIEVAL, retrieve(number))).practices, ['Z99002']);
});

test('U02 a stale serial number is refused with its text and changes nothing', async () => {
  const before = record('9991001174');
  const answer = await updated('9991001174', { person: provision() }, { scn: before.scn - 1 });
  assert.equal(answer.typeCode, 'AE');
  assert.deepEqual(answer.reasons, ['15 WG', 'IU000-SCN ER']);
  assert.equal(answer.reasonTexts[1], 'Update Failed - Serial Change Number does not match');
  assert.deepEqual(record('9991001174'), before);
});

test('U03 without a serial number the update misses a field', async () => {
  const before = record('9991001174');
  const content = update('9991001174', undefined, { person: provision() });
  const { answer } = await pds.converse(UPDATE, content);
  assert.deepEqual(answer?.reasons, ['15 WG', 'IU003 ER']);
  assert.deepEqual(record('9991001174'), before);
});

test('U04 a practice that is unknown or closed is IU058, an open one is taken', async () => {
  for (const ods of ['Z99009', 'Z99008'])
    await refused('9991001174', { person: provision({ ods }) }, 'IU058');
  const answer = await updated('9991001174', { person: provision({ ods: 'Z99002' }) });
  assert.equal(answer.typeCode, 'AA');
});

test('U05 what is altered or removed names its object id', async () => {
  for (const mode of ['altered', 'removed'])
    await refused('9991001018', { person: provision({ mode, id: '' }) }, /UID_MUST_BE_PROVIDED/);
  await refused('9991001018', { person: provision({ id: 'NONE' }) }, /UID_NOT_FOUND/);
});

test('U06 an organisation under another root is of no supported type', async () => {
  const root = '2.16.840.1.113883.2.1.3.2.4.19.2';
  await refused('9991001018', { person: provision({ root }) }, /UNSUPPORTED_HCP_CODE_TYPE/);
});

test('U07 a first practice is added, a second current one is not', async () => {
  const added = { person: provision({ mode: 'added', id: '' }) };
  const first = await updated('9991001115', added);
  assert.equal(first.typeCode, 'AA');
  assert.deepEqual((await pds.ask(RETRIEVAL, retrieve('9991001115'))).practices, ['Z99002']);
  await refused('9991001115', added, /CURRENT_PROVISION_EXISTS/);
});

test('U08 time and notification of a death go together, in one mode, by somebody', async () => {
  const time = (mode: string) => `<deceasedTime value="20260101" updateMode="${mode}"/>`;
  const order = { author: author() };
  await refused('9991001271', { person: time('added') }, /INCONSISTENT_DEATH_UPDATE/, order);
  await refused('9991001271', { after: deathNotification() }, /INCONSISTENT_DEATH_UPDATE/, order);
  await refused(
    '9991001271',
    { person: time('altered'), after: deathNotification('added') },
    /DEATH_UPDATE_MODE_INCONSISTENT/,
    order,
  );
  const right = { person: time('added'), after: deathNotification() };
  await refused('9991001271', right, /AUTHOR_UNSPECIFIED_ON_DEATH/);
  const answer = await updated('9991001271', right, { order });
  assert.equal(answer.typeCode, 'AA');
  const after = await pds.ask(RETRIEVAL, retrieve('9991001271'));
  assert.deepEqual(after.values('deceasedTime', 'value'), ['20260101']);
  await refused(
    '9991001271',
    { person: time('removed'), after: deathNotification('removed') },
    /SOURCE_CANNOT_REMOVE_DATE_OF_DEATH/,
    order,
  );
  await refused('9991001042', right, /FORMAL_DEATH_RECORDED/, order);
});

test('U09 usual name, gender and birth time cannot be removed', async () => {
  const name = (use: string) =>
    `<name use="${use}" updateMode="removed"><family>X</family><id root="2.16.840.1.113883.2.1.3.2.4.18.1" extension="SIM0E"/></name>`;
  await refused('9991001018', { person: name('L') }, /UNABLE_TO_DELETE_USUAL_NAME/);
  await refused('9991001018', { person: name('A') }, /UNABLE_TO_DELETE_USUAL_NAME/);
  const removed = '<birthTime value="19800229" updateMode="removed"/>';
  await refused('9991001018', { person: removed }, /REMOVAL_NOT_PERMITTED/);
  const gender = '<administrativeGenderCode code="2" updateMode="removed"/>';
  await refused('9991001018', { person: gender }, /REMOVAL_NOT_PERMITTED/);
});

test('U10 an update is a change or a correction', async () => {
  const gender = '<administrativeGenderCode code="1" updateMode="altered"/>';
  await refused('9991001247', { person: gender, code: '3' }, /INVALID_UPDATE_MODE/);
  const corrected = await updated('9991001247', { person: gender, code: '2' });
  assert.equal(corrected.typeCode, 'AA');
  assert.equal(record('9991001247').gender, '1');
});

test('U11 the same HL7 id in another ebXML message is rejected with 202', async () => {
  const id = upperUuid();
  const first = await updated('9991001298', { person: provision() }, { order: { id } });
  assert.equal(first.typeCode, 'AA');
  const { scn } = record('9991001298');
  const second = await updated('9991001298', { person: provision() }, { order: { id } });
  assert.equal(second.interaction, 'MCCI_IN010000UK13');
  assert.equal(second.typeCode, 'AR');
  assert.deepEqual(second.details, ['202']);
  assert.deepEqual(second.reasons, []);
  assert.equal(record('9991001298').scn, scn);
});

test('U12 the same ebXML id gets the same acknowledgement and makes no second change', async () => {
  const messageId = upperUuid();
  const number = '9991001166';
  const content = update(number, record(number).scn, { person: provision() });
  const delivered = pds.stand.riverside.delivered.length;
  const first = await pds.send(UPDATE, content, { messageId, id: upperUuid() });
  await pds.stand.riverside.count(delivered + 1);
  const { scn } = record(number);
  const second = await pds.send(UPDATE, content, { messageId, id: upperUuid() });
  assert.deepEqual(second.answer.body, first.answer.body);
  assert.equal(record(number).scn, scn);
  assert.equal(pds.register.history(number).length, 2);
  assert.equal(pds.stand.riverside.delivered.length, delivered + 1);
});

test('U13 a missing contextConductionInd and an id before its code are accepted, in strict mode refused', async () => {
  const changes = { person: provision({ ods: 'Z99001', idFirst: true }), conduction: false };
  const answer = await updated('9991001417', changes);
  assert.equal(answer.typeCode, 'AA');
  const entry = await pds.stand.entry(
    'the answer',
    ({ kind, findings = [] }) =>
      kind === 'composed' &&
      findings.some(({ check }) => check === 'PDS-SCHEMA-CONTEXT-CONDUCTION'),
  );
  assert.ok(entry.findings?.some(({ check }) => check === 'PDS-SCHEMA-ORDER'));
  await using strict = await openPdsStand({ world: { pds: { mode: 'strict' } } });
  const { answer: no } = await strict.converse(
    UPDATE,
    update('9991001158', 9, { person: provision(), conduction: false }),
  );
  assert.equal(no?.typeCode, 'AR');
  assert.deepEqual(no?.details, ['202']);
  assert.equal(strict.register.get('9991001158')?.scn, 9);
  const { answer: yes } = await strict.converse(
    UPDATE,
    update('9991001158', 9, { person: provision() }),
  );
  assert.equal(yes?.typeCode, 'AA');
});

test('U14 an update of a superseded number says so', async () => {
  const answer = await updated('9991001050', { person: provision() });
  assert.deepEqual(answer.reasons, ['15 WG', 'IU000-MERGE ER']);
  assert.match(answer.reasonTexts[1] ?? '', /superseded in a merge/);
});

test('U15 the answer is sent again until it is acknowledged, and then no more', async () => {
  const clock = virtualClock();
  await using own = await openPdsStand({ clock });
  const { riverside } = own.stand;
  riverside.react = async ({ headers, body }, response, count) => {
    if (count === 1) return reply(response, 503);
    const { envelope } = delivery({ headers, body });
    const stamp = { messageId: upperUuid(), now: clock.now() };
    return reply(response, 202, writeEbxml(buildAcknowledgment(envelope, stamp)).toString());
  };
  const sent = await own.send(UPDATE, update('9991001158', 9, { person: provision() }));
  assert.ok(readEbxml(sent.answer.body).ok);
  await clock.advance(0);
  await riverside.count(1);
  const failed = await own.stand.entry('the failed attempt', ({ kind }) => kind === 'delivery');
  assert.equal(failed.facts?.decision, 'retry');
  await clock.advance(60_000);
  const [first, second] = await riverside.count(2);
  assert.deepEqual(first?.body, second?.body);
  await own.stand.entry(
    'the end',
    ({ kind, settles }) => kind === 'delivery' && settles !== undefined,
  );
  await clock.advance(600_000);
  assert.equal(riverside.delivered.length, 2);
});

test('U16 31 is acknowledged and never answered', async () => {
  const { answer, messageId } = await pds.send(
    UPDATE,
    update('9991001360', record('9991001360').scn, { person: provision() }),
  );
  assert.equal(answer.status, 202);
  assert.ok(answer.body.length > 0);
  const entry = await pds.stand.entry(
    'the end of the work',
    (each) => each.kind === 'settled' && each.messageId === messageId,
  );
  assert.match(entry.summary, /patient-31-update-is-never-answered/);
});

test('U16 32 is answered twice: the same HL7 id in two ebXML messages', async () => {
  const { riverside } = pds.stand;
  const before = riverside.delivered.length;
  await pds.send(UPDATE, update('9991001379', record('9991001379').scn, { person: provision() }));
  const [first, second] = (await riverside.count(before + 2)).slice(before).map(delivery);
  assert.ok(first?.answer && second?.answer);
  assert.equal(first.answer.id, second.answer.id);
  assert.equal(first.xml, second.xml);
  assert.notEqual(first.envelope.messageId, second.envelope.messageId);
  assert.equal(pds.register.history('9991001379').length, 2);
});

test('U16 33 meets a MessageError in place of the acknowledgement and is not taken', async () => {
  const before = record('9991001387');
  const delivered = pds.stand.riverside.delivered.length;
  const { answer, messageId } = await pds.send(
    UPDATE,
    update('9991001387', before.scn, { person: provision() }),
  );
  assert.equal(answer.status, 200);
  const signal = readEbxml(answer.body);
  assert.ok(signal.ok);
  assert.equal(signal.value.action, 'MessageError');
  assert.equal(signal.value.refToMessageId, messageId);
  assert.equal(signal.value.errorList?.errors[0]?.errorCode, 'DeliveryFailure');
  const entry = await pds.stand.entry('the refusal', (each) => each.messageId === messageId);
  assert.equal(entry.opens, undefined);
  assert.equal(entry.facts?.result, 'refused: SERVICE_OBJECTION');
  assert.match(JSON.stringify(entry.trace), /patient-33-update-meets-a-message-error/);
  assert.equal(pds.stand.riverside.delivered.length, delivered);
  assert.deepEqual(record('9991001387'), before);
});

test('U16 a MessageError on the first attempt only: the same message is taken on the second', async () => {
  const error = { kind: 'message-error', code: 'Unknown', text: 'not now' } as const;
  await using own = await openPdsStand({
    specialFaults: false,
    world: {
      faults: {
        once: {
          when: { nhsNumber: ['9991001158'] },
          attempts: { from: 1, to: 1 },
          actions: [{ ...error, instead: 'acknowledgment' }],
        },
      },
    },
  });
  const content = update('9991001158', 9, { person: provision() });
  const order = { messageId: upperUuid(), id: upperUuid() };
  assert.equal((await own.send(UPDATE, content, order)).answer.status, 200);
  assert.equal((await own.send(UPDATE, content, order)).answer.status, 202);
  const [delivered] = await own.stand.riverside.count(1);
  assert.ok(delivered);
  assert.equal(delivery(delivered).answer?.scn, '10');
});

test('U16 a MessageError may come in place of the answer as well', async () => {
  await using own = await openPdsStand({
    specialFaults: false,
    world: { faults: { error: { when: {}, actions: [{ kind: 'message-error' }] } } },
  });
  const content = update('9991001158', 9, { person: provision() });
  const { envelope, answer, messageId } = await own.converse(UPDATE, content);
  assert.equal(envelope.action, 'MessageError');
  assert.equal(envelope.refToMessageId, messageId);
  assert.equal(answer, undefined);
  assert.equal(own.register.get('9991001158')?.scn, 9);
});

test('U16 27 and 30: the serial number moves after a read, an update is refused', async () => {
  const found = await pds.ask(RETRIEVAL, retrieve('9991001328'));
  const moved = await updated('9991001328', { person: provision() }, { scn: Number(found.scn) });
  assert.deepEqual(moved.reasons, ['15 WG', 'IU000-SCN ER']);
  await refused('9991001352', { person: provision() }, 'IU058');
});

test('U16 34 answers a version and a reason that nobody knows', async () => {
  const found = await pds.ask(RETRIEVAL, retrieve('9991001395'));
  assert.equal(found.versionCode, 'V3NPfIT9.9.99');
  await refused('9991001395', { person: provision() }, 'ZZ999');
});

test('U17 a change stays invisible for as long as is set, but counts for the next change', async () => {
  const clock = virtualClock();
  await using late = await openPdsStand({
    clock,
    world: { pds: { updateVisibleAfter: 'PT2S' } },
  });
  const change = async (scn: number, ods: string) => {
    const before = late.stand.riverside.delivered.length;
    await late.send(UPDATE, update('9991001158', scn, { person: provision({ ods }) }));
    await clock.advance(0);
    const delivered = (await late.stand.riverside.count(before + 1))[before];
    return delivered && delivery(delivered).answer;
  };
  assert.equal((await change(9, 'Z99002'))?.scn, '10');
  const practices = async () => (await late.ask(RETRIEVAL, retrieve('9991001158'))).practices;
  assert.deepEqual(await practices(), ['Z99001']);
  assert.equal((await change(10, 'Z99003'))?.scn, '11');
  await clock.advance(2_000);
  assert.deepEqual(await practices(), ['Z99003']);
});

test('U18 a line of 36 characters and an unknown use of a telecom are field errors', async () => {
  const line = (length: number) =>
    `<addr use="TMP" updateMode="added"><streetAddressLine>${'X'.repeat(length)}</streetAddressLine><postalCode>ZZ1 9AA</postalCode></addr>`;
  await refused('9991001018', { role: line(36) }, /FIELD_ERROR.*line 1/);
  assert.equal((await updated('9991001018', { role: line(35) })).typeCode, 'AA');
  const wrong = '<telecom use="XX" value="tel:01632960999" updateMode="added"/>';
  const content = update('9991001018', record('9991001018').scn, {}).replace(
    '</patientRole>',
    `${wrong}</patientRole>`,
  );
  const { answer } = await pds.converse(UPDATE, content);
  assert.match(answer?.reasonTexts[1] ?? '', /FIELD_ERROR.*telecom/);
});

test('U18 names, addresses and telecoms are added, altered and removed by their object ids', async () => {
  const number = '9991001026';
  const object = (id: string) => `<id root="2.16.840.1.113883.2.1.3.2.4.18.1" extension="${id}"/>`;
  const answer = await updated(number, {
    role: `<addr use="H" updateMode="altered"><streetAddressLine>9 NEW STREET</streetAddressLine><postalCode>ZZ9 9ZZ</postalCode>${object('SIM0C')}</addr>`,
    person: `<name use="A" updateMode="added"><given>BEA</given><family>ALIAS</family></name><name use="PREFERRED" updateMode="removed">${object('SIM0F')}</name>`,
  });
  assert.equal(answer.typeCode, 'AA');
  const after = record(number);
  assert.deepEqual(after.addresses.find(({ id }) => id === 'SIM0C')?.lines, [
    ...['9 NEW STREET', '', '', '', ''],
  ]);
  assert.equal(after.names.find(({ use }) => use === 'A')?.family, 'ALIAS');
  assert.ok(after.names.find(({ id }) => id === 'SIM0F')?.to);
  const shown = await pds.ask(RETRIEVAL, retrieve(number));
  assert.ok(!shown.values('name', 'use').includes('PREFERRED'));
});

test('U19 a sharedSecret in an update is taken with a warning', async () => {
  const secret =
    '<subjectOf5 typeCode="SBJ"><sharedSecret classCode="OBS" moodCode="EVN" updateMode="added"><code code="15" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.35"/><value>c3ludGhldGlj</value></sharedSecret></subjectOf5>';
  const content = update('9991001018', record('9991001018').scn, { after: secret });
  const { answer, envelope } = await pds.converse(UPDATE, content);
  assert.equal(answer?.typeCode, 'AA');
  const entry = await pds.stand.entry(
    'the answer',
    (each) => each.messageId === envelope.messageId,
  );
  assert.ok(entry.findings?.some(({ check }) => check === 'PDSUPD-SECRET'));
});

test('U20 an allocation gives a new number with a right check digit, by which the record is found', async () => {
  const { answer, envelope } = await pds.converse(ALLOCATE, allocate());
  assert.equal(envelope.action, 'PRPA_IN000201UK01');
  assert.equal(answer?.typeCode, 'AA');
  assert.equal(answer.scn, '1');
  const number = answer.values('id', 'extension').find((each) => /^999\d{7}$/.test(each)) ?? '';
  assert.ok(parseNhsNumber(number));
  const found = await pds.ask(RETRIEVAL, retrieve(number));
  assert.deepEqual(found.values('birthTime', 'value'), ['20010131']);
  const missing = await pds.converse(ALLOCATE, allocate({ given: 'OTHER', contact: false }));
  assert.equal(missing.answer?.typeCode, 'AE');
  assert.ok(missing.answer.reasons.includes('IU003 ER'));
});

const LIKE_ALPHA = {
  ...{ given: 'ALPHA', sex: '2', birth: '19800229' },
  ...{ street: '1 SYNTHETIC STREET', postcode: 'ZZ1 1AA' },
};

test('U21 an allocation for somebody who has a number is refused, or made where so set', async () => {
  const { size } = pds.register;
  const { answer } = await pds.converse(ALLOCATE, allocate(LIKE_ALPHA));
  assert.equal(answer?.typeCode, 'AE');
  assert.equal(answer.reasons[1], 'IU000-DUP ER');
  assert.equal(pds.register.size, size);
  await using other = await openPdsStand({ world: { pds: { duplicateAllocation: 'allocate' } } });
  const { answer: made } = await other.converse(ALLOCATE, allocate(LIKE_ALPHA));
  assert.equal(made?.typeCode, 'AA');
});

test('U22 an author is needed where so set; an unknown job role never matters', async () => {
  const odd = { author: author({ jobRole: 'ABCD' }) };
  const answer = await updated('9991001220', { person: provision() }, { order: odd });
  assert.equal(answer.typeCode, 'AA');
  await using careful = await openPdsStand({ world: { pds: { authorRequiredForUpdate: true } } });
  const content = update('9991001158', 9, { person: provision() });
  const { answer: no } = await careful.converse(UPDATE, content);
  assert.match(no?.reasonTexts[1] ?? '', /AUTHOR_UNSPECIFIED/);
  const { answer: yes } = await careful.converse(UPDATE, content, { author: author() });
  assert.equal(yes?.typeCode, 'AA');
});
