import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readRetrievalAnswer } from '../../../../src/demographics/hl7v3/client/read-retrieval-answer.ts';
import {
  currentRegistration,
  everRegistered,
  type Registration,
  type RetrievedPerson,
  registrationBefore,
} from '../../../../src/demographics/hl7v3/client/retrieved-person.ts';
import { hostileBytes, maybe, record } from '../../../specimens/arbitrary-text.ts';
import { person, queryFailure, registration, retrievalAnswer } from './pds-answers.ts';

const FACTS = {
  hl7Id: '5E9A0000-0000-4000-8000-000000000007',
  messageRef: '5e9a0000-0000-4000-8000-000000000006',
  relatesTo: 'uuid:5E9A0001-0000-4000-8000-000000000006',
};

function read(body: Uint8Array) {
  const reading = readRetrievalAnswer(body);
  assert.ok(reading.ok, reading.ok ? '' : reading.failure.message);
  return reading.value;
}

test('an answer tells of the patient, and both ids of the question as they were written', () => {
  const told = person({ removal: { reason: 'SCT', from: '20190101', to: '20191231' } });
  const answer = read(retrievalAnswer(told, FACTS));
  assert.equal(answer.kind, 'found');
  assert.equal(answer.messageRef, FACTS.messageRef);
  assert.equal(answer.relatesTo, FACTS.relatesTo);
  assert.deepEqual(answer.kind === 'found' && answer.person, told);
});

test('Q05 the registration in force is the one without an end, though a past one stands first', () => {
  const told = person({
    registrations: [
      registration('Z99002', { from: '20100101', to: '20150101' }),
      registration('Z99001', { from: '20200101', objectId: 'NOW' }),
      registration('Z99003', { from: '20150101', to: '20200101' }),
    ],
  });
  const answer = read(retrievalAnswer(told, FACTS));
  assert.ok(answer.kind === 'found');
  const current = currentRegistration(answer.person);
  assert.deepEqual([current?.practice, current?.objectId], ['Z99001', 'NOW']);
});

test('of several registrations without an end the latest is in force', () => {
  const told = person({
    registrations: [
      registration('Z99001', { from: '2019' }),
      registration('Z99002', { from: '20200301' }),
      registration('Z99003', { from: undefined }),
    ],
  });
  assert.equal(currentRegistration(told)?.practice, 'Z99002');
});

test('whoever was removed has no practice, until registered again', () => {
  const removal = { reason: 'SCT', from: '20230101', to: undefined };
  const before = [registration('Z99001', { from: '20200101' })];
  const after = [registration('Z99001', { from: '20240101' })];
  assert.equal(currentRegistration(person({ removal, registrations: before })), undefined);
  assert.equal(currentRegistration(person({ removal, registrations: after }))?.practice, 'Z99001');
  const over = { ...removal, to: '20230601' };
  assert.equal(
    currentRegistration(person({ removal: over, registrations: before }))?.practice,
    'Z99001',
  );
});

test('the practice before the present one is that whose registration ended last', () => {
  const told = person({
    registrations: [
      registration('Z99001', { from: '20220101' }),
      registration('Z99003', { from: '20150101', to: '20180101' }),
      registration('Z99002', { from: '20180101', to: '20220101' }),
      registration('Z99001', { from: '20100101', to: '20150101' }),
    ],
  });
  assert.equal(registrationBefore(told, 'Z99001')?.practice, 'Z99002');
  assert.equal(registrationBefore(person(), 'Z99001'), undefined);
  assert.equal(everRegistered(told, 'Z99003'), true);
  assert.equal(everRegistered(told, 'Z99009'), false);
});

test('prefixes, and the order of elements, do not matter', () => {
  const told = person({ deceased: { time: '20260101', notification: '1' } });
  const text = retrievalAnswer(told, FACTS).toString();
  const prefixed = text
    .replace('<PDSResponse xmlns="urn:hl7-org:v3"', '<x:PDSResponse xmlns:x="urn:hl7-org:v3"')
    .replace('</PDSResponse>', '</x:PDSResponse>');
  assert.notEqual(prefixed, text);
  const moved = prefixed.replace(
    /(<patientPerson .*<\/patientPerson>)(<subjectOf2.*<\/subjectOf2>)/,
    '$2$1',
  );
  assert.notEqual(moved, prefixed);
  for (const variant of [prefixed, moved]) {
    const answer = read(Buffer.from(variant));
    assert.deepEqual(answer.kind === 'found' && answer.person, told);
  }
});

test('a sensitive patient comes with a number and nothing else', () => {
  const told = person({ sensitivity: 'Y', registrations: [] });
  const reasons = [{ code: '9', text: 'limited', severity: 'WG' }];
  const answer = read(retrievalAnswer(told, { ...FACTS, reasons }));
  assert.ok(answer.kind === 'found');
  assert.equal(answer.person.sensitivity, 'Y');
  assert.deepEqual(answer.reasons, reasons);
});

test('a superseded number is answered with the one that took its place', () => {
  const told = person({ nhsNumber: '9991001069', supersedes: ['9991001050'] });
  const answer = read(retrievalAnswer(told, FACTS));
  assert.ok(answer.kind === 'found');
  assert.deepEqual(
    [answer.person.nhsNumber, answer.person.supersedes],
    ['9991001069', ['9991001050']],
  );
});

test('a failure is no match for the codes 1 and RT003, and a refusal for others', () => {
  const failure = (...codes: string[]) =>
    read(
      queryFailure({
        ...FACTS,
        reasons: codes.map((code) => ({ code, text: `text of ${code}`, severity: 'ER' })),
      }),
    );
  const unknown = failure('1', 'RT003');
  assert.equal(unknown.kind, 'no-match');
  assert.deepEqual(
    unknown.reasons.map(({ code, severity }) => [code, severity]),
    [
      ['1', 'ER'],
      ['RT003', 'ER'],
    ],
  );
  assert.equal(failure('0', 'GE002').kind, 'refused');
  assert.equal(failure('NEVER-SEEN').kind, 'refused');
});

test('an answer that tells of nobody, or is no answer, cannot be read', () => {
  const answer = retrievalAnswer(person(), FACTS).toString();
  const cases: readonly (readonly [string, string])[] = [
    [answer.replaceAll('patientRole', 'otherRole'), 'pds.no-person'],
    [answer.replace('typeCode="AA"', 'typeCode="AE"'), 'pds.other-answer'],
    [answer.replace(/<SOAP-ENV:Body>.*<\/SOAP-ENV:Body>/, '<SOAP-ENV:Body/>'), 'pds.no-answer'],
    ['<html/>', 'sync.no-envelope'],
    ['', 'xml.not-well-formed'],
  ];
  for (const [body, code] of cases) {
    const reading = readRetrievalAnswer(Buffer.from(body));
    assert.equal(reading.ok ? reading.value.kind : reading.failure.code, code);
  }
});

const time = maybe(fc.constantFrom('1999', '20200101', '20260105101700'));
const word = fc.stringMatching(/^[A-Z0-9]{1,8}$/);
const anyPerson = record<RetrievedPerson>({
  nhsNumber: fc.stringMatching(/^999\d{7}$/),
  serialNumber: maybe(fc.nat()),
  sensitivity: fc.constantFrom(undefined, 'Y', 'S', 'B'),
  registrations: fc.array(
    record<Registration>({
      objectId: maybe(word),
      practice: word,
      from: time,
      to: time,
    }),
    { maxLength: 6 },
  ),
  deceased: fc.constantFrom(undefined, { time: '20260101', notification: '2' }),
  removal: maybe(record({ reason: word, from: time, to: time })),
  supersedes: fc.array(fc.stringMatching(/^999\d{7}$/), { maxLength: 3 }),
});

test('whatever PDS tells of a patient is read as it was told', () => {
  fc.assert(
    fc.property(anyPerson, (told) => {
      const answer = read(retrievalAnswer(told, FACTS));
      assert.deepEqual(answer.kind === 'found' && answer.person, told);
    }),
    { numRuns: 200 },
  );
});

test('bytes that are no answer, and answers with damage, never make the reader throw', () => {
  const whole = retrievalAnswer(person(), FACTS);
  fc.assert(
    fc.property(hostileBytes(whole, queryFailure(FACTS)), (bytes) => {
      const reading = readRetrievalAnswer(bytes);
      if (!reading.ok) assert.match(reading.failure.code, /^(xml|sync|hl7|pds)\./);
    }),
    { numRuns: 500 },
  );
});
