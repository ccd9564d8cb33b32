import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  requirementsCsv,
  requirementsJson,
  requirementsMatrix,
} from '../../src/report/requirements-matrix.ts';
import { fullResults, results, scenario } from './specimen-results.ts';

test('a requirement has the worst verdict of its scenarios', () => {
  const { rows } = requirementsMatrix(fullResults());
  assert.deepEqual(
    rows.map(({ id, verdict, scenarios }) => [id, verdict, scenarios.map((each) => each.id)]),
    [
      ['LM-01', 'fail', ['GP2GP-REQ-001', 'GP2GP-REQ-012', 'GP2GP-REQ-083', 'MHS-B-03']],
      ['LM-02', 'fail', ['GP2GP-REQ-083', 'GP2GP-SND-004']],
      ['TIME-01', undefined, []],
    ],
  );
});

test('what no scenario names is listed as uncovered, what is not in the list as unknown', () => {
  const { uncovered, unknown } = requirementsMatrix(
    results([scenario('A', 'pass', { requirements: ['LM-01', 'NEW-9'] })]),
  );
  assert.deepEqual(
    uncovered.map(({ id }) => id),
    ['LM-02', 'TIME-01'],
  );
  assert.deepEqual(unknown, ['NEW-9']);
});

test('a requirement whose scenarios were all left out is not judged', () => {
  const { rows } = requirementsMatrix(
    results([
      scenario('A', 'skip', { requirements: ['LM-01'] }),
      scenario('B', 'notApplicable', { requirements: ['LM-01'] }),
      scenario('C', 'pass', { requirements: ['LM-02'] }),
    ]),
  );
  assert.deepEqual(
    rows.map(({ id, verdict, judged }) => [id, verdict, judged]),
    [
      ['LM-01', 'skip', false],
      ['LM-02', 'pass', true],
      ['TIME-01', undefined, false],
    ],
  );
});

test('a scenario in several rows counts once, and no row hides another', () => {
  const { rows } = requirementsMatrix(
    results([scenario('A', 'fail'), scenario('A', 'pass'), scenario('A', 'pass')]),
  );
  assert.deepEqual(rows[0]?.scenarios, [{ id: 'A', basis: 'N', verdict: 'fail' }]);
});

test('the matrix as CSV has a line for each requirement, uncovered ones too', () => {
  const csv = requirementsCsv(requirementsMatrix(fullResults()));
  assert.deepEqual(csv.split('\r\n'), [
    'requirement,clause,title,verdict,scenarios,passed,not passed',
    'LM-01,gp2gp 3.3,every announced fragment is awaited,fail,4,GP2GP-REQ-001,GP2GP-REQ-012 (report) GP2GP-REQ-083 (fail) MHS-B-03 (error)',
    'LM-02,gp2gp 3.7,fragments are understood in any order,fail,2,,GP2GP-REQ-083 (fail) GP2GP-SND-004 (skip)',
    'TIME-01,gp2gp 4.6,a transfer that stays away is given up,uncovered,0,,',
    '',
  ]);
});

test('a text cannot break out of its cell, nor be taken for a formula', () => {
  const csv = requirementsCsv(
    requirementsMatrix(
      results([], {
        requirements: [{ id: '=HYPERLINK("x")', clause: 'a,b', title: 'one\r\n"two"' }],
      }),
    ),
  );
  assert.equal(
    csv.split('\r\n').slice(1).join('\r\n'),
    `"'=HYPERLINK(""x"")","a,b","one\r\n""two""",uncovered,0,,\r\n`,
  );
});

test('the matrix as JSON names what is uncovered', () => {
  const told = JSON.parse(requirementsJson(requirementsMatrix(fullResults())));
  assert.deepEqual(told.uncovered, ['TIME-01']);
  assert.equal(told.requirements[0].verdict, 'fail');
  assert.equal(told.requirements[2].verdict, 'uncovered');
});
