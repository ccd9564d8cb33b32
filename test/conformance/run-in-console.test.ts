import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openEngine } from '../../conformance/engine/open-engine.ts';
import type { SystemSource } from '../../conformance/engine/system-source.ts';
import { variantSystem } from '../../conformance/engine/variant-system.ts';
import { runResults } from '../../conformance/run-results.ts';
import { openRunDesk } from '../../conformance/runs/open-run-desk.ts';
import type { Person } from '../../conformance/sut/ask-person.ts';
import { openHooks } from '../../conformance/sut/open-hooks.ts';
import { openPersonDesk } from '../../conformance/sut/open-person-desk.ts';
import { runSuite } from '../../features/suite/run-suite.ts';
import { processCertificates } from '../../features/support/process-certificates.ts';
import type { PersonTask } from '../../simulator/doors/person-desk.ts';
import { runStore } from '../../src/report/run-store.ts';

test('a person registers the patient and says so in the console; the run goes on and is kept', async (t) => {
  const reports = await mkdtemp(join(tmpdir(), 'spinebox-run-'));
  t.after(() => rm(reports, { recursive: true, force: true }));
  const { directory: certificateDirectory } = await processCertificates();
  const store = runStore(reports);
  const desk = openRunDesk(reports, store);
  const persons = openPersonDesk();
  const hooks: { registerPatient: string } = { registerPatient: '' };
  const source = byHand(variantSystem({ practices: 1, keyType: 'p-256' }), persons, hooks);
  await using engine = await openEngine({
    ...{ source, certificateDirectory, keyType: 'p-256' },
    desks: { persons, runs: desk },
  });
  const console = `${engine.simulator.control?.url}/console`;
  const page = async (path: string) => (await fetch(console + path)).text();

  const startedAt = new Date();
  const id = await store.begin(startedAt, engine.seed);
  const { seed, system, schemas, notRun } = engine;
  const facts = { version: '0.0.0', id, startedAt, seed, system, schemas, notRun };
  const whole = { ...facts, shard: undefined, hooks: engine.hooks };
  const shown = desk.begin(whole);
  const seen: string[] = [];
  const failed: unknown[] = [];
  /** What the person does: reads the page, registers the patient in the system, presses Done. */
  const carryOut = async (task: PersonTask) => {
    seen.push(await page('/tasks'), await page(`/runs/${id}`));
    const input = Object.entries(task.facts).map(([name, text]) => [name, inputOf(name, text)]);
    const body = JSON.stringify(Object.fromEntries(input));
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    assert.equal((await fetch(hooks.registerPatient, post)).status, 200);
    const answer = { method: 'POST', body: new URLSearchParams({ answer: 'y' }) };
    await fetch(`${console}/tasks/${task.id}`, { ...answer, redirect: 'manual' });
  };
  const taken = new Set<string>();
  const end = persons.subscribe(() => {
    for (const task of persons.pending()) {
      if (taken.has(task.id)) continue;
      taken.add(task.id);
      carryOut(task).catch((error: unknown) => failed.push(error));
    }
  });
  const { scenarios } = await runSuite({
    ...{ engine, tags: '@GP2GP-REQ-001 or @GP2GP-SND-001' },
    onPlan: shown.plan,
    onResult: shown.result,
  });
  end();
  assert.deepEqual(failed, []);
  assert.ok(taken.size > 0, 'a person was asked');
  assert.deepEqual(
    scenarios.map((scenario) => [scenario.id, scenario.verdict, scenario.reason]),
    [
      ['GP2GP-REQ-001', 'pass', undefined],
      ['GP2GP-SND-001', 'pass', undefined],
    ],
  );
  assert.match(seen[0] ?? '', /Register the patient \d{10} \(permanent\)/);
  assert.match(seen[1] ?? '', /of 2 scenarios are judged/);

  const message = scenarios[0]?.timeline[0]?.sequence;
  const told = await page(`/runs/${id}/scenarios/GP2GP-REQ-001`);
  assert.match(told, new RegExp(`href="/console/messages/${message}"`));
  const journal = await engine.evidence();
  await store.keep(runResults({ ...whole, durationMs: 1, scenarios, journal }));
  shown.end();
  assert.match(await page(`/runs/${id}`), /PASSED: 2 passed/);
});

/** The same system, whose patients are registered by hand. */
function byHand(
  source: SystemSource,
  person: Person,
  found: { registerPatient: string },
): SystemSource {
  return {
    profiles: source.profiles,
    async start(places) {
      const started = await source.start(places);
      const systems = started.systems.map(({ profile }) => {
        const way = profile.hooks.registerPatient;
        if (way && 'http' in way) found.registerPatient = way.http.url;
        const instruction = 'Register the patient {nhsNumber} ({registration}).';
        const registerPatient = { person: instruction, timeout: 'PT2M' };
        const hooks = { ...profile.hooks, registerPatient };
        return { profile: { ...profile, hooks }, hooks: openHooks({ hooks }, person) };
      });
      return { ...started, systems, [Symbol.asyncDispose]: () => started[Symbol.asyncDispose]() };
    },
  };
}

/** Facts are shown as texts; the hook wants the two flags as they were. */
function inputOf(name: string, text: string): unknown {
  return name === 'returning' || name === 'byUser' ? text === 'true' : text;
}
