import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FaultRule, FaultSubject } from '../../src/faults/fault.ts';
import { delayOf, faultBook, faultOf } from '../../src/faults/fault-book.ts';
import { seededRandom } from '../../src/platform/random.ts';

const unavailable: FaultRule = {
  name: 'down',
  when: { nhsNumber: ['9991001344'] },
  actions: [{ kind: 'unavailable' }],
};
const read: FaultSubject = {
  face: 'pds-fhir',
  nhsNumber: '9991001344',
  caller: 'client-a',
  operation: 'Patient.read',
};

test('a rule meets only whom all of its conditions name', () => {
  const rule: FaultRule = {
    ...unavailable,
    faces: ['pds-fhir'],
    when: { nhsNumber: ['9991001344'], caller: ['CLIENT-A'], operation: ['patient.read'] },
  };
  const book = faultBook(() => [rule]);
  const meets = (change: Partial<FaultSubject>) => book.meet({ ...read, ...change }).length > 0;
  assert.equal(meets({}), true);
  assert.equal(meets({ face: 'smsp' }), false);
  assert.equal(meets({ nhsNumber: '9991001018' }), false);
  assert.equal(meets({ nhsNumber: undefined }), false);
  assert.equal(meets({ caller: 'client-b' }), false);
  assert.equal(meets({ operation: 'Patient.search' }), false);
});

test('attempts are counted for each caller and subject, and only those that are named go wrong', () => {
  const rule: FaultRule = { ...unavailable, when: {}, attempts: { from: 2, to: 3 } };
  const book = faultBook(() => [rule]);
  const met = (subject: FaultSubject) => book.meet(subject).length > 0;
  assert.deepEqual([met(read), met(read), met(read), met(read)], [false, true, true, false]);
  assert.equal(met({ ...read, caller: 'client-b' }), false);
  book.reset();
  assert.deepEqual([met(read), met(read)], [false, true]);
});

test('of a code that goes on and on no more is remembered than any code has', () => {
  const rule: FaultRule = { ...unavailable, when: {}, attempts: { from: 1, to: 1 } };
  const book = faultBook(() => [rule]);
  const meets = (ods: string) => book.meet({ ...read, ods }).length > 0;
  assert.equal(meets(`${'X'.repeat(1000)}1`), true);
  assert.equal(meets(`${'X'.repeat(1000)}2`), false);
  assert.equal(meets('X26'), true);
});

test('actions come in the order of the rules, each with the name of its rule', () => {
  const slow: FaultRule = { name: 'slow', when: {}, actions: [{ kind: 'delay', ms: 40 }] };
  const faults = faultBook(() => [slow, unavailable]).meet(read);
  assert.deepEqual(
    faults.map(({ rule, action }) => [rule, action.kind]),
    [
      ['slow', 'delay'],
      ['down', 'unavailable'],
    ],
  );
  assert.equal(faultOf(faults, 'unavailable', 'drop')?.rule, 'down');
  assert.equal(faultOf(faults, 'malformed'), undefined);
  assert.equal(delayOf(faults, seededRandom(1)), 40);
});

test('latency follows its percentiles and repeats itself with the seed', () => {
  const profile = { kind: 'latency', p50: 46, p95: 120, p99: 600, max: 2000 } as const;
  const faults = [{ rule: 'profile', action: profile }];
  const draw = (seed: number) => {
    const random = seededRandom(seed);
    return Array.from({ length: 10_000 }, () => delayOf(faults, random)).toSorted((a, b) => a - b);
  };
  const drawn = draw(7);
  assert.deepEqual(drawn, draw(7));
  const at = (share: number) => drawn[Math.floor(share * drawn.length)] ?? 0;
  assert.ok(Math.abs(at(0.5) - 46) < 5, `median ${at(0.5)}`);
  assert.ok(Math.abs(at(0.95) - 120) < 30, `p95 ${at(0.95)}`);
  assert.ok((drawn.at(-1) ?? 0) <= 2000);
});
