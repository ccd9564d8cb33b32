import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ResultsFileError } from '../../src/report/report-errors.ts';
import type { RunResults } from '../../src/report/results.ts';
import { readResultsJson, resultsJson, resultsJsonSchema } from '../../src/report/results-json.ts';
import { fullResults, results, scenario } from './specimen-results.ts';

const refused = (text: string): string => {
  try {
    readResultsJson(text, 'results.json');
  } catch (error) {
    assert.ok(error instanceof ResultsFileError);
    assert.match(error.remedy, /results\.schema\.json/);
    return error.message;
  }
  assert.fail('the results were taken');
};

test('results that hold everything come back from their file as they were', () => {
  const text = resultsJson(fullResults());
  assert.deepEqual(readResultsJson(text, 'f'), JSON.parse(JSON.stringify(fullResults())));
  const turned = Object.fromEntries(Object.entries(fullResults()).reverse());
  assert.ok(resultsJson(readResultsJson(text, 'f')) === text);
  assert.ok(resultsJson(turned as unknown as RunResults) === text);
});

test('the summary holds the six counts and nothing else', () => {
  const { summary } = JSON.parse(resultsJson(fullResults()));
  assert.deepEqual(summary, { pass: 1, fail: 1, error: 1, skip: 1, notApplicable: 1, report: 1 });
});

test('a file that is no JSON, or not of the form, is refused with what is wrong in it', () => {
  assert.match(refused('{'), /it is no JSON/);
  assert.match(refused('[]'), /the whole: /);
  const full = fullResults();
  assert.match(
    refused(resultsJson({ ...full, journal: { entries: -1, chain: 'x' } })),
    /journal\.entries: .*journal\.chain: /,
  );
  assert.match(refused(JSON.stringify({ ...full, more: 1 })), /Unrecognized key: "more"/);
  const [first, ...rest] = full.scenarios;
  assert.match(
    refused(JSON.stringify({ ...full, scenarios: [{ ...first, verdict: 'good' }, ...rest] })),
    /scenarios\.0\.verdict: /,
  );
});

test('a summary that is not that of the scenarios is refused', () => {
  const given = results([scenario('A', 'fail')]);
  const lying = { ...given, summary: { ...given.summary, fail: 0, pass: 1 } };
  assert.match(refused(resultsJson(lying)), /its summary says pass 1, its scenarios 0/);
});

test('the published schema is the one that results are read by', async () => {
  const file = join(import.meta.dirname, '..', '..', 'docs', 'results.schema.json');
  assert.equal(
    (await readFile(file, 'utf8')).replaceAll('\r\n', '\n'),
    `${JSON.stringify(resultsJsonSchema(), undefined, 2)}\n`,
    'out of date: node cli/spinebox.mjs report schema > docs/results.schema.json',
  );
});

test('the published schema says what is required, and that nothing else may stand there', () => {
  const schema = JSON.parse(JSON.stringify(resultsJsonSchema()));
  assert.deepEqual(schema.properties.summary.required, [
    ...['pass', 'fail', 'error', 'skip', 'notApplicable', 'report'],
  ]);
  assert.equal(schema.additionalProperties, false);
  assert.ok(!schema.required.includes('shard'));
  assert.ok(schema.required.includes('scenarios'));
});
