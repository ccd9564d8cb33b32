import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { startSpinebox } from '../../package/start-spinebox.ts';
import { trySurface } from './surface.ts';

test('a simulator in this process keeps what the surface promises', () =>
  trySurface({ host: '127.0.0.1', start: startSpinebox }));

test('stopped, it is gone with its folders, and stopping again does nothing', async () => {
  const before = await ours();
  const spine = await startSpinebox();
  assert.ok((await ours()).length > before.length);
  await spine.stop();
  await spine.stop();
  await assert.rejects(spine.controlClient.ready(), { code: 'SIM_UNREACHABLE' });
  const left = (await ours()).filter((name) => !before.includes(name));
  assert.deepEqual(
    left.filter((name) => name.includes(`certificates`)),
    [],
  );
});

test('two run beside each other', async () => {
  await using one = await startSpinebox();
  await using other = await startSpinebox();
  assert.notEqual(one.spineUrl, other.spineUrl);
  await one.controlClient.patchWorld({ timeScale: 0.25 });
  assert.equal((await other.controlClient.world()).timeScale, 1);
});

test('a world that cannot stand starts nothing and says why', async () => {
  await assert.rejects(startSpinebox({ world: { spine: { prot: 1 } } }), /prot/);
  await assert.rejects(
    startSpinebox({ practices: [{ ods: 'Z99060', partyKey: 'Z99001-900001' }] }),
    /Z99001-900001/,
  );
  await assert.rejects(
    startSpinebox({ world: { organisations: { sut: null } }, sutEndpoint: 'https://localhost:1/' }),
    { code: 'SIM_SYSTEM_UNCLEAR', message: /there is no organisation/ },
  );
});

test('a scenario that does not exist stops what was started', async () => {
  await assert.rejects(startSpinebox({ scenarios: ['no-such-thing'] }), /no-such-thing/);
});

test('a journal that holds no conversation makes no bundle, and says so', async () => {
  await using spine = await startSpinebox();
  await assert.rejects(spine.exportBundle(), { code: 'SIM_NOTHING_TO_BUNDLE' });
});

const ours = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('spinebox-'));
