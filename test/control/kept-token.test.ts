import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { keptToken, TokenFileError } from '../../simulator/kept-token.ts';

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'spinebox-token-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

test('a token file is made at the first start and read ever after, by its owner alone', async () => {
  await using at = await folder();
  const tokenFile = join(at.path, 'below', 'control-token');
  const made = await keptToken({ tokenFile });
  assert.match(made ?? '', /^[\w-]{32}$/);
  assert.equal(await keptToken({ tokenFile }), made);
  if (process.platform !== 'win32') assert.equal((await stat(tokenFile)).mode & 0o777, 0o600);
});

test('two that start at the same time end up with the same token', async () => {
  await using at = await folder();
  const tokenFile = join(at.path, 'control-token');
  const [a, b] = await Promise.all([1, 2].map(() => keptToken({ tokenFile })));
  assert.equal(a, b);
});

test('a token that is given counts, and no file is looked at', async () => {
  const tokenFile = join(tmpdir(), 'there-is-none', 'token');
  const token = 'given-and-long-enough';
  assert.equal(await keptToken({ token, tokenFile }), token);
  assert.equal(await keptToken({}), undefined);
});

test('a file that holds no token, or cannot be made, is told with its remedy', async () => {
  await using at = await folder();
  const short = join(at.path, 'short');
  await writeFile(short, 'short\n');
  for (const tokenFile of [short, at.path, join(short, 'below')]) {
    await assert.rejects(keptToken({ tokenFile }), (error: unknown) => {
      assert.ok(error instanceof TokenFileError, String(error));
      assert.ok(error.message.includes(tokenFile));
      return true;
    });
  }
});
