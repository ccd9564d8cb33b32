import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { knownBad } from '../../simulator/known-bad/known-bad-variants.ts';
import { DOES_NOTHING } from '../../simulator/known-bad/requesting.ts';
import { runMutation } from '../mutation/mutation-run.ts';
import { runVariant } from '../mutation/run-variant.ts';

// A few of each family; `npm run mutation` plays them all.
const NAMES = [
  'temporary-registration-asks',
  'chunks-in-arrival-order',
  'other-patient-filed',
  'documents-dropped',
  'requester-not-checked',
  'new-id-at-each-attempt',
];
const variants = NAMES.map((name) => knownBad(name)).filter((one) => one !== undefined);
const scenarios = [...new Set(variants.flatMap(({ caughtBy }) => [...caughtBy]))];

let certificateDirectory = '';
before(async () => {
  certificateDirectory = await mkdtemp(join(tmpdir(), 'spinebox-variants-'));
});
after(() => rm(certificateDirectory, { recursive: true, force: true }));

test('practices that are wrong are failed by the scenarios that name them', async () => {
  assert.equal(variants.length, NAMES.length);
  const fates = await runMutation({ certificateDirectory, variants, jobs: 3 });
  assert.deepEqual(
    fates.filter(({ caught }) => caught.length === 0).map(({ variant }) => variant.name),
    [],
  );
});

test('the right practice passes the same scenarios', async () => {
  const results = await runVariant({ certificateDirectory, only: scenarios, patience: 'PT15S' });
  assert.deepEqual(
    results.filter(({ verdict }) => verdict !== 'pass').map(({ id, reason }) => `${id} ${reason}`),
    [],
  );
});

test('a practice that does nothing passes none of them', async () => {
  const { conduct } = DOES_NOTHING;
  const run = { certificateDirectory, conduct, only: scenarios, concurrency: 8, patience: 'PT1S' };
  const results = await runVariant(run);
  assert.equal(results.length, scenarios.length);
  assert.deepEqual(
    results.filter(({ verdict }) => verdict === 'pass'),
    [],
  );
});

test('a scenario that the right practice does not pass says nothing of a wrong one', async () => {
  const variant = knownBad('temporary-registration-asks');
  assert.ok(variant);
  const idle = { reference: DOES_NOTHING.conduct, variants: [variant], patience: 'PT1S' };
  const [fate] = await runMutation({ certificateDirectory, ...idle });
  assert.deepEqual(fate?.caught, []);
  assert.match(fate?.verdicts[0]?.reason ?? '', /the good practice does not pass it/);
});
