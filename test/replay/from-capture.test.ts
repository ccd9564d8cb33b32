import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openEngine } from '../../conformance/engine/open-engine.ts';
import { rivalNamed } from '../../conformance/replay/rival.ts';
import { planSuite } from '../../features/suite/plan-suite.ts';
import { runSuite } from '../../features/suite/run-suite.ts';
import { scenarioShelf } from '../../simulator/counterpart/find-scenario.ts';
import { openBundle } from '../../src/bundle/open-bundle.ts';
import { capturedConversation } from '../../src/scenario/from-capture/captured-conversation.ts';
import { scenarioFromCapture } from '../../src/scenario/from-capture/scenario-from-capture.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { type Captured, capture, WAITS } from './captured.ts';

const directory = await mkdtemp(join(tmpdir(), 'spinebox-from-capture-'));
const place = { directory, certificateDirectory: join(directory, 'certs') };
after(() => rm(directory, { recursive: true, force: true }));
const shelf = scenarioShelf();
for (const canary of ['canary-sends-record', 'canary-asks-for-record'])
  await writeFile(join(directory, `${canary}.yaml`), (await shelf.source(canary)).text);

async function drafted({ path, conversationId, judged }: Captured) {
  await using bundle = await openBundle(path);
  const source = 'capture.zip';
  const draft = await scenarioFromCapture(bundle.journal, {
    conversationId,
    system: judged,
    source,
  });
  assert.ok(draft);
  const twice = await scenarioFromCapture(bundle.journal, {
    conversationId,
    system: judged,
    source,
  });
  assert.deepEqual([twice?.scenario, twice?.feature], [draft.scenario, draft.feature]);
  return draft;
}

const CASES = [
  {
    id: 'GP2GP-REQ-020',
    about: 'a refusal with its code',
    steps: /acknowledge: request\n\s+code: "06"/,
  },
  {
    id: 'GP2GP-REQ-085',
    about: 'parts in another order',
    steps: /- send: scan.tif\/index\n\s+- send: scan.tif\/1\n\s+- send: scan.tif\/0/,
  },
  {
    id: 'GP2GP-REQ-068',
    about: 'a second extract',
    steps: /acknowledgement of extract\n\s+do:\n\s+- send: extract/,
  },
  { id: 'GP2GP-SND-074', about: 'a final refusal', steps: /acknowledge: extract\n\s+code: "\d\d"/ },
  {
    id: 'MHS-B3-03',
    about: 'what went wrong at Spine on purpose',
    steps: /faults:\n\s+- on: \S+\n\s+do: \S+/,
  },
] as const;

for (const { id, about, steps } of CASES) {
  test(`${about} (${id}) becomes a scenario file that can be played, with a skeleton in the phrases of the suite`, async () => {
    const captured = await capture('bundled', id, place);
    const draft = await drafted(captured);
    assert.match(draft.scenario, steps);
    assert.equal(readScenario(draft.scenario, draft.name).plays, draft.conversation.plays);
    const feature = join(directory, `${draft.name}.feature`);
    await writeFile(join(directory, `${draft.name}.yaml`), draft.scenario);
    await writeFile(feature, draft.feature);
    const planned = await planSuite({ features: [feature] });
    assert.equal(planned.length, 1);
    assert.deepEqual(
      planned.flatMap(({ undefinedSteps }) => undefinedSteps),
      [],
    );
    const source = rivalNamed('bundled', WAITS);
    const { certificateDirectory } = place;
    await using engine = await openEngine({
      ...{ source, certificateDirectory, keyType: 'p-256', scenarioFolder: directory },
    });
    const { scenarios } = await runSuite({ engine, features: [feature] });
    const [result] = scenarios;
    assert.notEqual(result?.verdict, 'error', result?.reason);
    const first = result?.timeline[0]?.conversationId;
    const now = (result?.timeline ?? [])
      .filter(({ conversationId }) => conversationId === first)
      .map(({ from, role, code = '' }) => `${from} ${role} ${code}`.trim());
    const counterparts = (said: readonly string[]) =>
      said.filter((each) => each.startsWith('counterpart'));
    // Whatever the skeleton expects: the counterpart says the same again.
    assert.deepEqual(counterparts(now), counterparts(captured.said));
  });
}

test('where the request names a user the skeleton has one register the patient', async () => {
  const { feature } = await drafted(await capture('bundled', 'GP2GP-REQ-015', place));
  assert.match(feature, /When the patient registers with a user at the desk\n/);
});

test('a system that has no part in the conversation is not judged: who asked is, and that is said', async () => {
  const { path, conversationId, judged } = await capture('bundled', 'GP2GP-REQ-020', place);
  await using bundle = await openBundle(path);
  const { journal } = bundle;
  const found = await capturedConversation(journal, conversationId, 'Z00000-000000');
  assert.equal(found?.system, judged);
  assert.deepEqual(found?.doubts, [
    `Z00000-000000 has no part in the conversation: ${judged}, who asked, is judged.`,
  ]);
  assert.equal(await capturedConversation(journal, 'NONE', judged), undefined);
});
