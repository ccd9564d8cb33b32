import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openEngine } from '../../conformance/engine/open-engine.ts';
import { keepBundles } from '../../conformance/replay/keep-bundles.ts';
import type { Kept } from '../../conformance/replay/kept.ts';
import { openReplay } from '../../conformance/replay/open-replay.ts';
import { rivalNamed } from '../../conformance/replay/rival.ts';
import { runSuite } from '../../features/suite/run-suite.ts';
import { scenarioShelf } from '../../simulator/counterpart/find-scenario.ts';
import { openBundle } from '../../src/bundle/open-bundle.ts';
import { openRedactor } from '../../src/bundle/redact/open-redactor.ts';
import type { ScenarioResult } from '../../src/report/results.ts';
import { WAITS } from './captured.ts';

const directory = await mkdtemp(join(tmpdir(), 'spinebox-kept-'));
const certificateDirectory = join(directory, 'certs');
const NAME = 'file-name-ends-at-equals';
const ID = 'GP2GP-REQ-052';

const engine = await openEngine({
  ...{ source: rivalNamed(NAME, WAITS), certificateDirectory, keyType: 'p-256' },
});
after(async () => {
  await engine[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
});
const { scenarios, features } = await runSuite({ engine, tags: `@${ID}` });
const [failed] = scenarios;
assert.equal(failed?.verdict, 'fail');

function keep(kept: Kept, results: readonly ScenarioResult[], redacted = false) {
  return keepBundles({
    ...{ engine, scenarios: results, features, kept, version: '0.0.0' },
    ...{ folder: join(directory, `${kept}-${redacted}`), run: { id: 'R', seed: engine.seed } },
    ...(redacted && { redactor: openRedactor }),
  });
}

test('a bundle is kept of what fails or is an error of ours; of everything judged, or of nothing, when asked', async () => {
  const as = (verdict: ScenarioResult['verdict']) => ({ ...(failed as ScenarioResult), verdict });
  const kept = async (which: Kept, verdict: ScenarioResult['verdict']) =>
    (await keep(which, [as(verdict)])).written.size;
  for (const [verdict, failures, all] of [
    ['fail', 1, 1],
    ['error', 1, 1],
    ['report', 0, 1],
    ['pass', 0, 1],
    ['skip', 0, 0],
    ['notApplicable', 0, 0],
  ] as const) {
    assert.equal(await kept('failures', verdict), failures, verdict);
    assert.equal(await kept('all', verdict), all, verdict);
    assert.equal(await kept('none', verdict), 0, verdict);
  }
});

test('it carries the files that were played as they are, those a longer playing would need too, and no key', async () => {
  const { written } = await keep('failures', scenarios);
  await using bundle = await openBundle(written.get(ID) ?? '');
  const [scenario] = bundle.manifest.scenarios;
  const file = features.get(ID)?.file ?? '';
  assert.equal(await bundle.readText(scenario?.feature ?? ''), await readFile(file, 'utf8'));
  const names = (scenario?.situations ?? []).map((name) => name.split('/').at(-1));
  assert.ok(names.includes('canary-sends-record.yaml'));
  for (const name of scenario?.situations ?? []) {
    const short = name.split('/').at(-1)?.replace('.yaml', '') ?? '';
    assert.equal(await bundle.readText(name), (await scenarioShelf().source(short)).text);
  }
  for (const { name } of bundle.manifest.files.filter((each) => each.name.endsWith('.pem')))
    assert.doesNotMatch(await bundle.readText(name), /PRIVATE/);
  const looked = await bundle.journal.find({ after: 0 });
  assert.ok(
    looked.some(
      ({ service, conversationId }) => service !== 'spine' && conversationId === undefined,
    ),
    'what the system asked of PDS and SDS about the patient is there too',
  );
});

test('a redacted bundle is played again like any other', async () => {
  const { written } = await keep('failures', scenarios, true);
  await using bundle = await openBundle(written.get(ID) ?? '');
  assert.equal(bundle.manifest.redacted, true);
  const options = { bundle, play: runSuite, certificateDirectory, keyType: 'p-256' } as const;
  for (const [against, expected] of [
    [NAME, 'reproduced'],
    ['bundled', 'not-reproduced'],
  ] as const) {
    await using replay = await openReplay({ ...options, source: rivalNamed(against, WAITS) });
    const { outcome, difference } = await replay.again(ID);
    assert.equal(outcome, expected, difference);
  }
});
