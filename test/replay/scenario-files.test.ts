import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { printableProfile } from '../../conformance/replay/printable-profile.ts';
import { scenarioFiles } from '../../conformance/replay/scenario-files.ts';
import { settingsOfThen } from '../../conformance/replay/settings-of-then.ts';
import { sutProfile } from '../../conformance/sut/sut-profile.ts';
import { scenarioShelf } from '../../simulator/counterpart/find-scenario.ts';
import type { BundledScenario } from '../../src/bundle/manifest.ts';

function scenario(id: string, feature: string, situations: readonly string[]): BundledScenario {
  return {
    ...{ id, title: id, role: 'requester', basis: 'N', seed: 1, verdict: 'fail', reason: '' },
    ...{ conversations: [], result: 'r', feature, situations },
  };
}

test('files of a bundle are laid out below one folder, whatever they are called, and go when they were played', async () => {
  const scenarios = [
    scenario('A', '../../a.feature', ['scenarios/A/situations/requester/small.yaml']),
    scenario('B', 'scenarios/B/b.feature', ['scenarios/B/situations/../../../../small-2.yaml']),
  ];
  let root = '';
  {
    await using files = await scenarioFiles({
      manifest: { scenarios },
      readText: async (name) => `text of ${name}`,
    });
    root = dirname(files.folder);
    assert.ok(root.startsWith(tmpdir()));
    assert.deepEqual((await readdir(files.folder)).toSorted(), ['small-2.yaml', 'small.yaml']);
    assert.deepEqual([...files.features.keys()], ['A', 'B']);
    for (const file of files.features.values()) assert.equal(dirname(file), root);
    const text = await readFile(files.features.get('A') ?? '', 'utf8');
    assert.equal(text, 'text of ../../a.feature');
    await writeFile(join(root, 'outside.yaml'), 'title: outside\nplays: sender\n');
    const path = join(root, 'outside.yaml');
    assert.equal((await scenarioShelf(files.folder).read(path)).title, 'outside');
    await assert.rejects(
      scenarioShelf(files.folder, false).read(path),
      /there is no scenario file/,
    );
  }
  await assert.rejects(readdir(root), /ENOENT/);
});

test('of the world of then policies, limits, faults and time hold; ports, parties and files do not', () => {
  const world = {
    ...{ timeScale: 0.5, policies: { timeToLive: 'enforce' }, organisations: { a: {} } },
    ...{ spine: { port: 1 }, control: { port: 2 }, pds: { reuseProvisionId: true, files: ['x'] } },
  };
  assert.deepEqual(settingsOfThen(world), {
    timeScale: 0.5,
    policies: { timeToLive: 'enforce' },
    pds: { reuseProvisionId: true },
  });
  assert.deepEqual(settingsOfThen(undefined), {});
  assert.deepEqual(settingsOfThen('world'), {});
});

test('a profile leaves the machine without what its hooks carry', () => {
  const profile = sutProfile.parse({
    ...{ name: 'A', odsCode: 'Z99003', partyKey: 'Z99003-999003', asid: '999000099003' },
    ...{ fqdn: 'sut.spinebox.test', endpoint: 'https://127.0.0.1:9443/' },
    hooks: {
      restart: { command: ['restart', '--password', 'hush'] },
      seedRecord: {
        http: { url: 'http://127.0.0.1/?key=hush', headers: { authorization: 'hush' } },
      },
      setClock: { person: 'ask hush' },
    },
  });
  const shown = printableProfile(profile);
  assert.deepEqual(shown.hooks, { restart: 'command', seedRecord: 'http', setClock: 'person' });
  assert.doesNotMatch(JSON.stringify(shown), /hush/);
});
