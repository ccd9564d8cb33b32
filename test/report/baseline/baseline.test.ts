import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import fc from 'fast-check';
import { reportCommand } from '../../../cli/commands/report.ts';
import { applyBaseline, withoutBaseline } from '../../../src/report/baseline/apply-baseline.ts';
import type { Baseline, KnownFailure } from '../../../src/report/baseline/baseline.ts';
import { BaselineFileError } from '../../../src/report/baseline/baseline-file-error.ts';
import { gatedVerdicts } from '../../../src/report/baseline/gated-verdicts.ts';
import { readBaseline } from '../../../src/report/baseline/read-baseline.ts';
import { baselineText, nextBaseline } from '../../../src/report/baseline/write-baseline.ts';
import { resultsPage } from '../../../src/report/html/results-page.ts';
import { junitXml } from '../../../src/report/junit.ts';
import { mergeShards } from '../../../src/report/merge-shards.ts';
import { renderSummary, verdictWords } from '../../../src/report/render-summary.ts';
import { readResultsJson, resultsJson } from '../../../src/report/results-json.ts';
import { writeReports } from '../../../src/report/write-reports.ts';
import { temporaryDirectory } from '../../journal/specimen-entries.ts';
import { finding, results, scenario } from '../specimen-results.ts';

afterEach(() => {
  process.exitCode = undefined;
});

const STEP = 'Then the system accepts every fragment';
const known = (id: string, more: Partial<KnownFailure> = {}): KnownFailure => ({
  ...{ id, verdict: 'fail', steps: [STEP], rules: [], since: '2026-01-02', note: 'ticket 12' },
  ...more,
});
const baseline = (...failures: readonly KnownFailure[]): Baseline => ({ version: 1, failures });
const marks = (given: ReturnType<typeof results>) =>
  Object.fromEntries(given.scenarios.map(({ id, baseline: mark }) => [id, mark?.status]));

test('each scenario is told apart: new, known, fixed, not judged, or nothing to say', () => {
  const held = applyBaseline(
    results([
      scenario('A-1', 'pass'),
      scenario('A-2', 'fail'),
      scenario('A-3', 'fail'),
      scenario('A-4', 'pass'),
      scenario('A-5', 'skip'),
      scenario('A-6', 'error'),
      scenario('A-7', 'report'),
    ]),
    baseline(known('A-3'), known('A-4'), known('A-5'), known('A-7'), known('A-9')),
  );
  assert.deepEqual(marks(held), {
    ...{ 'A-1': undefined, 'A-2': 'new', 'A-3': 'known', 'A-4': 'fixed' },
    ...{ 'A-5': 'not-judged', 'A-6': 'new', 'A-7': 'fixed' },
  });
  assert.deepEqual(held.baseline?.notPlayed, ['A-9']);
  assert.equal(held.summary.fail, 2, 'verdicts stay what they are');
});

const OTHERWISE: readonly (readonly [string, Partial<KnownFailure>, RegExp | undefined])[] = [
  ['in the same way', {}, undefined],
  ['at another step', { steps: ['Then x'] }, /^another step is failed: Then the system accepts/],
  ['with a rule more', { rules: ['R-1'] }, /^another rule is broken: EBXML-MANIFEST-01$/],
  ['with a rule less', { rules: ['R-1', 'EBXML-MANIFEST-01', 'R-2'] }, /not broken: R-2$/],
  ['as an error', { verdict: 'error' }, /^known is error, it came to fail/],
  [
    'anyhow, where neither steps nor rules are named',
    { steps: undefined, rules: undefined },
    undefined,
  ],
];

for (const [name, more, told] of OTHERWISE) {
  test(`a known failure that fails ${name} is ${told ? 'a new one' : 'known'}`, () => {
    const failing = scenario('A-1', 'fail', {
      findings: [
        finding(1),
        finding(2),
        finding(3, { check: 'R-1' }),
        finding(4, { check: 'ONLY-A-SHOULD', severity: 'should' }),
      ],
    });
    const rules = ['EBXML-MANIFEST-01', 'R-1'];
    const held = applyBaseline(results([failing]), baseline(known('A-1', { rules, ...more })));
    const [{ baseline: mark, verdict } = failing] = held.scenarios;
    assert.equal(mark?.status, told ? 'different' : 'known');
    if (told) assert.match(mark?.otherwise ?? '', told);
    else assert.equal(mark?.otherwise, undefined);
    assert.deepEqual(gatedVerdicts(held.scenarios), [told ? verdict : 'report']);
  });
}

test('what is fixed fails nobody, unless the baseline is strict', () => {
  const { scenarios } = applyBaseline(results([scenario('A-1', 'pass')]), baseline(known('A-1')));
  assert.deepEqual(gatedVerdicts(scenarios), ['pass']);
  assert.deepEqual(gatedVerdicts(scenarios, true), ['fail']);
});

test('what these results fail is known to the baseline that is written from them', () => {
  const before = baseline(known('A-2'), known('A-3', { steps: ['x'] }), known('A-4'), known('A-9'));
  const given = results([
    scenario('A-1', 'fail', { findings: [finding(1), finding(2)] }),
    scenario('A-2', 'fail'),
    scenario('A-3', 'fail'),
    scenario('A-4', 'pass'),
    scenario('A-5', 'error'),
  ]);
  const next = nextBaseline(given, before, '2026-02-03');
  assert.deepEqual(next.failures, [
    {
      ...{ id: 'A-1', verdict: 'fail', steps: [STEP], rules: ['EBXML-MANIFEST-01'] },
      since: '2026-02-03',
    },
    known('A-2'),
    known('A-3', { since: '2026-02-03' }),
    known('A-9'),
  ]);
  const held = applyBaseline(given, readBaseline(baselineText(next), 'b.yaml'));
  assert.deepEqual(Object.values(marks(held)), ['known', 'known', 'known', undefined, 'new']);
});

test('a baseline comes back from its file as it was, and JSON is as good', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 });
  const some = fc.record(
    {
      id: fc.integer({ min: 1, max: 999 }).map((n) => `GP2GP-REQ-${String(n).padStart(3, '0')}`),
      verdict: fc.constantFrom('fail' as const, 'error' as const),
      steps: fc.array(text, { maxLength: 3 }),
      rules: fc.array(text, { maxLength: 3 }),
      since: fc.constantFrom('2026-01-02', '2026-11-26'),
      note: text,
    },
    { noNullPrototype: true },
  );
  const all = fc.uniqueArray(some, { selector: ({ id }) => id, maxLength: 5 });
  fc.assert(
    fc.property(all, (failures) => {
      const given = baseline(...failures.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
      assert.deepEqual(readBaseline(baselineText(given), 'b'), given);
      assert.deepEqual(readBaseline(JSON.stringify(given), 'b'), given);
    }),
  );
});

const WRONG: readonly (readonly [string, RegExp])[] = [
  ['', /b\.yaml.*is no baseline: the whole/],
  ['version: 2\nfailures: []\n', /^b\.yaml:1:10 is no baseline: version/],
  ['version: 1\nfailures:\n  - { id: A-1 }\n', /^b\.yaml:3:5 .*failures\.0\.since: a day/],
  ['version: 1\nfailures:\n  - { id: a, since: 2026-01-02 }\n', /^b\.yaml:3:11 .*an id as GP2GP/],
  [
    'version: 1\nfailures:\n  - { id: A-1, since: 2026-01-02 }\n  - { id: A-1, since: 2026-01-02 }\n',
    /^b\.yaml:4:11 is no baseline: A-1 is there twice/,
  ],
  ['version: [', /^b\.yaml:1:\d+ is no baseline/],
];

for (const [text, message] of WRONG) {
  test(`a baseline that is not one is told with its place: ${JSON.stringify(text.slice(0, 40))}`, () => {
    assert.throws(
      () => readBaseline(text, 'b.yaml'),
      (error) => error instanceof BaselineFileError && message.test(error.message),
    );
  });
}

test('whatever bytes stand in a baseline, it is read or refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      try {
        readBaseline(text, 'b');
      } catch (error) {
        assert.ok(error instanceof BaselineFileError);
      }
    }),
  );
});

const held = () =>
  applyBaseline(
    results([scenario('A-1', 'fail'), scenario('A-2', 'pass'), scenario('A-3', 'pass')]),
    baseline(known('A-1'), known('A-2'), known('A-9')),
  );

test('reports say what is known: skipped with the reason in JUnit, a section in page and summary', () => {
  const junit = junitXml(held());
  assert.match(junit, /<testsuites [^>]*tests="3" failures="0" errors="0" skipped="1"/);
  assert.match(
    junit,
    /<skipped message="known since 2026-01-02: ticket 12 \(why A-1 came to fail\)"/,
  );
  assert.match(junit, /name="baseline" value="fixed: take it out of the baseline/);

  const summary = renderSummary(held());
  assert.match(summary, /baseline: 1 known, 1 fixed\n {6}A-1 known since 2026-01-02: ticket 12\n/);
  assert.match(summary, /A-2 fixed: take it out of the baseline[\s\S]*not played: A-9/);
  assert.match(summary, /verdict: FAILED AS KNOWN: 1 failed, 2 passed/);
  assert.doesNotMatch(summary, /FAIL {2}A-1/);

  const page = resultsPage(held());
  assert.match(page, /Baseline of known failures<\/h3><p>1 known, 1 fixed\./);
  assert.match(page, /Baseline: known since 2026-01-02: ticket 12/);
});

test('one new failure beside known ones is FAILED, as ever', () => {
  const two = results([scenario('A-1', 'fail'), scenario('A-2', 'fail')]);
  assert.match(verdictWords(applyBaseline(two, baseline(known('A-1')))), /^FAILED: 2 failed/);
});

test('results.json keeps what the baseline said, and without it they are as before', () => {
  const read = readResultsJson(resultsJson(held()), 'results.json');
  assert.deepEqual(marks(read), marks(held()));
  assert.deepEqual(read.baseline, held().baseline);
  const plain = results([scenario('A-1', 'fail')]);
  const back = withoutBaseline(applyBaseline(plain, baseline(known('A-1'))));
  assert.equal(resultsJson(back), resultsJson(plain));
});

test('shards that were held against one baseline are merged with it, of two baselines refused', () => {
  const all = baseline(known('A-1'), known('A-2'), known('A-9'));
  const shard = (id: string, n: number, against = all) =>
    applyBaseline(results([scenario(id, 'fail')], { shard: `${n}/2` }), against);
  const merged = mergeShards([shard('A-1', 1), shard('A-2', 2)]);
  assert.deepEqual(marks(merged), { 'A-1': 'known', 'A-2': 'known' });
  assert.deepEqual(merged.baseline?.notPlayed, ['A-9']);
  assert.throws(
    () => mergeShards([shard('A-1', 1), shard('A-2', 2, baseline(known('A-2')))]),
    /the baseline differs/,
  );
});

test('report merge ends by what is new: known 0, new 1, a shard that is missing 2', async () => {
  await using directory = await temporaryDirectory();
  const at = (name: string) => join(directory.path, name);
  const merge = async (...words: readonly string[]) => {
    process.exitCode = undefined;
    const lines: string[] = [];
    const line = ['merge', ...words, '--out', at('all'), '--exit-code'];
    await reportCommand((each) => lines.push(each)).parseAsync(['node', 'report', ...line]);
    return { code: process.exitCode, told: lines.join('\n') };
  };
  await writeReports(results([scenario('A-1', 'pass')], { shard: '1/2' }), at('1'));
  await writeReports(results([scenario('A-2', 'fail')], { shard: '2/2' }), at('2'));

  assert.equal((await merge(at('1'), at('2'))).code, 1);
  const written = await merge(at('1'), at('2'), '--write-baseline', at('known.yaml'));
  assert.match(written.told, /Baseline: .*known\.yaml, 1 known failure$/);
  assert.match(await readFile(at('known.yaml'), 'utf8'), /- id: A-2\n {4}verdict: fail/);
  assert.equal((await merge(at('1'), at('2'), '--baseline', at('known.yaml'))).code, 0);
  assert.equal((await merge(at('1'), '--baseline', at('known.yaml'))).code, 2);

  await writeFile(at('fixed.yaml'), baselineText(baseline(known('A-1'), known('A-2'))));
  const fixed = ['--baseline', at('fixed.yaml')];
  assert.match((await merge(at('1'), at('2'), ...fixed)).told, /A-1 fixed: take it out/);
  assert.equal(process.exitCode, 0);
  assert.equal((await merge(at('1'), at('2'), ...fixed, '--strict-baseline')).code, 1);
});

test('a strict baseline that is not named is told', async () => {
  await assert.rejects(
    reportCommand(() => {}).parseAsync(['node', 'report', 'merge', 'x', '--strict-baseline']),
    /--strict-baseline wants a baseline/,
  );
});
