import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { bundleCommand } from '../../cli/commands/bundle.ts';
import {
  BundleDamagedError,
  BundleMissingError,
  BundleNewerError,
  NotABundleError,
} from '../../src/bundle/bundle-errors.ts';
import { chainOf, sha256 } from '../../src/bundle/chain.ts';
import { openBundle } from '../../src/bundle/open-bundle.ts';
import { verifyBundle } from '../../src/bundle/verify-bundle.ts';
import { bundleGround, plainBundle } from './bundle-of.ts';
import { type AnyMember, zipOf } from './zip-of.ts';

/** The members of a good bundle, to be changed. */
async function goodMembers(folder: string, journal: Parameters<typeof plainBundle>[0]) {
  const path = join(folder, 'good.zip');
  await plainBundle(journal, path);
  await using bundle = await openBundle(path);
  const { manifest } = bundle;
  const members: AnyMember[] = [{ name: 'manifest.json', content: JSON.stringify(manifest) }];
  for (const { name } of manifest.files)
    members.push({ name, content: await bundle.readText(name) });
  return { manifest, members };
}

const refused = (members: readonly AnyMember[], why: RegExp) =>
  test(`a zip is refused: ${why.source}`, async () => {
    await using ground = await bundleGround();
    const path = join(ground.folder, 'hostile.zip');
    await writeFile(path, await zipOf(members));
    for (const look of [openBundle, verifyBundle])
      await assert.rejects(look(path), (error: Error) => {
        assert.ok(error instanceof NotABundleError, String(error));
        assert.match(error.message, why);
        assert.doesNotMatch(error.message, /\n/);
        return true;
      });
  });

const plain = { name: 'a.txt', content: 'a' };
refused([{ ...plain, name: '/etc/passwd' }], /has a name that no bundle has/);
refused([{ ...plain, name: 'a/../../b' }], /"a\/\.\.\/\.\.\/b" has a name/);
refused([{ ...plain, name: 'C:\\b' }], /has a name that no bundle has/);
refused([{ ...plain, name: '..' }], /has a name that no bundle has/);
refused([{ ...plain, mode: 0o120777 }], /is a symbolic link/);
refused([{ ...plain, flags: 1 | (1 << 3) }], /is encrypted/);
refused([{ ...plain, method: 12 }], /is compressed by method 12/);
refused([plain, plain], /is there twice/);
refused([plain, { ...plain, name: 'b.txt', at: 0 }], /overlaps another/);
refused([{ ...plain, bytes: 2 ** 30 }], /would be 1073741824 bytes, which is too many/);
refused(
  Array.from({ length: 8 }, (_, at) => ({ ...plain, name: `${at}`, bytes: 255 * 1024 * 1024 })),
  /bytes would become \d+, which is too many/,
);

test('a bundle of a later version says which spinebox reads it', async () => {
  await using ground = await bundleGround();
  const { manifest, members } = await goodMembers(ground.folder, ground.journal);
  const path = join(ground.folder, 'newer.zip');
  const newer = {
    ...manifest,
    version: 2,
    product: { name: 'spinebox', version: '9.1.0' },
    more: {},
  };
  const [, ...files] = members;
  await writeFile(
    path,
    await zipOf([{ name: 'manifest.json', content: JSON.stringify(newer) }, ...files]),
  );
  for (const look of [openBundle, verifyBundle])
    await assert.rejects(look(path), (error: Error) => {
      assert.ok(error instanceof BundleNewerError);
      assert.match(error.remedy, /spinebox 9\.1\.0/);
      return true;
    });
});

test('a bundle that was changed and sealed again is found by what it holds', async () => {
  await using ground = await bundleGround();
  const { folder, journal } = ground;
  const { members } = await goodMembers(folder, journal);
  const path = join(folder, 'changed.zip');
  const faultsOf = async (changed: readonly AnyMember[], comment?: string) => {
    await writeFile(path, await zipOf(changed, comment));
    return (await verifyBundle(path)).faults.join('\n');
  };
  assert.equal(await faultsOf(members), '', 'unchanged it is whole');
  assert.match(await faultsOf([plain]), /manifest\.json is missing/);
  const [manifest, ...files] = members;
  assert.ok(manifest);
  assert.match(await faultsOf([...members, plain]), /a\.txt is not one of the files/);
  assert.match(await faultsOf(members.slice(0, -1)), /is missing/);
  assert.match(await faultsOf([manifest, ...files.toReversed()]), /not in the order/);
  const other = members.map((each) =>
    each.name === 'world.json'
      ? { ...each, content: `${each.content}`.replace('127', '128') }
      : each,
  );
  assert.match(await faultsOf(other), /^world\.json is not what was written$/m);
  const hidden = members.map((each, at) => (at === 3 ? { ...each, before: 'hidden' } : each));
  assert.match(await faultsOf(hidden), /there are bytes before member/);
  assert.match(await faultsOf([{ ...manifest, before: 'MZ' }, ...files]), /there are bytes before/);
  assert.match(await faultsOf(members, `x${'0'.repeat(64)}`), /not sealed/);
  const chained = `${manifest.content}`.replace(
    /"chain":"(.)/,
    (_, first: string) => `"chain":"${first === '0' ? '1' : '0'}`,
  );
  assert.match(
    await faultsOf([{ ...manifest, content: chained }, ...files]),
    /chain over the files/,
  );
});

test('entries that no simulator writes are refused with their line', async () => {
  await using ground = await bundleGround();
  const { manifest, members } = await goodMembers(ground.folder, ground.journal);
  const path = join(ground.folder, 'entries.zip');
  const lines = ['{"sequence":"one"}', '{"sequence":1', 'null'];
  for (const line of lines) {
    const content = `${line}\n`;
    const files = manifest.files.map((file) =>
      file.name.endsWith('.ndjson')
        ? { ...file, bytes: content.length, sha256: sha256(content) }
        : file,
    );
    const forged = { ...manifest, files, chain: chainOf(files) };
    const changed = members.map((each) =>
      each.name.endsWith('.ndjson')
        ? { ...each, content }
        : each.name === 'manifest.json'
          ? { ...each, content: JSON.stringify(forged) }
          : each,
    );
    await writeFile(path, await zipOf(changed));
    await assert.rejects(openBundle(path), (error: Error) => {
      assert.ok(error instanceof BundleDamagedError);
      assert.match(error.message, /entries\.ndjson line 1/);
      return true;
    });
  }
});

test('the command says what is wrong, and by its exit code whether it was a bundle at all', async () => {
  await using ground = await bundleGround();
  const { folder, journal } = ground;
  const path = join(folder, 'bundle.zip');
  await plainBundle(journal, path);
  const run = async (file: string) => {
    const lines: string[] = [];
    process.exitCode = undefined;
    await bundleCommand((line) => lines.push(line)).parseAsync(['node', 'bundle', 'verify', file]);
    const code = process.exitCode;
    process.exitCode = undefined;
    return { lines, code };
  };
  const good = await run(path);
  assert.equal(good.code, undefined);
  assert.match(good.lines.join('\n'), /2 entries, .*\nThe bundle is whole\.\nchain: [0-9a-f]{64}/);
  const bytes = await readFile(path);
  const cut = join(folder, 'cut.zip');
  await writeFile(cut, bytes.subarray(0, bytes.length / 2));
  const half = await run(cut);
  assert.equal(half.code, 1);
  assert.match(half.lines.join('\n'), /fault: it cannot be read as a zip/);
  const text = join(folder, 'notes.txt');
  await writeFile(text, 'no zip');
  await assert.rejects(run(text), NotABundleError);
  await assert.rejects(run(join(folder, 'nothing.zip')), BundleMissingError);
});
