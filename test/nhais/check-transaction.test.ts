import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTransaction } from '../../src/nhais/check-transaction.ts';
import type { NhaisPatient, NhaisTransaction } from '../../src/nhais/interchange.ts';

/** Everything that a transaction can bring, none of it erased. */
const PATIENT: NhaisPatient = {
  nhsNumber: '9990000018',
  surname: 'TESTPATIENT',
  forename: 'ROBIN',
  title: 'MX',
  middleName: 'SAM',
  thirdForename: 'KIM',
  previousSurname: 'FORMER',
  birthDate: '19800102',
  sex: '9',
  address: { lines: [undefined, '1 EXAMPLE ROAD', undefined, 'TESTTOWN', undefined] },
  previousAddress: { lines: ['OLDTOWN'] },
};
const WHOLE: NhaisTransaction = {
  number: 1207,
  gp: { national: '1234567', local: 'Z99001' },
  residentialInstitute: 'RT',
  previousGp: 'DR SAMPLE',
  previousAuthority: 'SY',
  newAuthority: 'KC',
  acceptanceCode: 'A',
  drugsDispensed: 'Y',
  fp69Reason: '8',
  deductionReason: '2',
  acceptanceDate: '20260310',
  entryDate: '20260301',
  exitDate: '20200301',
  deductionDate: '20260401',
  fp69ExpiryDate: '20260901',
  birthplace: 'TESTTOWN',
  freeText: 'LEFT AREA',
};

const ACCEPTANCE = ['gp', 'acceptanceDate', 'acceptanceCode', 'surname', 'sex', 'address'];
const FP69 = ['nhsNumber', 'surname', 'forename', 'birthDate', 'address'];

/** What each code, and type of acceptance, requires (mesh-nhais 2.5.3): everything else is optional. */
const REQUIRED: readonly (readonly [code: string, type: string, members: readonly string[]])[] = [
  ['G1', '1', [...ACCEPTANCE, 'nhsNumber', 'birthDate']],
  ['G1', '2', ACCEPTANCE],
  ['G1', '3', [...ACCEPTANCE, 'previousAddress', 'previousGp']],
  ['G1', '4', [...ACCEPTANCE, 'entryDate']],
  ['G2', '', ['gp', 'nhsNumber']],
  ['G3', '', ['gp', 'nhsNumber', 'freeText']],
  ['G5', '', ['gp', 'nhsNumber', 'deductionDate', 'deductionReason']],
  ['F1', '', ['gp', 'nhsNumber']],
  ['F2', '', ['gp', 'nhsNumber', 'deductionDate', 'deductionReason']],
  ['F3', '', ['gp']],
  ['F4', '', ['gp']],
  ['F8', '', []],
  ['F9', '', ['gp', ...FP69, 'fp69ExpiryDate', 'fp69Reason']],
  ['F10', '', ['gp', 'nhsNumber']],
  ['F11', '', ['gp', 'nhsNumber', 'freeText']],
];

for (const [code, type, required] of REQUIRED) {
  test(`${code}${type && ` of type ${type}`} requires ${required.join(', ') || 'nothing'}`, () => {
    const whole: NhaisTransaction = {
      ...WHOLE,
      ...(type && { acceptanceType: type }),
      patient: PATIENT,
    };
    assert.deepEqual(checkTransaction(code, whole), []);
    const missing = [
      ...Object.keys(WHOLE)
        .filter((member) => member !== 'number')
        .map((member) => [member, { ...whole, [member]: undefined }] as const),
      ...Object.keys(PATIENT).map(
        (member) => [member, { ...whole, patient: { ...PATIENT, [member]: undefined } }] as const,
      ),
    ].flatMap(([member, without]) => {
      const told = checkTransaction(code, without);
      assert.ok(told.every((each) => each.code === 'nhais.required'));
      return told.map(() => member);
    });
    assert.deepEqual(missing.toSorted(), required.toSorted());
  });
}

test('an acceptance without its type is told of it alone', () => {
  const told = checkTransaction('G1', { ...WHOLE, patient: PATIENT });
  assert.deepEqual(
    told.map(({ message }) => message),
    ['G1 needs an acceptance type'],
  );
});

test('an amendment that changes nothing is told', () => {
  const { gp } = WHOLE;
  const bare = { number: 1, gp, patient: { nhsNumber: '9990000018' } };
  for (const code of ['G2', 'F1']) {
    assert.deepEqual(
      checkTransaction(code, bare).map(({ message }) => message),
      [`${code} needs a change`],
    );
    const erasing = { ...bare.patient, title: { erase: true } as const };
    assert.deepEqual(checkTransaction(code, { ...bare, patient: erasing }), []);
  }
});

test('a code that is not known requires nothing', () => {
  assert.deepEqual(checkTransaction('G9', { number: 1 }), []);
  assert.deepEqual(checkTransaction('constructor', { number: 1 }), []);
});
