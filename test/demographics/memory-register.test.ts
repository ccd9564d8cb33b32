import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { registerAtPractice } from '../../src/demographics/change/change-practice.ts';
import type { Patient } from '../../src/demographics/patient.ts';
import { numberOf, plainPatient } from '../../src/demographics/plain-patient.ts';
import { memoryRegister } from '../../src/demographics/register/memory-register.ts';
import type { ChangeNote, Version } from '../../src/demographics/register/register.ts';
import { specialPatients } from '../../src/demographics/special/special-patients.ts';
import { virtualClock } from '../../src/platform/clock.ts';

const NOW = new Date('2026-01-05T10:17:00Z');
const note: ChangeNote = { at: NOW.toISOString(), face: 'hl7', by: '999000000002', what: 'a test' };
const ALPHA = '9991001018';
const MOVER = '9991001158';

function stand(visibleAfterMs = 0) {
  const clock = virtualClock(NOW);
  const register = memoryRegister({
    patients: specialPatients(NOW),
    now: clock.now,
    visibleAfterMs: () => visibleAfterMs,
  });
  return { clock, register };
}

const moved = (patient: Patient, ods = 'Z99002') =>
  registerAtPractice(patient, { ods, now: NOW, reuseProvisionId: true });
const practiceOf = (patient: Patient | undefined) => patient?.provisions[0]?.ods;

test('a change needs the serial number that is in force and makes the next one', () => {
  const { register } = stand();
  const changed = register.change(MOVER, 9, note, (patient) => moved(patient));
  assert.ok(changed.ok);
  assert.equal(changed.patient.scn, 10);
  assert.equal(practiceOf(register.get(MOVER)), 'Z99002');
  assert.deepEqual(
    register.change(MOVER, 9, note, (patient) => moved(patient)),
    {
      ok: false,
      why: 'stale',
      scn: 10,
    },
  );
  assert.deepEqual(
    register.change('9991001409', undefined, note, (patient) => patient),
    { ok: false, why: 'unknown' },
  );
});

test('a change cannot give a record another number or a serial number of its own', () => {
  const { register } = stand();
  const changed = register.change(ALPHA, undefined, note, (patient) => ({
    ...patient,
    nhsNumber: numberOf('9991001409'),
    scn: 999,
  }));
  assert.ok(changed.ok);
  assert.equal(changed.patient.nhsNumber, ALPHA);
  assert.equal(changed.patient.scn, 13);
  assert.equal(register.get('9991001409'), undefined);
});

test('U17 a change stays invisible for its time, but the next change is judged against it', async () => {
  const { register, clock } = stand(3000);
  register.change(MOVER, 9, note, (patient) => moved(patient));
  assert.equal(register.get(MOVER)?.scn, 9);
  assert.equal(practiceOf(register.get(MOVER)), 'Z99001');
  assert.equal(register.change(MOVER, 9, note, (patient) => patient).ok, false);
  await clock.advance(1000);
  register.change(MOVER, 10, note, (patient) => moved(patient, 'Z99003'));
  await clock.advance(1999);
  assert.equal(register.get(MOVER)?.scn, 9);
  await clock.advance(1);
  assert.equal(register.get(MOVER)?.scn, 10);
  await clock.advance(1000);
  assert.equal(practiceOf(register.get(MOVER)), 'Z99003');
});

test('of very many changes that wait not all become visible, but none too early and the last in time', async () => {
  const { clock, register } = stand(10_000_000);
  const first = register.get(MOVER)?.scn ?? 0;
  for (let at = 1; at <= 1000; at++) {
    await clock.advance(1000);
    register.change(MOVER, undefined, note, (patient) => ({ ...patient }));
  }
  await clock.advance(10_000_000 - 1_000_000);
  const seen = new Set<number>();
  for (let at = 1; at <= 1000; at++) {
    await clock.advance(1000);
    const scn = register.get(MOVER)?.scn ?? 0;
    assert.ok(scn <= first + at, `${scn} is visible when ${first + at} should be`);
    seen.add(scn);
  }
  assert.equal(register.get(MOVER)?.scn, first + 1000);
  assert.ok(seen.size > 10 && seen.size <= 101, `${seen.size} versions were seen`);
});

test('until a new name is visible the patient is found by the old one', async () => {
  const { register, clock } = stand(1000);
  register.change(MOVER, 9, note, (patient) => ({
    ...patient,
    names: patient.names.map((each) => ({ ...each, family: 'NEWLYNAMED' })),
  }));
  const found = (family: string) =>
    [...register.candidates({ family })].filter(
      ({ names, nhsNumber }) => nhsNumber === MOVER && names[0]?.family === family,
    ).length;
  assert.deepEqual([found('SMOVER'), found('NEWLYNAMED')], [1, 0]);
  await clock.advance(1000);
  assert.deepEqual([found('SMOVER'), found('NEWLYNAMED')], [0, 1]);
});

test('what an operator puts is seen at once, even over changes that wait', () => {
  const { register } = stand(60_000);
  register.change(ALPHA, 12, note, (patient) => patient);
  register.put(plainPatient(ALPHA, { scn: 40 }), note);
  assert.equal(register.get(ALPHA)?.scn, 40);
});

test('a superseded number leads to its successor, and a circle leads nowhere', () => {
  const { register } = stand();
  assert.equal(register.get('9991001050')?.status, 'superseded');
  assert.equal(register.follow('9991001050')?.nhsNumber, '9991001069');
  assert.equal(register.follow(ALPHA)?.nhsNumber, ALPHA);
  const circle = { status: 'superseded', supersededBy: numberOf('9991001050') } as const;
  register.put(plainPatient('9991001069', circle), note);
  assert.equal(register.follow('9991001050'), undefined);
});

test('the list is in the order of numbers and continues after one of them', () => {
  const { register } = stand();
  register.put(plainPatient('9990000018'), note);
  const all = register.list({ limit: 1000 }).map(({ nhsNumber }) => nhsNumber);
  assert.equal(all.length, register.size);
  assert.deepEqual(all, [...all].sort());
  assert.equal(all[0], '9990000018');
  const half = register.list({ after: all[2] ?? '', limit: 3 });
  assert.deepEqual(
    half.map(({ nhsNumber }) => nhsNumber),
    all.slice(3, 6),
  );
  const atC = register.list({ practice: 'z99003' }).map(({ nhsNumber }) => nhsNumber);
  assert.deepEqual(atC, ['9991001174']);
});

test('a record that is removed is gone from every way to find it', () => {
  const { register } = stand();
  assert.equal(register.remove(MOVER), true);
  assert.equal(register.remove(MOVER), false);
  assert.equal(register.get(MOVER), undefined);
  assert.deepEqual([...register.candidates({ family: 'SMOVER' })], []);
  assert.ok(!register.list({ limit: 1000 }).some(({ nhsNumber }) => nhsNumber === MOVER));
  assert.deepEqual(register.history(MOVER), []);
});

test('U20 allocation begins where the documents say and hands out every number once', () => {
  const { register } = stand();
  const numbers = [1, 2, 3, 4, 5].map(() => register.allocate());
  assert.deepEqual(numbers, ['9991001638', '9991001646', '9991001654', '9991001662', '9991001670']);
  register.put(plainPatient('9991001689'), note);
  assert.equal(register.allocate(), '9991001697');
});

test('a history begins with what was there and ends with what is', () => {
  const { register } = stand();
  assert.equal(register.history(ALPHA).length, 1);
  register.change(ALPHA, 12, note, (patient) => moved(patient));
  register.change(ALPHA, 13, note, (patient) => moved(patient, 'Z99003'));
  const history = register.history(ALPHA);
  assert.deepEqual(
    history.map(({ patient }) => [patient.scn, practiceOf(patient)]),
    [
      [12, 'Z99001'],
      [13, 'Z99002'],
      [14, 'Z99003'],
    ],
  );
  assert.equal(history[0]?.note.what, 'loaded');
  assert.deepEqual(history[2]?.note, note);
});

test('histories are bounded however often a record changes', () => {
  const { register } = stand();
  for (let count = 0; count < 500; count++)
    register.change(ALPHA, undefined, note, (patient) => patient);
  const history = register.history(ALPHA);
  assert.equal(history.length, 100);
  assert.equal(history.at(-1)?.patient.scn, 512);
});

test('a snapshot brings records and allocation back, and histories begin anew', () => {
  const { register } = stand();
  register.allocate();
  const snapshot = register.snapshot();
  register.change(MOVER, 9, note, (patient) => moved(patient));
  register.remove(ALPHA);
  register.put(plainPatient('9991001409'), note);
  register.allocate();
  register.restore(JSON.parse(JSON.stringify(snapshot)));
  assert.equal(register.get(MOVER)?.scn, 9);
  assert.equal(register.get(ALPHA)?.scn, 12);
  assert.equal(register.get('9991001409'), undefined);
  assert.equal(register.allocate(), '9991001646');
  assert.deepEqual(
    register.history(MOVER).map((version) => version.note.what),
    ['restored'],
  );
  assert.equal([...register.candidates({ practice: 'Z99002' })].length, 0);
});

test('who subscribes hears of every change until they stop', () => {
  const { register } = stand();
  const heard: Version[] = [];
  const stop = register.subscribe((version) => heard.push(version));
  register.change(ALPHA, 12, note, (patient) => patient);
  register.put(plainPatient('9991001409'), note);
  stop();
  register.change(ALPHA, 13, note, (patient) => patient);
  assert.deepEqual(
    heard.map(({ patient }) => [patient.nhsNumber, patient.scn]),
    [
      [ALPHA, 13],
      ['9991001409', 1],
    ],
  );
});

test('candidates never leave out anybody who fits, whatever changed before', () => {
  const numbers = ['9991001018', '9991001026', '9991001034', '9991001042'] as const;
  const facts = fc.record({
    number: fc.constantFrom(...numbers),
    family: fc.constantFrom('ASH', 'ashley', 'Ashé', 'Beck'),
    birthTime: fc.constantFrom('1955', '195503', '19550304', '19560101'),
    postcode: fc.constantFrom('ZZ1 1AA', 'zz11aa', 'ZZ2 2BB'),
    ods: fc.constantFrom('Z99001', 'Z99002'),
    gone: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(facts, { maxLength: 12 }), (steps) => {
      const register = memoryRegister({ now: () => NOW });
      for (const { number, family, birthTime, postcode, ods, gone } of steps) {
        if (gone) register.remove(number);
        else
          register.put(
            plainPatient(number, {
              birthTime,
              names: [{ id: 'N', use: 'L', given: [], family }],
              addresses: [{ id: 'A', use: 'H', lines: [], postcode }],
              provisions: [{ id: 'P', code: '1', ods }],
            }),
            note,
          );
      }
      const everybody = register.list();
      const found = (narrow: Parameters<typeof register.candidates>[0]) =>
        new Set([...register.candidates(narrow)].map(({ nhsNumber }) => nhsNumber));
      for (const { nhsNumber, names, birthTime, addresses, provisions } of everybody) {
        const family = names[0]?.family ?? '';
        assert.ok(found({ family: family.toUpperCase() }).has(nhsNumber));
        assert.ok(found({ familyPrefix: family.slice(0, 2).toUpperCase() }).has(nhsNumber));
        assert.ok(found({ postcode: addresses[0]?.postcode ?? '' }).has(nhsNumber));
        assert.ok(found({ practice: provisions[0]?.ods ?? '' }).has(nhsNumber));
        const year = birthTime?.slice(0, 4) ?? '';
        assert.ok(found({ bornFrom: `${year}0101`, bornTo: `${year}1231` }).has(nhsNumber));
      }
      assert.equal(found({}).size, everybody.length);
    }),
  );
});
