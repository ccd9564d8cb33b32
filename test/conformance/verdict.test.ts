import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  HookMissing,
  NotApplicable,
  SystemDeviation,
} from '../../conformance/engine/departures.ts';
import { endingOf } from '../../conformance/engine/running-scenario.ts';
import { HookError } from '../../conformance/sut/hook-error.ts';
import {
  type Ending,
  exitCodeOf,
  type JudgedFinding,
  verdictOf,
  worstOf,
} from '../../conformance/verdict.ts';
import type { Basis, Verdict } from '../../src/report/results.ts';

const heard = (basis: Basis, ending: Ending, findings: readonly JudgedFinding[] = []) =>
  verdictOf({ basis, ending, findings, chosen: [], warnings: [] });

const THROUGH: Ending = { kind: 'through' };
const DEVIATION: Ending = { kind: 'deviation', told: 'it sent two', weight: 'plain' };
const finding = (basis: Basis, severity: JudgedFinding['severity'] = 'must'): JudgedFinding => ({
  check: `CHECK-${basis}`,
  basis,
  severity,
  message: 'something is wrong',
  sequence: 7,
});

const TABLE: readonly (readonly [string, Basis, Ending, readonly JudgedFinding[], Verdict])[] = [
  ['nothing wrong', 'N', THROUGH, [], 'pass'],
  ['a departure from the model', 'N', DEVIATION, [], 'fail'],
  ['a departure from a published list', 'P', DEVIATION, [], 'fail'],
  ['none of the listed answers', 'A', DEVIATION, [], 'fail'],
  ['a departure from an inference', 'I', DEVIATION, [], 'report'],
  ['a missing hook', 'N', { kind: 'hook-missing', told: 'hook setClock' }, [], 'skip'],
  [
    'a role that is not played',
    'N',
    { kind: 'not-applicable', told: 'no sender' },
    [],
    'notApplicable',
  ],
  ['an error of ours', 'I', { kind: 'error', told: 'TypeError' }, [], 'error'],
  ['a rule of the model broken on the way', 'N', THROUGH, [finding('N')], 'fail'],
  ['a rule of the model broken in an inferred scenario', 'I', THROUGH, [finding('N')], 'fail'],
  ['a published rule broken', 'A', THROUGH, [finding('P')], 'fail'],
  ['a habit of implementations broken', 'N', THROUGH, [finding('A')], 'pass'],
  ['an inferred rule broken', 'N', THROUGH, [finding('I')], 'pass'],
  ['a departure from practice', 'N', THROUGH, [finding('N', 'should')], 'pass'],
  [
    'a skipped scenario with findings',
    'N',
    { kind: 'hook-missing', told: 'x' },
    [finding('N')],
    'skip',
  ],
];

for (const [title, basis, ending, findings, wanted] of TABLE) {
  test(`basis ${basis}: ${title} is ${wanted}`, () => {
    assert.equal(heard(basis, ending, findings).verdict, wanted);
  });
}

test('the reason of a failure names what was expected and where it can be seen', () => {
  const deviation = new SystemDeviation({
    expected: 'one request',
    observed: 'two',
    evidence: [3, 9],
  });
  const { reason } = heard('N', endingOf(deviation));
  assert.equal(reason, 'expected: one request; observed: two (journal #3, #9)');
  assert.match(
    heard('N', THROUGH, [finding('N'), finding('P')]).reason ?? '',
    /CHECK-N: something is wrong \(journal #7\), and 1 more/,
  );
});

test('a pass says which answer was chosen and what was warned of', () => {
  const { verdict, reason } = verdictOf({
    basis: 'A',
    ending: THROUGH,
    findings: [finding('A')],
    chosen: ['the extract is answered AE 21'],
    warnings: ['writes code 06 as "6"'],
  });
  assert.equal(verdict, 'pass');
  assert.match(
    reason ?? '',
    /^the extract is answered AE 21; warned: writes code 06 as "6"; CHECK-A: /,
  );
});

test('only a departure of the system fails it: everything else that is thrown is told from it', () => {
  assert.equal(endingOf(new HookMissing('restart')).kind, 'hook-missing');
  assert.equal(endingOf(new NotApplicable('x')).kind, 'not-applicable');
  assert.equal(endingOf(new HookError('restart', 'x', 'failed', 'mend it')).kind, 'error');
  assert.equal(endingOf(new TypeError('x is undefined')).kind, 'error');
  assert.equal(endingOf('text').kind, 'error');
});

test('the worst row decides for an id', () => {
  assert.equal(worstOf(['pass', 'fail', 'error']), 'fail');
  assert.equal(worstOf(['pass', 'skip', 'report']), 'report');
  assert.equal(worstOf(['pass', 'notApplicable', 'skip']), 'skip');
  assert.equal(worstOf(['pass', 'pass']), 'pass');
});

test('exit codes: a failure is 1, an error 2, nothing judged 3, and 0 only when something was', () => {
  assert.equal(exitCodeOf(['pass', 'skip', 'report', 'notApplicable'], 4), 0);
  assert.equal(exitCodeOf(['pass', 'error', 'fail'], 3), 1);
  assert.equal(exitCodeOf(['pass', 'error'], 2), 2);
  assert.equal(exitCodeOf(['pass'], 2), 2);
  assert.equal(exitCodeOf([], 0), 3);
  assert.equal(exitCodeOf(['skip', 'notApplicable'], 2), 3);
});
