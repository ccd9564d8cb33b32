import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differingVerdicts } from './differing-verdicts.ts';

const judged = (id: string, verdict: 'pass' | 'fail', reason?: string) => ({ id, verdict, reason });

test('equal verdicts differ in nothing, whatever their reasons', () => {
  assert.deepEqual(
    differingVerdicts([judged('A', 'pass', 'one way')], [judged('A', 'pass', 'another')]),
    [],
  );
});

test('another verdict, and a scenario that was played once alone, are told', () => {
  const found = differingVerdicts(
    [judged('A', 'pass'), judged('B', 'pass')],
    [judged('A', 'fail', 'nothing came'), judged('C', 'pass')],
  );
  assert.deepEqual(
    found.map(({ told }) => told),
    [
      'A: pass; behind an adaptor fail (nothing came)',
      'B: pass; behind an adaptor not played',
      'C: not played; behind an adaptor pass',
    ],
  );
});
