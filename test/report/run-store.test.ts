import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { ReportDirectoryError, ResultsFileError } from '../../src/report/report-errors.ts';
import type { RunResults } from '../../src/report/results.ts';
import { buildRunId, parseRunId, type RunId } from '../../src/report/run-id.ts';
import { runFolder, runStore } from '../../src/report/run-store.ts';
import { results, scenario } from './specimen-results.ts';

const BEGAN = new Date('2026-11-26T18:15:00.250Z');

test('a run is named for when it began and for its seed', () => {
  assert.equal(buildRunId(BEGAN, 7), '20261126T181500Z-7');
  assert.equal(parseRunId('20261126T181500Z-7'), '20261126T181500Z-7');
  assert.equal(parseRunId('20261126T181500Z-7.2'), '20261126T181500Z-7.2');
});

test('what could leave the folder of the runs is no name of a run', () => {
  for (const text of ['..', '.', '', '../20261126T181500Z-7', '20261126T181500Z-7/..', 'x\0'])
    assert.equal(parseRunId(text), undefined, text);
});

test('two runs that begin in one second with one seed have names of their own', async (t) => {
  const store = runStore(await folder(t));
  const ids = await Promise.all([1, 2, 3].map(() => store.begin(BEGAN, 7)));
  assert.deepEqual(ids.toSorted(), [
    '20261126T181500Z-7',
    '20261126T181500Z-7.2',
    '20261126T181500Z-7.3',
  ]);
});

test('results that were kept are read back, newest first', async (t) => {
  const store = runStore(await folder(t));
  assert.deepEqual(await store.ids(), []);
  const first = await kept(store, 0, 900);
  const second = await kept(store, 1, 5);
  const namesake = await kept(store, 1, 5);
  const underWay = await store.begin(at(2), 5);
  assert.deepEqual(await store.ids(), [namesake, second, first]);
  assert.deepEqual((await store.read(first))?.run, { id: first });
  assert.equal((await store.read(first))?.seed, 900);
  assert.equal(await store.read(underWay), undefined);
});

test('the newest runs are kept, whole folders of older ones go, a run under way stays', async (t) => {
  const reports = await folder(t);
  const store = runStore(reports);
  const ids: RunId[] = [];
  for (const minute of [0, 1, 2, 3]) ids.push(await kept(store, minute, 1));
  const [first, second, third, fourth] = ids as [RunId, RunId, RunId, RunId];
  await mkdir(join(runFolder(reports, first), 'bundles'));
  await writeFile(join(runFolder(reports, first), 'bundles', 'GP2GP-REQ-083.zip'), 'PK');
  const underWay = await store.begin(at(9), 1);
  assert.deepEqual(await store.prune(2), [second, first]);
  assert.deepEqual(await store.ids(), [fourth, third]);
  assert.deepEqual((await readdir(join(reports, 'runs'))).sort(), [third, fourth, underWay]);
});

test('what is not wholly ours is never removed', async (t) => {
  const reports = await folder(t);
  const store = runStore(reports);
  const old = await kept(store, 0, 1);
  await writeFile(join(runFolder(reports, old), 'notes.txt'), 'mine');
  const elsewhere = await folder(t);
  await writeFile(join(elsewhere, 'results.json'), '{}');
  const linked = buildRunId(at(1), 1);
  await symlink(elsewhere, join(reports, 'runs', linked));
  await mkdir(join(reports, 'runs', 'archive'));
  const newest = await kept(store, 5, 1);
  assert.deepEqual(await store.prune(1), []);
  const left = ['archive', linked, newest, old].sort();
  assert.deepEqual((await readdir(join(reports, 'runs'))).sort(), left);
  assert.deepEqual(await readdir(elsewhere), ['results.json']);
});

test('a run that was broken off goes when all that stay are newer', async (t) => {
  const store = runStore(await folder(t));
  const broken = await store.begin(at(0), 1);
  await kept(store, 1, 1);
  assert.deepEqual(await store.prune(20), [broken]);
});

test('a run that came to nothing leaves no folder', async (t) => {
  const reports = await folder(t);
  const store = runStore(reports);
  await store.abandon(await store.begin(BEGAN, 1));
  assert.deepEqual(await readdir(join(reports, 'runs')), []);
});

test('a file that holds no results is told, with what to do', async (t) => {
  const reports = await folder(t);
  const store = runStore(reports);
  const id = await kept(store, 0, 1);
  await writeFile(join(runFolder(reports, id), 'results.json'), '{"schemaVersion":1');
  await assert.rejects(store.read(id), ResultsFileError);
});

test('a directory that cannot be written to is told, with what to do', async (t) => {
  const file = join(await folder(t), 'file');
  await writeFile(file, '');
  await assert.rejects(runStore(file).begin(BEGAN, 1), ReportDirectoryError);
});

function at(minute: number): Date {
  return new Date(BEGAN.getTime() + minute * 60_000);
}

async function kept(store: ReturnType<typeof runStore>, minute: number, seed: number) {
  const id = await store.begin(at(minute), seed);
  const told: RunResults = { ...results([scenario('GP2GP-REQ-001', 'pass')]), seed, run: { id } };
  await store.keep(told);
  return id;
}

async function folder(t: TestContext): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'spinebox-runs-'));
  t.after(() => rm(made, { recursive: true, force: true }));
  return made;
}
