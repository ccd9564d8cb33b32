import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openEngine } from '../../conformance/engine/open-engine.ts';
import { keepBundles } from '../../conformance/replay/keep-bundles.ts';
import { openReplay, type Replayed } from '../../conformance/replay/open-replay.ts';
import { type RivalOptions, rivalNamed } from '../../conformance/replay/rival.ts';
import { runSuite } from '../../features/suite/run-suite.ts';
import { type OpenBundle, openBundle } from '../../src/bundle/open-bundle.ts';
import { verifyBundle } from '../../src/bundle/verify-bundle.ts';
import { REPLAYED } from './replayed-variants.ts';

const TIMES = 3;
const WAITS: RivalOptions = { keyType: 'p-256', patience: 'PT10S', quiet: 'PT0.3S' };
const directory = await mkdtemp(join(tmpdir(), 'spinebox-replayed-'));
const certificateDirectory = join(directory, 'certs');
after(() => rm(directory, { recursive: true, force: true }));

/** The bundle that a run against a practice of ours leaves behind. */
async function bundleOf(name: string, id: string): Promise<string> {
  const source = rivalNamed(name, WAITS);
  await using engine = await openEngine({ source, certificateDirectory, keyType: 'p-256' });
  const { scenarios, features } = await runSuite({ engine, tags: `@${id}` });
  const { written, failed } = await keepBundles({
    ...{ engine, scenarios, features, kept: 'failures', version: '0.0.0' },
    ...{ folder: join(directory, name), run: { id: name, seed: engine.seed } },
  });
  assert.deepEqual([...failed], []);
  const path = written.get(id);
  assert.ok(path, `${name} is not failed by ${id}: ${scenarios[0]?.verdict}`);
  return path;
}

async function replayed(
  bundle: OpenBundle,
  against: string,
  times: number,
): Promise<readonly Replayed[]> {
  const source = rivalNamed(against, WAITS);
  const options = {
    bundle,
    source,
    play: runSuite,
    certificateDirectory,
    keyType: 'p-256',
  } as const;
  await using replay = await openReplay(options);
  const outcomes: Replayed[] = [];
  for (const id of replay.ids)
    for (let time = 0; time < times; time++) outcomes.push(await replay.again(id));
  return outcomes;
}

test('there are enough of them to speak of', () => {
  assert.ok(new Set(REPLAYED.map(({ name }) => name)).size >= 20);
});

for (const { name, caughtBy } of REPLAYED) {
  test(`${name} happens again from its bundle, three times of three, and not with the right practice`, async () => {
    const [id] = caughtBy;
    const path = await bundleOf(name, id);
    assert.deepEqual((await verifyBundle(path)).faults, []);
    await using bundle = await openBundle(path);
    for (const { outcome, difference } of await replayed(bundle, name, TIMES))
      assert.deepEqual({ outcome, difference }, { outcome: 'reproduced', difference: undefined });
    const [good] = await replayed(bundle, 'bundled', 1);
    assert.equal(good?.outcome, 'not-reproduced', good?.difference);
    assert.match(
      good?.difference ?? '',
      /^(?:step \d+ ".+": then it failed|then the verdict was fail)/,
    );
  });
}
