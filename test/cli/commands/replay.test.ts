import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { capture } from '../../replay/captured.ts';
import { run } from './run-spinebox.ts';

const directory = await mkdtemp(join(tmpdir(), 'spinebox-replay-'));
const certs = join(directory, 'certs');
after(() => rm(directory, { recursive: true, force: true }));
const captured = await capture('bundled', 'GP2GP-REQ-020', {
  directory,
  certificateDirectory: certs,
});

test('a replay says what it needs: one system, a practice that there is, a bundle that is one', async () => {
  const text = join(directory, 'no.zip');
  await writeFile(text, 'no zip at all');
  const bytes = await readFile(captured.path);
  const cut = join(directory, 'cut.zip');
  await writeFile(cut, bytes.subarray(0, bytes.length - 500));
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[captured.path], /one system to play against must be named/],
    [[captured.path, '--sut', 'a.yaml', '--against', 'bundled'], /one system to play against/],
    [[captured.path, '--against', 'chunks-in-revers'], /Did you mean chunks-in-reverse\?/],
    [[captured.path, '--against', 'bundled', '--times', '0'], /a whole number from 1 on/],
    [
      [captured.path, '--against', 'bundled', '--conversation', 'NONE'],
      /no message of a transfer is in the bundle of conversation NONE/,
    ],
    [[join(directory, 'none.zip'), '--against', 'bundled'], /none\.zip cannot be read/],
    [[text, '--against', 'bundled'], /no\.zip is no bundle/],
    [[cut, '--against', 'bundled'], /cut\.zip is (?:no bundle|damaged)/],
  ];
  for (const [args, said] of cases) {
    const { code, told } = await run('replay', ...args, '--certs', certs);
    assert.equal(code, 3, `${args.join(' ')}: ${told}`);
    assert.match(told, said);
  }
});

test('a captured conversation is played again, told as JSON, and becomes files that can be checked', async () => {
  const options = ['--against', 'bundled', '--judged', captured.judged, '--certs', certs];
  const replayed = await run('replay', captured.path, ...options, '--json');
  assert.equal(replayed.code, 0, replayed.told + replayed.out);
  const report = JSON.parse(replayed.out);
  assert.equal(report.outcome, 'reproduced');
  assert.deepEqual(report.versions.was, '0.0.0');
  assert.equal(report.playings[0].id, captured.conversationId);
  const out = join(directory, 'mine');
  const from = await run(
    'scenario',
    'from',
    captured.path,
    '--judged',
    captured.judged,
    '--out',
    out,
  );
  assert.equal(from.code, 0, from.told);
  const [yaml = '', feature = ''] = from.out.trim().split('\n');
  assert.match(await readFile(feature, 'utf8'), /Given the situation "captured-/);
  const checked = await run('scenarios', 'check', yaml);
  assert.equal(checked.code, 0, checked.told);
  assert.match(checked.out, /the counterpart plays sender/);
});
