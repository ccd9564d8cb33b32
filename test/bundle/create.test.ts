import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { bundleCommand } from '../../cli/commands/bundle.ts';
import { bundleDesk } from '../../simulator/bundle-desk.ts';
import { keepWorld, readKeptWorld } from '../../simulator/kept-world.ts';
import { PRODUCT_VERSION } from '../../simulator/version.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { BundleEmptyError } from '../../src/bundle/bundle-errors.ts';
import { BundlesApartError, joinBundles } from '../../src/bundle/join-bundles.ts';
import { openBundle } from '../../src/bundle/open-bundle.ts';
import { writeBundle } from '../../src/bundle/write-bundle.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { stand } from '../control/stand.ts';
import { scenario } from '../report/specimen-results.ts';
import { bundleGround, CONVERSATION, exchange, plainOptions } from './bundle-of.ts';

async function run(...words: readonly string[]): Promise<string> {
  const lines: string[] = [];
  await bundleCommand((line) => lines.push(line)).parseAsync(['node', 'bundle', ...words]);
  return lines.join('\n');
}

test('a bundle out of a stopped simulator holds the world that it left beside its journal', async () => {
  await using ground = await bundleGround();
  const { folder } = ground;
  const data = join(folder, 'data');
  await mkdir(data);
  const { config } = await loadWorld({ overrides: { control: { token: 'hush-hush-hush-hush' } } });
  await keepWorld(data, config, [{ name: 'trust', pem: '' }]);
  const journal = await openJournal({ directory: data, sync: false });
  await journal.append(exchange({ messageId: 'A1' }));
  await journal.close();
  const out = join(folder, 'out.zip');
  const told = await run('create', '--conversation', CONVERSATION, '--journal', data, '--out', out);
  assert.match(told, /out\.zip: 1 entries, .*\nchain: [0-9a-f]{64}/);
  await using bundle = await openBundle(out);
  const kept = await readKeptWorld(data);
  assert.deepEqual(await bundle.readJson('world.json'), kept?.config);
  assert.doesNotMatch(await bundle.readText('world.json'), /hush-hush-hush-hush/);
  assert.equal(bundle.manifest.product.version, PRODUCT_VERSION);
  const shown = await run('show', out);
  assert.match(shown, new RegExp(`^Conversation ${CONVERSATION}\\n.*\\n1 entries`));
});

test('a world file that somebody else wrote beside a journal is an error with a remedy', async () => {
  await using ground = await bundleGround();
  await writeFile(join(ground.folder, 'world.json'), '{"version":1}');
  await assert.rejects(readKeptWorld(ground.folder), /is not what a simulator left there/);
  assert.equal(await readKeptWorld(join(ground.folder, 'journal')), undefined);
});

test('a running simulator gives a bundle over its control API, whole or a refusal', async () => {
  await using ground = await bundleGround();
  const { folder, journal } = ground;
  await journal.append(exchange({ messageId: 'A1' }));
  const clock = { now: () => new Date('2026-01-05T10:00:00Z'), after: () => ({ cancel() {} }) };
  const bundles = bundleDesk(journal, clock, async () => ({
    ...{ version: '0.1.0', world: undefined, certificates: [] },
  }));
  await using api = await stand({}, { bundles });
  const out = join(folder, 'api.zip');
  await run('create', '--control', api.url, '--conversation', CONVERSATION, '--out', out);
  await using bundle = await openBundle(out);
  assert.equal(bundle.manifest.entries, 1);
  const none = run('create', '--control', api.url, '--conversation', 'other', '--out', out);
  await assert.rejects(none, /nothing is on record of other/);
  await assert.rejects(
    bundles.write({ conversations: ['other'], redact: false }, out),
    BundleEmptyError,
  );
});

test('bundles of one run become one; those of different journals do not', async () => {
  await using ground = await bundleGround();
  await using other = await bundleGround();
  const { folder, journal } = ground;
  const scenarios = ['GP2GP-REQ-001', 'GP2GP-REQ-002'].map((id) => ({
    result: scenario(id, 'fail'),
    feature: { name: 'a.feature', text: 'Feature: a', shipped: true },
    situations: [{ name: 'plain.yaml', text: 'name: plain' }],
  }));
  await journal.append(exchange({ messageId: 'A1' }));
  await journal.append(exchange({ messageId: 'A2' }));
  await other.journal.append(exchange({ messageId: 'B1' }));
  const [one, two, three] = ['one', 'two', 'three'].map((name) => join(folder, `${name}.zip`));
  assert.ok(one && two && three && scenarios[0] && scenarios[1]);
  const options = { kind: 'run', conversations: [], run: { id: 'R', seed: 7 } } as const;
  const [first, second] = scenarios;
  await writeBundle({
    ...plainOptions(journal, one),
    ...options,
    sequences: [1],
    scenarios: [first],
  });
  await writeBundle({
    ...plainOptions(journal, two),
    ...options,
    sequences: [1, 2],
    scenarios: [second],
  });
  await writeBundle({
    ...plainOptions(other.journal, three),
    ...options,
    sequences: [1],
    scenarios: [second],
  });
  await using a = await openBundle(one);
  await using b = await openBundle(two);
  await using c = await openBundle(three);
  const out = join(folder, 'joined.zip');
  const joined = await joinBundles([a, b]);
  await writeBundle({ ...plainOptions(journal, out), kind: 'run', ...joined });
  await using whole = await openBundle(out);
  const { manifest } = whole;
  assert.equal(manifest.entries, 2);
  assert.deepEqual(manifest.run, { id: 'R', seed: 7 });
  assert.deepEqual(
    manifest.scenarios.map(({ id, situations, shipped }) => [
      id,
      situations.length,
      shipped?.length,
    ]),
    scenarios.map(({ result }) => [result.id, 1, 1]),
  );
  const [held] = manifest.scenarios;
  assert.ok(held);
  assert.deepEqual(
    await whole.readJson(held.result),
    await a.readJson(a.manifest.scenarios[0]?.result ?? ''),
  );
  await assert.rejects(joinBundles([a, c]), BundlesApartError);
});

test('hostile texts of a peer do nothing in the summary', async () => {
  await using ground = await bundleGround();
  const { folder, journal } = ground;
  const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>';
  await journal.append(
    exchange({
      ...{ messageId: evil, summary: evil, fromParty: evil, toParty: evil, service: evil },
      findings: [
        { check: evil, severity: 'must', clause: evil, message: evil, at: evil, suggestion: evil },
      ],
    }),
  );
  const out = join(folder, 'bundle.zip');
  await writeBundle({ ...plainOptions(journal, out), title: evil });
  await using bundle = await openBundle(out);
  const page = await bundle.readText('summary.html');
  assert.match(page, /&lt;script&gt;/);
  assert.doesNotMatch(page, /<script|<img|onerror=alert\(1\)>/);
  assert.match(page, /default-src &#39;none&#39;/);
  assert.ok((await readFile(out)).length > 0);
});

test('the command line says what it lacks', async () => {
  await assert.rejects(run('create'), /it is not said what the bundle is to hold/);
  await assert.rejects(run('create', '--run', 'R', '--conversation', 'C'), /bundled by itself/);
  await assert.rejects(
    run('create', '--conversation', 'C', '--scenario', 'S'),
    /--scenario chooses/,
  );
  await using ground = await bundleGround();
  const none = run('create', '--run', '20260105T090000Z-1', '--reports', ground.folder);
  await assert.rejects(none, /keeps no run 20260105T090000Z-1/);
});
