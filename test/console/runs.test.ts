import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openRunDesk } from '../../conformance/runs/open-run-desk.ts';
import { sutProfile } from '../../conformance/sut/sut-profile.ts';
import { consoleRoutes } from '../../simulator/console/routes.ts';
import type { RunResults, ScenarioResult } from '../../src/report/results.ts';
import type { RunId } from '../../src/report/run-id.ts';
import { runFolder, runStore } from '../../src/report/run-store.ts';
import { finding, results, scenario } from '../report/specimen-results.ts';
import { consoleStand } from './stand.ts';

const FAILING = scenario('GP2GP-REQ-083', 'fail', {
  basis: 'P',
  reason: 'fragment 2 was never acknowledged (#14)',
  findings: [finding(1)],
});
const RUN = [
  scenario('GP2GP-REQ-001', 'pass'),
  FAILING,
  scenario('GP2GP-SND-004', 'skip', { role: 'sender', reason: 'the hook seedRecord is missing' }),
];

test('runs that are kept are listed with their verdicts, the newest first', async (t) => {
  const { console, ids } = await stage(t, [RUN, [scenario('GP2GP-REQ-001', 'pass')]]);
  const { text } = await console.ask('/runs');
  const places = ids.map((id) => text.indexOf(`href="/console/runs/${id}"`));
  assert.ok(places.every((place) => place > 0));
  assert.ok((places[1] ?? 0) < (places[0] ?? 0), 'the newest first');
  for (const count of ['1 fail', '1 skip', '1 pass']) assert.match(text, new RegExp(count));
});

test('where no run is kept, the page says how one comes to be', async (t) => {
  const { console } = await stage(t, []);
  assert.match((await console.ask('/runs')).text, /spinebox conform --reports/);
});

test('a run tells what failed first, with its reason and its step, and leads to the scenario', async (t) => {
  const { console, ids } = await stage(t, [RUN]);
  const { text } = await console.ask(`/runs/${ids[0]}`);
  assert.match(text, /FAILED: 1 failed/);
  const [failed, passed] = ['GP2GP-REQ-083', 'GP2GP-REQ-001'].map((id) =>
    text.indexOf(`href="/console/runs/${ids[0]}/scenarios/${id}"`),
  );
  assert.ok((failed ?? 0) > 0 && (failed ?? 0) < (passed ?? 0));
  assert.match(text, /fragment 2 was never acknowledged/);
  assert.match(text, /Then the system accepts every fragment/);
});

test('scenarios are chosen by verdict, role, basis and words; what is no such value chooses nothing', async (t) => {
  const { console, ids } = await stage(t, [RUN]);
  const chosen = async (query: string) => {
    const { text } = await console.ask(`/runs/${ids[0]}?${query}`);
    return RUN.map(({ id }) => id).filter((id) => text.includes(`/scenarios/${id}`));
  };
  assert.deepEqual(await chosen('verdict=skip'), ['GP2GP-SND-004']);
  assert.deepEqual(await chosen('role=sender'), ['GP2GP-SND-004']);
  assert.deepEqual(await chosen('basis=P'), ['GP2GP-REQ-083']);
  assert.deepEqual(await chosen('text=ebxml-manifest'), ['GP2GP-REQ-083']);
  assert.deepEqual(await chosen('text=nowhere'), []);
  assert.equal((await chosen('verdict=%3Cscript%3E&role=x&basis=Z')).length, RUN.length);
});

test('a scenario shows its steps, messages, findings and the command that runs it again', async (t) => {
  const { console, ids } = await stage(t, [RUN]);
  const { text } = await console.ask(`/runs/${ids[0]}/scenarios/GP2GP-REQ-083`);
  for (const said of ['the system sent request', 'EBXML-MANIFEST-01', 'RCMR_IN010000UK05'])
    assert.match(text, new RegExp(said));
  assert.match(text, /spinebox conform --sut sut.yaml --only GP2GP-REQ-083 --seed 7/);
  // Its journal is not the one of this simulator: numbers lead nowhere.
  assert.doesNotMatch(text, /\/console\/messages\//);
  assert.match(text, /has none/);
});

test('requirements stand with the scenarios that judged them', async (t) => {
  const { console, ids } = await stage(t, [RUN]);
  const { text } = await console.ask(`/runs/${ids[0]}/requirements`);
  assert.match(text, /3 requirements: 1 judged, 0 only by .*, 2 without/);
  assert.match(text, /LM-01/);
});

test('the bundle of a scenario is had as a file', async (t) => {
  const { console, ids, reports } = await stage(t, [RUN]);
  const bundles = join(runFolder(reports, ids[0] as RunId), 'bundles');
  await mkdir(bundles);
  await writeFile(join(bundles, 'GP2GP-REQ-083.zip'), 'PK-bytes');
  const page = await console.ask(`/runs/${ids[0]}/scenarios/GP2GP-REQ-083`);
  assert.match(page.text, /scenarios\/GP2GP-REQ-083\/bundle/);
  const file = await console.ask(`/runs/${ids[0]}/scenarios/GP2GP-REQ-083/bundle`);
  assert.equal(file.text, 'PK-bytes');
  assert.match(String(file.headers['content-disposition']), /attachment; .*GP2GP-REQ-083\.zip/);
  assert.equal((await console.ask(`/runs/${ids[0]}/scenarios/GP2GP-REQ-001/bundle`)).status, 404);
});

test('names that lead out of the folder, or nowhere, find nothing', async (t) => {
  const { console, ids, reports } = await stage(t, [RUN]);
  await writeFile(join(reports, 'secret.zip'), 'secret');
  for (const path of [
    '/runs/..',
    '/runs/%2e%2e%2f%2e%2e',
    `/runs/${ids[0]}%2f..`,
    '/runs/20200101T000000Z-1',
    `/runs/${ids[0]}/scenarios/%2e%2e%2f%2e%2e%2f%2e%2e%2fsecret/bundle`,
    `/runs/${ids[0]}/scenarios/%3Cscript%3Ealert(1)%3C%2fscript%3E`,
  ]) {
    const { status, text } = await console.ask(path);
    assert.equal(status, 404, path);
    assert.doesNotMatch(text, /<script>alert|secret<|^secret/, path);
  }
});

test('a file that is no results is shown as such, and its page says what to do', async (t) => {
  const { console, ids, reports } = await stage(t, [RUN, RUN]);
  await writeFile(join(runFolder(reports, ids[0] as RunId), 'results.json'), '{"schema');
  assert.match((await console.ask('/runs')).text, /holds no results/);
  const page = await console.ask(`/runs/${ids[0]}`);
  assert.equal(page.status, 409);
  assert.match(page.text, /holds no results/);
});

test('two runs are compared: what fails now, what passes now, what is in one alone', async (t) => {
  const later = [
    scenario('GP2GP-REQ-001', 'fail', { reason: 'no request came' }),
    scenario('GP2GP-REQ-083', 'pass'),
    scenario('GP2GP-REQ-090', 'pass'),
  ];
  const { console, ids } = await stage(t, [RUN, later]);
  const { text } = await console.ask(`/runs/compare?a=${ids[0]}&b=${ids[1]}`);
  for (const said of ['Fails now \\(1\\)', 'Passes now \\(1\\)', 'Only in the run after \\(1\\)'])
    assert.match(text, new RegExp(said));
  assert.match(text, /no request came/);
  assert.equal((await console.ask(`/runs/compare?a=${ids[0]}&b=..`)).status, 404);
});

test('texts of a run are shown as text, whatever is in them', async (t) => {
  const script = '<script>window.planted = 1</script>';
  const hostile: ScenarioResult = scenario('GP2GP-REQ-083', 'fail', {
    ...{ title: script, reason: script, feature: script, replay: script },
    steps: [{ text: script, status: 'failed', observed: [script] }],
    findings: [finding(1, { message: script, at: script, suggestion: script })],
    outcomes: [{ conversationId: script, status: script, reason: script }],
  });
  const { console, ids } = await stage(t, [[hostile], [scenario('GP2GP-REQ-083', 'pass')]]);
  for (const path of [
    `/runs/${ids[0]}`,
    `/runs/${ids[0]}/scenarios/GP2GP-REQ-083`,
    `/runs/compare?a=${ids[0]}&b=${ids[1]}`,
  ]) {
    const { text, status } = await console.ask(path);
    assert.equal(status, 200, path);
    assert.doesNotMatch(text, /<script>window/, path);
    assert.match(text, /&lt;script&gt;window/, path);
  }
});

test('a run under way grows; its messages can be opened, and when it is over it is kept like any', async (t) => {
  const { console, desk, store } = await stage(t, []);
  let told = 0;
  desk.subscribe(() => told++);
  const startedAt = new Date('2026-11-26T18:15:00Z');
  const id = await store.begin(startedAt, 7);
  const system = sutProfile.parse({
    ...{ name: 'A system', odsCode: 'Z99003', partyKey: 'Z99003-900003', asid: '999000000003' },
    ...{ fqdn: 'sut.spinebox.test', endpoint: 'https://localhost:9443/' },
  });
  const run = desk.begin({
    ...{ version: '0.1.0', id, startedAt, seed: 7, shard: undefined, system, hooks: [] },
    ...{ schemas: 'not-run', notRun: [] },
  });
  run.plan(3);
  run.result(FAILING);
  assert.match((await console.ask('/runs')).text, /1 of 3 scenarios are judged/);
  assert.match((await console.ask(`/runs/${id}`)).text, /data-live="\/console\/runs\//);
  const { text } = await console.ask(`/runs/${id}/scenarios/GP2GP-REQ-083`);
  assert.match(text, /href="\/console\/messages\/1"/);
  assert.ok(told >= 3);
  await store.keep({ ...results([FAILING]), run: { id } });
  run.end();
  assert.match((await console.ask('/runs')).text, new RegExp(`href="/console/runs/${id}"`));
  assert.doesNotMatch((await console.ask('/runs')).text, /are judged/);
});

async function stage(t: TestContext, runs: readonly (readonly ScenarioResult[])[]) {
  const reports = await mkdtemp(join(tmpdir(), 'spinebox-runs-'));
  t.after(() => rm(reports, { recursive: true, force: true }));
  const store = runStore(reports);
  const ids: string[] = [];
  for (const [minute, scenarios] of runs.entries()) {
    const id = await store.begin(new Date(Date.UTC(2026, 10, 26, 18, minute)), 7);
    const told: RunResults = { ...results(scenarios), run: { id } };
    await store.keep(told);
    ids.push(id);
  }
  const desk = openRunDesk(reports, store);
  const console = await consoleStand({ parts: { runs: desk }, routes: consoleRoutes });
  t.after(() => console[Symbol.asyncDispose]());
  return { console, desk, store, ids, reports };
}
