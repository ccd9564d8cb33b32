import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openRegister, practicesOf } from '../../simulator/pds/open-register.ts';
import {
  PatientFileError,
  PatientFileUnreadableError,
} from '../../simulator/pds/patient-errors.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { writeBundle } from '../../src/demographics/fhir/write-bundle.ts';
import { writePatient } from '../../src/demographics/json/patient-json.ts';
import { plainPatient } from '../../src/demographics/plain-patient.ts';
import { specialPatients } from '../../src/demographics/special/special-patients.ts';
import { virtualClock } from '../../src/platform/clock.ts';

const clock = virtualClock(new Date('2026-01-05T10:17:00Z'));
const NOTHING = { patients: [], specialPatients: false, generated: { count: 0, seed: 1 } };

async function files(contents: Readonly<Record<string, string>>) {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-register-'));
  for (const [name, text] of Object.entries(contents)) await writeFile(join(directory, name), text);
  return {
    directory,
    open: (patients: readonly string[], remark: (text: string) => void = () => {}) =>
      openRegister({
        settings: { ...NOTHING, patients: [...patients] },
        ...{ directory, practices: [], clock, remark },
      }),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

test('the register begins with the special patients and the invented ones of the settings', async () => {
  const register = await openRegister({
    settings: { patients: [], specialPatients: true, generated: { count: 20, seed: 4 } },
    directory: tmpdir(),
    practices: practicesOf(defaultWorld()),
    clock,
  });
  assert.equal(register.size, specialPatients(clock.now()).length + 20);
  const invented = register.list({ after: '9991009999', limit: 20 });
  assert.equal(invented.length, 20);
  for (const { provisions } of invented)
    assert.match(provisions[0]?.ods ?? '', /^Z990(?:0[123]|50)$/);
  const none = await openRegister({ settings: NOTHING, directory: '', practices: [], clock });
  assert.equal(none.size, 0);
});

test('files of lines, lists and Bundles are loaded, and a later one replaces an earlier one', async () => {
  const [alpha, bravo] = specialPatients(clock.now());
  assert.ok(alpha && bravo);
  await using place = await files({
    'lines.jsonl': `${writePatient(alpha)}\n${writePatient(bravo)}\n`,
    'list.json': JSON.stringify([{ nhsNumber: '9991001409', scn: 5 }]),
    'bundle.json': [...writeBundle([{ ...alpha, scn: 44 }], clock.now())].join(''),
  });
  const register = await place.open(['lines.jsonl', 'list.json', 'bundle.json']);
  assert.equal(register.size, 3);
  assert.deepEqual(register.get(bravo.nhsNumber), bravo);
  assert.equal(register.get('9991001409')?.scn, 5);
  assert.equal(register.get(alpha.nhsNumber)?.scn, 44);
  assert.equal(register.get(alpha.nhsNumber)?.names[0]?.family, 'TESTPATIENT');
});

test('a file that is not there is an error of the operator that says which setting names it', async () => {
  await using place = await files({});
  await assert.rejects(place.open(['nowhere.json']), (error: unknown) => {
    assert.ok(error instanceof PatientFileUnreadableError);
    assert.match(error.message, /nowhere\.json cannot be read \(ENOENT\)$/);
    assert.match(error.remedy, /pds\.patients/);
    return true;
  });
});

test('a record that is none is an error with file, record, line and path', async () => {
  const good = writePatient(plainPatient('9991001018'));
  await using place = await files({
    'bad.jsonl': `${good}\n\n{"nhsNumber":"9991001018","scn":"one"}\nnonsense\n`,
  });
  await assert.rejects(place.open(['bad.jsonl']), (error: unknown) => {
    assert.ok(error instanceof PatientFileError);
    assert.match(error.message, /^bad\.jsonl holds what is no record: record 2 \(line 3\), scn: /);
    assert.match(error.message, /; record 3 \(line 4\): is no JSON/);
    return true;
  });
});

test('of many problems a few are named, and nobody reads the rest of the file', async () => {
  await using place = await files({ 'bad.json': JSON.stringify(Array(5000).fill({})) });
  await assert.rejects(place.open(['bad.json']), /record 5 .*; and 95 more$/);
});

test('what of a FHIR file has no place in a record is told', async () => {
  const patient = {
    ...{ resourceType: 'Patient', id: '9991001018', meta: { versionId: 'first' } },
    name: [{ use: 'usual', family: 'IMPORTED' }],
  };
  await using place = await files({ 'patient.json': JSON.stringify(patient, null, 2) });
  const remarks: string[] = [];
  const register = await place.open(['patient.json'], (text) => remarks.push(text));
  assert.equal(register.get('9991001018')?.names[0]?.family, 'IMPORTED');
  assert.equal(remarks.length, 1);
  assert.match(remarks[0] ?? '', /^patient\.json: .*versionId/);
});
