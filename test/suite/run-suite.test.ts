import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { HookMissing, SystemDeviation } from '../../conformance/engine/departures.ts';
import type { Engine } from '../../conformance/engine/engine.ts';
import type { OpenTrial } from '../../conformance/engine/open-trial.ts';
import { runningScenario } from '../../conformance/engine/running-scenario.ts';
import type { ScenarioHead } from '../../conformance/engine/trial.ts';
import { jobsOf, runSuite } from '../../features/suite/run-suite.ts';

const directory = await mkdtemp(join(tmpdir(), 'spinebox-suite-'));
after(() => rm(directory, { recursive: true, force: true }));

const FEATURE = `
@requester
Feature: A small suite

  @GP2GP-REQ-001 @basis-N @requires-INIT-01
  Scenario: goes through
    When the counterpart does "fine"

  @GP2GP-REQ-006 @basis-I @requires-INIT-01
  Scenario: departs from an inference
    When the counterpart does "deviation"
    And the counterpart does "fine"

  @GP2GP-REQ-002 @basis-N @requires-INIT-01
  Scenario: departs from the model
    When the counterpart does "deviation"
    And the counterpart does "fine"

  @GP2GP-REQ-003 @basis-N @requires-INIT-01
  Scenario: needs what is not there
    When the counterpart does "no hook"

  @GP2GP-REQ-004 @basis-N @requires-INIT-01
  Scenario: has a step that nobody knows
    When the moon rises

  @GP2GP-REQ-005 @basis-N @requires-INIT-02
  Scenario Outline: row by row
    When the counterpart does "<what>"

    Examples:
      | what      |
      | fine      |
      | deviation |

  @GP2GP-REQ-007 @basis-A @requires-INIT-02
  Scenario: breaks by a fault of ours
    When the counterpart does "error"
`;
const features = [join(directory, 'small.feature').replaceAll('\\', '/')];
await writeFile(features[0] ?? '', FEATURE);

/** An engine whose situations only do what a step names; what the suite makes of it is its own. */
function pretended(lanes = 3) {
  let running = 0;
  let most = 0;
  const cue = async (name: string) => {
    if (name === 'deviation') throw new SystemDeviation({ expected: 'one', observed: 'two' });
    if (name === 'no hook') throw new HookMissing('setClock');
    if (name === 'error') throw new TypeError('x is undefined');
    await new Promise((resolve) => setImmediate(resolve));
  };
  const trialOf = (head: ScenarioHead) =>
    ({
      head,
      situation: () => ({ cue }),
      settled: async () => undefined,
      close: async () => undefined,
      examineAll: async () => [],
      problems: () => [],
      takeObserved: () => [],
      record: () => ({
        chosen: [],
        warnings: [],
        tolerated: [],
        transcripts: [],
        remarks: new Map(),
      }),
    }) as unknown as OpenTrial;
  const engine = {
    seed: 7,
    capacity: lanes,
    async begin(head: ScenarioHead) {
      most = Math.max(most, ++running);
      return runningScenario({
        trial: trialOf(head),
        seed: 7,
        replay: `spinebox conform --only ${head.id} --seed 7`,
        release: () => void running--,
        outcomesOf: () => [],
      });
    },
  } as unknown as Engine;
  return { engine, most: () => most };
}

test('each id gets one verdict, whatever it has of rows, and its reason', async () => {
  const { engine } = pretended();
  let rows = 0;
  const { scenarios, chosen } = await runSuite({
    engine,
    features,
    onPlan: (planned) => (rows = planned),
  });
  assert.equal(chosen, 7);
  assert.equal(rows, 8);
  const verdicts = Object.fromEntries(scenarios.map(({ id, verdict }) => [id.slice(-3), verdict]));
  assert.deepEqual(verdicts, {
    '001': 'pass',
    '002': 'fail',
    '003': 'skip',
    '004': 'error',
    '005': 'fail',
    '006': 'report',
    '007': 'error',
  });
  const reasonOf = (id: string) => scenarios.find((each) => each.id.endsWith(id))?.reason ?? '';
  assert.match(reasonOf('002'), /^expected: one; observed: two$/);
  assert.match(reasonOf('003'), /hook setClock/);
  assert.match(reasonOf('004'), /a step of "has a step that nobody knows" is undefined/);
  assert.match(reasonOf('005'), /^1 of 2 rows pass: expected: one/);
  assert.match(reasonOf('007'), /TypeError: x is undefined/);
  assert.match(scenarios[1]?.replay ?? '', /--only GP2GP-REQ-002 --seed 7/);
});

test('steps are shown with their keyword and what became of them', async () => {
  const { engine } = pretended();
  const { scenarios } = await runSuite({ engine, features, tags: '@GP2GP-REQ-002' });
  assert.deepEqual(
    scenarios[0]?.steps.map(({ text, status }) => [text, status]),
    [
      ['When the counterpart does "deviation"', 'failed'],
      ['And the counterpart does "fine"', 'not-reached'],
    ],
  );
});

test('shards take every id once and keep the rows of an id together', async () => {
  const seen: string[] = [];
  for (const shard of ['1/3', '2/3', '3/3']) {
    const { scenarios } = await runSuite({ engine: pretended().engine, features, shard });
    seen.push(...scenarios.map(({ id }) => id));
  }
  assert.equal(new Set(seen).size, 7);
  assert.equal(seen.length, 7);
});

test('the messages of all lanes are one stream in which every id leads somewhere', async () => {
  const { engine, most } = pretended(4);
  await runSuite({ engine, features, reportsDirectory: directory });
  const text = await readFile(join(directory, 'messages.ndjson'), 'utf8');
  const messages = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const of = (name: string) => messages.flatMap((message) => message[name] ?? []);
  for (const once of ['meta', 'source', 'gherkinDocument', 'testRunStarted', 'testRunFinished']) {
    assert.equal(of(once).length, 1, once);
  }
  assert.deepEqual(messages.at(-1)?.testRunFinished.success, false);
  assert.equal(of('pickle').length, 8);
  assert.equal(of('testCase').length, 8);
  const pickles = new Map(of('pickle').map((pickle) => [pickle.id, pickle]));
  const definitions = new Set(of('stepDefinition').map(({ id }) => id));
  for (const { pickleId, testSteps } of of('testCase')) {
    const steps = new Set(pickles.get(pickleId)?.steps.map(({ id }: { id: string }) => id));
    for (const { pickleStepId, stepDefinitionIds = [] } of testSteps) {
      if (pickleStepId) assert.ok(steps.has(pickleStepId));
      for (const id of stepDefinitionIds) assert.ok(definitions.has(id));
    }
  }
  assert.equal(new Set(of('testCase').map(({ pickleId }) => pickleId)).size, 8);
  const cases = new Set(of('testCase').map(({ id }) => id));
  for (const { testCaseId } of of('testCaseStarted')) assert.ok(cases.has(testCaseId));
  assert.equal(of('testCaseFinished').length, 8);
  assert.ok(most() > 1, 'no two scenarios went side by side');
});

test('what takes long begins first', () => {
  const row = (id: string, ...tags: readonly string[]) => ({
    uri: 'x',
    name: id,
    tags,
    ids: [id],
    outline: id,
    situations: [],
    quoted: [],
    undefinedSteps: [],
  });
  const jobs = jobsOf([row('A'), row('B', '@exclusive'), row('C', '@large'), row('A')]);
  assert.deepEqual(
    jobs.map(({ id, rows }) => [id, rows]),
    [
      ['C', 1],
      ['B', 1],
      ['A', 2],
    ],
  );
});

test('a feature that cannot be read ends the run with its place', async () => {
  const broken = join(directory, 'broken.feature').replaceAll('\\', '/');
  await writeFile(broken, 'Feature: x\n  Scenario: y\n    When z\n    nonsense\n');
  await assert.rejects(runSuite({ engine: pretended().engine, features: [broken] }), /\(4:5\)/);
});
