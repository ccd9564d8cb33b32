import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseProfile } from '../../../conformance/sut/read-profile.ts';

const SPINEBOX = new URL('../../../cli/spinebox.mjs', import.meta.url).pathname;
const directory = await mkdtemp(join(tmpdir(), 'spinebox-conform-'));
after(() => rm(directory, { recursive: true, force: true }));

async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [SPINEBOX, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    told += text;
  });
  const [code] = await once(child, 'close');
  return { code, out, told };
}

const WRONG: readonly (readonly [readonly string[], RegExp])[] = [
  [['--role', 'both'], /requester or sender is wanted/],
  [['--shard', '5/4'], /a part as 1\/4 is wanted/],
  [['--only', 'REQ-1'], /an id as GP2GP-REQ-083/],
  [['--seed', 'x'], /a whole number/],
  [['--sut', join(directory, 'none.yaml')], /the profile .*none\.yaml cannot be used/],
];

for (const [args, wanted] of WRONG) {
  test(`conform ${args[0]} ${args[1]?.startsWith(directory) ? 'of no file' : args[1]} is a bad command line: 3`, async () => {
    const { code, told } = await run('conform', ...args);
    assert.equal(code, 3);
    assert.match(told, wanted);
  });
}

test('a profile with a slip is told with its line and ends with 3', async () => {
  const file = join(directory, 'slip.yaml');
  await writeFile(file, 'name: x\nodscode: Z99003\n');
  const { code, told } = await run('conform', '--sut', file);
  assert.equal(code, 3);
  assert.match(told, /slip\.yaml:2:1: odscode: is no key here; nearest legal key odsCode/);
});

test('sut init prints a profile that can be read back', async () => {
  const { code, out } = await run('sut', 'init', '--role', 'sender');
  assert.equal(code, 0);
  assert.deepEqual(parseProfile('printed', out).roles, ['sender']);
});
