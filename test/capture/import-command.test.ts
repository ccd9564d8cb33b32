import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { explainMessage } from '../../simulator/explain-message.ts';
import { openBundle } from '../../src/bundle/open-bundle.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { CONVERSATION, EXTRACT_MESSAGE, GOOD } from '../specimens/transfer.ts';
import { type CaptureStage, openCaptureStage, requestOf } from './stage.ts';

const SPINEBOX = new URL('../../cli/spinebox.mjs', import.meta.url).pathname;

async function spinebox(...args: readonly string[]) {
  const child = spawn(process.execPath, [SPINEBOX, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, told] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    told += text;
  });
  const code = await new Promise<number | null>((resolve) => void child.once('close', resolve));
  return { code, out, told };
}

const at = ({ folder }: CaptureStage, name: string) => join(folder, '..', name);

test('captures become a journal and a bundle that are looked into as any other', async () => {
  await using stage = await openCaptureStage();
  await stage.keep({ '1.http': requestOf(GOOD.request), '2.http': requestOf(GOOD.extract) });
  const [data, bundle] = [at(stage, 'imported'), at(stage, 'out.zip')];
  const { code, out, told } = await spinebox(
    'import',
    stage.folder,
    '--data',
    data,
    '--bundle',
    bundle,
  );
  assert.deepEqual([code, told], [0, '']);
  assert.match(out, /^#1 {2}RCMR_IN010000UK05 from Z99001-900001: captured {3}1\.http$/m);
  assert.match(out, /^2 of 2 captures read; journal .*, bundle /m);
  await using journal = await openJournal({ directory: data, sync: false });
  assert.match(
    (await explainMessage(journal, EXTRACT_MESSAGE))?.text ?? '',
    /captured elsewhere, from 2\.http/,
  );
  const opened = await openBundle(bundle);
  try {
    assert.equal(opened.manifest.kind, 'capture');
    assert.deepEqual(opened.manifest.conversations, [CONVERSATION]);
    assert.equal(await opened.journal.count({ service: 'capture' }), 2);
  } finally {
    await opened.close();
  }
});

test('the exit code says whether all, some or none could be read', async () => {
  await using stage = await openCaptureStage();
  await stage.keep({ 'noise.bin': '\u0000\u0001' });
  const none = await spinebox('import', stage.folder, '--data', at(stage, 'none'));
  assert.equal(none.code, 3);
  assert.match(none.told, /nothing there can be read as a capture\n {2}noise\.bin: /);
  await stage.keep({ '1.http': requestOf(GOOD.request) });
  const some = await spinebox('import', stage.folder, '--data', at(stage, 'some'), '--json');
  assert.equal(some.code, 1);
  const { read, unread } = JSON.parse(some.out) as { read: number; unread: { name: string }[] };
  assert.deepEqual([read, unread.map(({ name }) => name)], [1, ['noise.bin']]);
  const nowhere = await spinebox('import', stage.folder);
  assert.equal(nowhere.code, 3);
  assert.match(nowhere.told, /--data DIRECTORY .* or --bundle FILE/);
});
