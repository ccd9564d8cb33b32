import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { renderSummary, verdictWords } from '../../src/report/render-summary.ts';
import { wrapText } from '../../src/report/wrap-text.ts';
import { fullResults, results, scenario } from './specimen-results.ts';

test('the summary shows the table, what failed with its reason and replay, and what was left out', () => {
  assert.deepEqual(renderSummary(fullResults()).split('\n'), [
    '  Feature                 pass   fail  error   skip    n/a report',
    '  ---------------------------------------------------------------',
    '  Large messages arrive      1      1      .      1      1      1',
    '  Transport                  .      .      1      .      .      .',
    '  ---------------------------------------------------------------',
    '  all                        1      1      1      1      1      1',
    '',
    '  FAIL  GP2GP-REQ-083 (P)  Situation GP2GP-REQ-083',
    '      fragment 2 was never acknowledged (#14)',
    '      replay: spinebox conform --sut sut.yaml --only GP2GP-REQ-083 --seed 7',
    '',
    '  ERROR  MHS-B-03 (A)  Situation MHS-B-03',
    '      why MHS-B-03 came to error',
    '      replay: spinebox conform --sut sut.yaml --only MHS-B-03 --seed 7',
    '',
    '  REPORT  GP2GP-REQ-012 (I)  Situation GP2GP-REQ-012',
    '      why GP2GP-REQ-012 came to report',
    '      replay: spinebox conform --sut sut.yaml --only GP2GP-REQ-012 --seed 7',
    '',
    '     1 skipped: the hook seedRecord is missing',
    '',
    '     1 not applicable: why GP2GP-SND-005 came to notApplicable',
    '',
    '  not run: XSD: no directory of schemas was named (--schemas)',
    '',
    '  baseline: 1 known but otherwise',
    '      GP2GP-REQ-083 counts as new, for another rule is broken: LM-DESCRIPTION-02',
    '        (known since 2026-01-02: ticket 12)',
    '',
    '  verdict: FAILED: 1 failed, 1 error, 1 reported, 1 skipped, 1 passed, 1 not',
    '    applicable; seed 7, 61.5 s',
  ]);
});

test('a missing hook is named once, with how many scenarios it cost', () => {
  const reason = 'the hook setClock is missing';
  const text = renderSummary(
    results(Array.from({ length: 12 }, (_, at) => scenario(`A${at}`, 'skip', { reason }))),
  );
  assert.equal(text.split(reason).length - 1, 1);
  assert.match(text, /^ {4}12 skipped: the hook setClock is missing$/m);
});

test('checks that were not run are told once for each reason', () => {
  const because = 'no schemas were given';
  const notRun = ['SCHEMA-01', 'SCHEMA-02'].map((check) => ({ check, because }));
  const text = renderSummary(results([scenario('A', 'pass')], { notRun }));
  assert.match(text, /^ {2}not run: SCHEMA-01, SCHEMA-02: no schemas were given$/m);
});

test('one word says how a run ended, and a run that judged nothing never passed', () => {
  const words = (...verdicts: Parameters<typeof scenario>[1][]) =>
    verdictWords(results(verdicts.map((verdict, at) => scenario(`A${at}`, verdict))));
  assert.equal(words('pass', 'report', 'skip'), 'PASSED: 1 reported, 1 skipped, 1 passed');
  assert.equal(words('pass', 'error', 'error'), 'NOT DECIDED: 2 errors, 1 passed');
  assert.equal(words('fail', 'error'), 'FAILED: 1 failed, 1 error');
  assert.equal(words('skip', 'notApplicable'), 'NOTHING WAS JUDGED: 1 skipped, 1 not applicable');
  assert.equal(words(), 'NOTHING WAS JUDGED');
  assert.match(renderSummary(results([])), /Nothing was judged, so nothing was shown\./);
});

test('lines keep to 80 columns but for commands, and nothing in a text steers the terminal', () => {
  const hostile = fc.string({ unit: 'binary', maxLength: 300 });
  fc.assert(
    fc.property(hostile, hostile, hostile, (title, reason, feature) => {
      const lines = renderSummary(
        results([
          scenario('GP2GP-REQ-001', 'fail', { title, reason, feature }),
          scenario('GP2GP-REQ-002', 'skip', { reason }),
        ]),
      ).split('\n');
      for (const line of lines) {
        assert.ok(line.length <= 80 || line.includes('replay: '), `${line.length}: ${line}`);
        assert.doesNotMatch(line, /\p{Cc}/u);
      }
    }),
  );
});

test('wrapping keeps every word in its order and breaks those that are longer than a line', () => {
  assert.deepEqual(wrapText('one two three', 9, '  '), ['  one two', '  three']);
  assert.deepEqual(wrapText('abcdefghij k', 6, '- ', '  '), ['- abcd', '  efgh', '  ij k']);
  assert.deepEqual(wrapText('', 10, '  '), ['']);
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,20}$/)),
      fc.integer({ min: 8, max: 40 }),
      (words, width) => {
        const lines = wrapText(words.join(' '), width, '> ', '  ');
        assert.equal(
          lines
            .map((line) => line.slice(2).trim())
            .join('')
            .replaceAll(' ', ''),
          words.join(''),
        );
        assert.ok(lines.every((line) => line.length <= width));
      },
    ),
  );
});
