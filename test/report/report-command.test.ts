import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { reportCommand } from '../../cli/commands/report.ts';
import { StatementFileError, statementCommand } from '../../cli/commands/statement.ts';
import { hashChain } from '../../src/journal/hash-chain.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { ReportDirectoryError, ResultsFileError } from '../../src/report/report-errors.ts';
import { writeReports } from '../../src/report/write-reports.ts';
import { note, temporaryDirectory } from '../journal/specimen-entries.ts';
import { temporaryStore } from '../pki/temporary-store.ts';
import { fullResults, results, scenario } from './specimen-results.ts';

afterEach(() => {
  process.exitCode = undefined;
});

async function report(...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  await reportCommand((line) => lines.push(line)).parseAsync(['node', 'report', ...words]);
  return lines;
}

async function statement(...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  await statementCommand((line) => lines.push(line)).parseAsync(['node', 'statement', ...words]);
  return lines;
}

test('every report of a run is written, and the page names those that lie beside it', async () => {
  await using directory = await temporaryDirectory();
  const out = join(directory.path, 'a', 'b');
  const paths = await writeReports(fullResults(), out);
  const names = [
    'report.html',
    'results.json',
    'junit.xml',
    'requirements.csv',
    'requirements.json',
  ];
  assert.deepEqual(
    paths,
    names.map((name) => join(out, name)),
  );
  assert.deepEqual((await readdir(out)).sort(), [...names].sort());
  const page = await readFile(join(out, 'report.html'), 'utf8');
  assert.match(page, /<a href="junit\.xml">/);
  assert.doesNotMatch(page, /messages\.ndjson|statement\.html/);

  await writeFile(join(out, 'messages.ndjson'), '');
  await writeReports(fullResults(), out);
  assert.match(await readFile(join(out, 'report.html'), 'utf8'), /<a href="messages\.ndjson">/);
});

test('a statement of an earlier run does not stay beside other results', async () => {
  await using certificates = await temporaryStore();
  await using directory = await temporaryDirectory();
  const options = ['--out', directory.path, '--certs', certificates.directory];
  await writeReports(fullResults(), directory.path);
  await report('write', directory.path, ...options, '--sign');
  assert.ok((await readdir(directory.path)).includes('statement.xml'));
  await report('write', join(directory.path, 'results.json'), ...options);
  assert.ok(!(await readdir(directory.path)).includes('statement.xml'));
});

test('a directory that cannot be written to is told', async () => {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, 'file');
  await writeFile(file, '');
  await assert.rejects(writeReports(fullResults(), file), ReportDirectoryError);
});

test('shards are merged into one set of reports', async () => {
  await using directory = await temporaryDirectory();
  const at = (name: string) => join(directory.path, name);
  await writeReports(results([scenario('A', 'pass')], { shard: '1/3' }), at('1'));
  await writeReports(results([scenario('B', 'fail')], { shard: '3/3' }), at('3'));

  const lines = await report('merge', at('3'), at('1'), '--out', at('all'));

  assert.match(lines.join('\n'), /FAIL {2}B \(N\)[\s\S]*verdict: FAILED: 1 failed, 1 passed/);
  assert.equal(lines.at(-1), 'These are the shards 1+3/3 only: the others are missing.');
  const merged = JSON.parse(await readFile(join(at('all'), 'results.json'), 'utf8'));
  assert.equal(merged.scenarios.length, 2);
});

test('what is no directory of results is told', async () => {
  await using directory = await temporaryDirectory();
  await assert.rejects(
    report('merge', directory.path),
    (error) => error instanceof ResultsFileError && /it is not there/.test(error.message),
  );
});

test('a statement is verified against results, journal and authorities', async () => {
  await using certificates = await temporaryStore();
  await using directory = await temporaryDirectory();
  const at = (name: string) => join(directory.path, name);
  const journal = await openJournal({ directory: at('journal'), sync: false });
  await journal.append(note('a'));
  const { entries, chain } = await hashChain(journal);
  await journal.close();
  await writeReports(results([scenario('A', 'pass')], { journal: { entries, chain } }), at('r'));
  await report('write', at('r'), '--out', at('r'), '--sign', '--certs', certificates.directory);
  const [xml, json] = [join(at('r'), 'statement.xml'), join(at('r'), 'statement.json')];
  const witnesses = [
    ...['--results', join(at('r'), 'results.json'), '--journal', at('journal')],
    ...['--trust', join(certificates.directory, 'trust.pem'), '--complete'],
  ];

  for (const file of [xml, json]) {
    const lines = await statement('verify', file, ...witnesses);
    assert.match(lines[0] ?? '', /^Riverside GP system, ODS Z99001, ASID 200000000101, run of /);
    assert.equal(lines[1], 'PASSED: 1 passed');
    assert.deepEqual(
      lines.slice(3, 8).map((line) => line.slice(0, 17).trim()),
      ['holds  form', 'holds  signature', 'holds  signer', 'holds  results', 'holds  journal'],
    );
    assert.equal(lines.at(-1), 'Everything that the statement says of itself holds.');
    assert.equal(process.exitCode, undefined);
  }

  const alone = await statement('verify', xml);
  assert.equal(alone.at(-1), 'What was checked holds; what was not checked is not known.');
  assert.equal(process.exitCode, undefined);
  await statement('verify', xml, '--complete');
  assert.equal(process.exitCode, 1);
});

test('a statement that was changed is not to be relied on', async () => {
  await using certificates = await temporaryStore();
  await using directory = await temporaryDirectory();
  const out = directory.path;
  await writeReports(fullResults(), out);
  await report('write', out, '--out', out, '--sign', '--certs', certificates.directory);
  const file = join(out, 'statement.xml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('"fail":1', '"fail":0'));

  const lines = await statement('verify', file);

  assert.match(lines[0] ?? '', /^FAILS {2}signature {2}what was signed has been changed/);
  assert.equal(lines.at(-1), 'Do not rely on this statement.');
  assert.equal(process.exitCode, 1);
  const told = JSON.parse((await statement('verify', file, '--json')).join('\n'));
  assert.equal(told.holds, false);
});

test('a file that is not there is the operator’s to mend', async () => {
  await assert.rejects(statement('verify', 'no-such-file'), StatementFileError);
});
