import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { recordDeath, withdrawDeath } from '../../src/demographics/change/change-death.ts';
import { addItem, alterItem, eraseItem } from '../../src/demographics/change/change-items.ts';
import {
  endRegistration,
  registerAtPractice,
} from '../../src/demographics/change/change-practice.ts';
import { itemsOf, nextObjectId, objectIds } from '../../src/demographics/object-ids.ts';
import { currentProvision, type Patient, type Telecom } from '../../src/demographics/patient.ts';
import { plainPatient } from '../../src/demographics/plain-patient.ts';
import { specialPatients } from '../../src/demographics/special/special-patients.ts';

const NOW = new Date('2026-01-05T10:17:00Z');
const of = (number: string): Patient => {
  const found = specialPatients(NOW).find(({ nhsNumber }) => nhsNumber === number);
  assert.ok(found);
  return found;
};
const toB = { ods: 'Z99002', now: NOW, sourceAsid: '999000000002' };

test('a new practice closes the old one on its first day and keeps its object id', () => {
  const moved = registerAtPractice(of('9991001018'), { ...toB, reuseProvisionId: true });
  assert.deepEqual(moved.provisions, [
    {
      ...{ id: 'SIM0A', code: '1', ods: 'Z99002', from: '20260105' },
      ...{ systemFrom: '20260105101700', sourceAsid: '999000000002' },
    },
    { id: 'SIM0B', code: 'P1', ods: 'FZZ99', from: '20210301' },
    {
      ...{ id: 'SIM0A', code: '1', ods: 'Z99001', from: '20200101', to: '20260105' },
      ...{ systemFrom: '20200101090000', systemTo: '20260105101700', sourceAsid: '999000000001' },
    },
  ]);
});

test('where ids are not kept the new practice has one that the record did not have', () => {
  const patient = of('9991001018');
  const moved = registerAtPractice(patient, { ...toB, reuseProvisionId: false });
  const id = currentProvision(moved)?.id;
  assert.ok(id && !itemsOf(patient).some((each) => each.id === id));
  const named = registerAtPractice(patient, { ...toB, reuseProvisionId: false, newId: 'cppz' });
  assert.equal(currentProvision(named)?.id, 'cppz');
});

test('somebody who never had a practice gets one, somebody removed is removed no more', () => {
  const first = registerAtPractice(of('9991001115'), { ...toB, reuseProvisionId: true });
  assert.equal(currentProvision(first)?.ods, 'Z99002');
  const back = registerAtPractice(of('9991001123'), { ...toB, reuseProvisionId: true });
  assert.equal(currentProvision(back)?.ods, 'Z99002');
  assert.equal(currentProvision(back)?.id, 'SIM0A');
  assert.ok(!('removal' in back) && !('managingOrganization' in back));
});

test('a provider of another kind leaves the practice alone', () => {
  const change = { ...toB, code: 'P1', ods: 'FZZ97', reuseProvisionId: true } as const;
  const changed = registerAtPractice(of('9991001018'), change);
  assert.equal(currentProvision(changed)?.ods, 'Z99001');
  assert.equal(currentProvision(changed, 'P1')?.ods, 'FZZ97');
});

test('a registration can end without another, and never before it began', () => {
  const ended = endRegistration(of('9991001018'), { now: NOW });
  assert.equal(currentProvision(ended), undefined);
  assert.equal(ended.provisions.find(({ code }) => code === '1')?.to, '20260105');
  const early = endRegistration(of('9991001018'), { now: NOW, from: '20190101' });
  assert.equal(early.provisions.find(({ code }) => code === '1')?.to, '20200101');
  const nobody = plainPatient('9991001018');
  assert.equal(endRegistration(nobody, { now: NOW }), nobody);
});

test('however often somebody moves, one practice is in force and it comes first', () => {
  const move = fc.record({
    ods: fc.constantFrom('Z99001', 'Z99002', 'Z99003'),
    reuseProvisionId: fc.boolean(),
    from: fc.option(fc.constantFrom('20260101', '20260105', '20270101'), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(move, { minLength: 1, maxLength: 8 }), (moves) => {
      let patient = of('9991001026');
      for (const each of moves) patient = registerAtPractice(patient, { ...each, now: NOW });
      const practices = patient.provisions.filter(({ code }) => code === '1');
      assert.equal(practices.length, 3 + moves.length);
      assert.deepEqual(
        practices.filter(({ to }) => to === undefined),
        practices.slice(0, 1),
      );
      assert.equal(practices[0]?.ods, moves.at(-1)?.ods);
      for (const { from = '', to } of practices) assert.ok(to === undefined || to >= from);
    }),
  );
});

test('items are added, altered and erased by their id, and unknown ids are told', () => {
  const telecoms: readonly Telecom[] = [
    { id: 'A', use: 'H', system: 'phone', value: '01632960001', from: '20200101' },
    { id: 'B', use: 'MC', system: 'phone', value: '07700900001', from: '20300101' },
  ];
  const fresh: Telecom = { id: 'C', use: 'WP', system: 'phone', value: '01632960009' };
  assert.deepEqual(addItem(telecoms, fresh), [fresh, ...telecoms]);
  const altered = alterItem(telecoms, 'A', (each) => ({ ...each, id: 'X', value: '01632960002' }));
  assert.deepEqual(altered?.[0], { ...telecoms[0], value: '01632960002' });
  assert.deepEqual(eraseItem(telecoms, 'A'), telecoms.slice(1));
  for (const unknown of [alterItem(telecoms, 'Z', (each) => each), eraseItem(telecoms, 'Z')])
    assert.equal(unknown, undefined);
  assert.equal(telecoms.length, 2);
});

test('where a past item shares the id, the one in force is meant', () => {
  const { provisions } = of('9991001166');
  const altered = alterItem(
    provisions,
    'SIM0A',
    (each) => ({ ...each, to: '20260105' }),
    '20260105',
  );
  assert.deepEqual(
    altered?.map(({ to }) => to),
    ['20260105', '20240401', '20220901'],
  );
});

test('new object ids are none that the record has, relatives included', () => {
  const rich = of('9991001026');
  const crowded = plainPatient('9991001018', {
    telecoms: ['SIM10', 'SIM11'].map((id) => ({ id, use: 'H', system: 'phone', value: '1' })),
  });
  assert.equal(nextObjectId(crowded), 'SIM12');
  const next = objectIds(rich);
  const fresh = [next(), next(), next()];
  assert.equal(new Set(fresh).size, 3);
  const had = new Set(itemsOf(rich).map(({ id }) => id));
  assert.ok(had.has('SIM0T') && had.has('SIM0V'));
  assert.ok(fresh.every((id) => !had.has(id)));
});

test('a death is recorded with its notification and can be withdrawn', () => {
  const patient = of('9991001018');
  const dead = recordDeath(patient, { time: '20260101', notification: '1', now: NOW });
  assert.deepEqual(dead.deceased, {
    ...{ time: '20260101', notification: '1', systemEffectiveDate: '20260105101700' },
  });
  assert.deepEqual(withdrawDeath(dead), patient);
});
