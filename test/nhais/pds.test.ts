import assert from 'node:assert/strict';
import { test } from 'node:test';
import { practiceFile, TRANSFER_IN, withoutNumber } from '../../features/support/practice-files.ts';
import { registerAtPractice } from '../../src/demographics/change/change-practice.ts';
import { currentProvision } from '../../src/demographics/patient.ts';
import { plainPatient } from '../../src/demographics/plain-patient.ts';
import { parseNhsNumber } from '../../src/domain/nhs-number.ts';
import { answerOf, nhaisStand } from './stand.ts';

const ACCEPTANCE = practiceFile([['G1', TRANSFER_IN]]);
const NUMBER = '9990000018';
const NOTE = { at: '2026-03-01T00:00:00Z', face: 'operator', by: 'test', what: 'added' };

test('an approval makes the practice the one of the patient on PDS, where that is set', async () => {
  await using stand = await nhaisStand({ link: { updatePds: true } });
  const { register } = stand;
  const before = registerAtPractice(plainPatient(NUMBER), {
    ...{ ods: 'Z99002', now: new Date('2020-01-01'), reuseProvisionId: false },
  });
  register.put(before, NOTE);
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  const patient = register.get(NUMBER);
  assert.equal(patient && currentProvision(patient)?.ods, 'Z99001');
  assert.equal(patient?.scn, 2);
  const done = await stand.entry(
    'the approval',
    (each) => each.interaction === 'F4' && each.kind === 'delivery',
  );
  assert.match(
    JSON.stringify(done.trace),
    /G1 1207: the patient was moved on PDS from Z99002 to Z99001/,
  );
});

test('PDS is left alone unless it is set, and by what is rejected', async () => {
  for (const link of [{}, { updatePds: true, replies: { acceptance: 'reject' } }]) {
    await using stand = await nhaisStand({ link });
    await stand.bring(ACCEPTANCE);
    await stand.quiet();
    assert.equal((await stand.files()).length, 2);
    assert.equal(stand.register.get(NUMBER), undefined);
  }
});

test('somebody whom PDS does not know is taken up as the acceptance says', async () => {
  await using stand = await nhaisStand({ link: { updatePds: true } });
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  const patient = stand.register.get(NUMBER);
  assert.ok(patient);
  assert.equal(currentProvision(patient)?.ods, 'Z99001');
  assert.equal(patient.birthTime, '19800102');
  assert.equal(patient.gender, '9');
  assert.deepEqual(patient.names[0], {
    ...{ id: patient.names[0]?.id, use: 'L', given: ['ROBIN'] },
    ...{ family: 'TESTPATIENT', prefix: 'MX' },
  });
  assert.deepEqual(patient.addresses[0]?.lines, [
    '',
    '1 EXAMPLE ROAD',
    '',
    'TESTTOWN',
    'HAMPSHIRE',
  ]);
  assert.equal(patient.addresses[0]?.postcode, 'ZZ1 1ZZ');
});

test('somebody whom PDS does not know is rejected, or PDS is left as it is, where that is set', async () => {
  await using rejecting = await nhaisStand({
    link: { updatePds: true, unknownPatients: 'reject' },
  });
  await rejecting.bring(ACCEPTANCE);
  await rejecting.quiet();
  assert.equal(answerOf((await rejecting.files())[1]).code, 'F3');

  await using ignoring = await nhaisStand({ link: { updatePds: true, unknownPatients: 'ignore' } });
  await ignoring.bring(ACCEPTANCE);
  await ignoring.quiet();
  assert.equal(answerOf((await ignoring.files())[1]).code, 'F4');
  assert.equal(ignoring.register.get(NUMBER), undefined);
});

test('an acceptance without a number is approved with a new one, which PDS knows then', async () => {
  await using stand = await nhaisStand({ link: { updatePds: true } });
  await stand.bring(practiceFile([['G1', withoutNumber(TRANSFER_IN)]]));
  await stand.quiet();
  const [approval] = answerOf((await stand.files())[1]).transactions;
  const number = approval?.patient?.nhsNumber ?? '';
  assert.ok(parseNhsNumber(number));
  assert.match(number, /^999/);
  assert.equal(approval?.number, 1207);
  assert.equal(stand.register.get(number)?.names[0]?.family, 'TESTPATIENT');
  const composed = await stand.entry(
    'the approval',
    ({ kind, interaction }) => kind === 'composed' && interaction === 'F4',
  );
  assert.match(JSON.stringify(composed.trace), /a new NHS number was allocated/);
});

test('an approval has no number where none is allocated', async () => {
  await using stand = await nhaisStand({ link: { allocateNumbers: false } });
  await stand.bring(practiceFile([['G1', withoutNumber(TRANSFER_IN)]]));
  await stand.quiet();
  assert.equal(answerOf((await stand.files())[1]).transactions[0]?.patient, undefined);
});

test('a number of an older form is approved, and PDS left as it is', async () => {
  await using stand = await nhaisStand({ link: { updatePds: true } });
  const patient = { ...TRANSFER_IN.patient, nhsNumber: 'N/10/10' };
  await stand.bring(practiceFile([['G1', { ...TRANSFER_IN, patient }]]));
  await stand.quiet();
  assert.equal(answerOf((await stand.files())[1]).transactions[0]?.patient?.nhsNumber, 'N/10/10');
  const done = await stand.entry(
    'the approval',
    (each) => each.interaction === 'F4' && each.kind === 'delivery',
  );
  assert.match(JSON.stringify(done.trace), /none that PDS can hold/);
});

test('no summary holds what is known of the patient', async () => {
  await using stand = await nhaisStand({ link: { updatePds: true } });
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  const entries = await stand.journal.find({});
  // What came, its RECEP and the answer, each made and laid down.
  assert.ok(entries.length >= 5, String(entries.length));
  for (const { summary, trace, facts } of entries) {
    const told = JSON.stringify([summary, trace, facts]);
    assert.doesNotMatch(told, /TESTPATIENT|ROBIN|9990000018|EXAMPLE ROAD|19800102/);
  }
});
