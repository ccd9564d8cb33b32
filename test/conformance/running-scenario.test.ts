import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SystemDeviation } from '../../conformance/engine/departures.ts';
import type { OpenTrial } from '../../conformance/engine/open-trial.ts';
import { runningScenario } from '../../conformance/engine/running-scenario.ts';

const HEAD = {
  ...{ id: 'GP2GP-REQ-001', title: 'x', feature: 'y', role: 'requester', basis: 'N' },
  ...{ requirements: [], needs: [], exclusive: false },
} as const;

function scenario(trial: Partial<OpenTrial> = {}, lost?: () => Error | undefined) {
  let released = 0;
  const running = runningScenario({
    trial: {
      head: HEAD,
      settled: async () => undefined,
      close: async () => undefined,
      examineAll: async () => [],
      problems: () => [],
      takeObserved: () => [],
      record: () => ({
        ...{ chosen: [], warnings: [], tolerated: [], transcripts: [], remarks: new Map() },
      }),
      ...trial,
    } as unknown as OpenTrial,
    seed: 1,
    replay: 'again',
    release: () => void released++,
    outcomesOf: () => [],
    ...(lost && { lost }),
  });
  return { running, released: () => released };
}

const DEVIATION = new SystemDeviation({ expected: 'one', observed: 'two' });

test('the first thing that ends a scenario is what counts', async () => {
  const { running, released } = scenario();
  assert.equal(running.over, false);
  running.broke(DEVIATION);
  running.broke(new TypeError('later'));
  assert.equal(running.over, true);
  const { verdict, steps } = await running.finish(['Given a', 'Then b']);
  assert.equal(verdict, 'fail');
  assert.deepEqual(
    steps.map(({ status }) => status),
    ['not-reached', 'not-reached'],
  );
  assert.equal(released(), 1);
});

test('a system that is gone, or a situation that was not played, says nothing of the system', async () => {
  const gone = scenario({}, () => new Error('the bundled practice ended by itself'));
  gone.running.broke(DEVIATION);
  const first = await gone.running.finish();
  assert.deepEqual(
    [first.verdict, first.reason],
    ['error', 'the bundled practice ended by itself'],
  );
  const unplayed = scenario({ problems: () => ['step 2 cannot be done'] });
  const second = await unplayed.running.finish();
  assert.equal(second.verdict, 'error');
  assert.match(second.reason ?? '', /step 2 cannot be done/);
});

test('what goes wrong in judging or tidying up is an error, and room is made all the same', async () => {
  for (const broken of ['settled', 'examineAll', 'close'] as const) {
    const { running, released } = scenario({
      [broken]: () => Promise.reject(new Error(`${broken} broke`)),
    });
    const { verdict, reason } = await running.finish();
    assert.equal(verdict, 'error', broken);
    assert.match(reason ?? '', new RegExp(`${broken} broke`));
    assert.equal(released(), 1);
  }
});
