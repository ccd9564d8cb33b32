import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { BundleEmptyError } from '../../src/bundle/bundle-errors.ts';
import { openBundle } from '../../src/bundle/open-bundle.ts';
import { verifyBundle } from '../../src/bundle/verify-bundle.ts';
import { writeBundle } from '../../src/bundle/write-bundle.ts';
import type { Entry } from '../../src/journal/entry.ts';
import type { JournalReader } from '../../src/journal/journal.ts';
import {
  bundleGround,
  CONVERSATION,
  exchange,
  OTHER,
  plainBundle,
  plainOptions,
} from './bundle-of.ts';

test('a bundle gives back the entries of its conversation and their exact bytes', async () => {
  await using ground = await bundleGround();
  const { journal, folder } = ground;
  const out = join(folder, 'one', 'bundle.zip');
  await plainBundle(journal, out);
  await using bundle = await openBundle(out);
  assert.equal(bundle.manifest.kind, 'conversation');
  const entries = await bundle.journal.find({});
  assert.deepEqual(
    entries.map(({ sequence }) => sequence),
    [1, 3],
  );
  const read = async (reader: JournalReader, ref: NonNullable<Entry['request']>['body']) =>
    ref && (await reader.readBody(ref)).toString();
  assert.equal(await read(bundle.journal, entries[0]?.request?.body), '<asked/>');
  assert.equal(await read(bundle.journal, entries[1]?.response?.body), '<refused/>');
  assert.equal(await bundle.journal.count({ conversationId: CONVERSATION.toLowerCase() }), 2);
  assert.equal(await bundle.journal.count({ conversationId: OTHER }), 0);
  assert.match(bundle.manifest.leftOut.join(), /^1 entry between/);
  assert.deepEqual((await verifyBundle(out)).faults, []);
  assert.deepEqual(await readdir(join(folder, 'one')), ['bundle.zip'], 'nothing lies beside it');
});

test('no secret and no private key goes into a bundle', async () => {
  await using ground = await bundleGround();
  const out = join(ground.folder, 'bundle.zip');
  await plainBundle(ground.journal, out);
  await using bundle = await openBundle(out);
  for (const { name } of bundle.manifest.files) {
    const text = await bundle.readText(name);
    assert.doesNotMatch(text, /hush|BBBB|PRIVATE/, name);
  }
  assert.match(await bundle.readText('certificates/spine.test.pem'), /AAAA/);
});

test('the same evidence gives the same bytes', async () => {
  await using ground = await bundleGround();
  const { journal, folder } = ground;
  const [one, two] = [join(folder, 'one.zip'), join(folder, 'two.zip')];
  await plainBundle(journal, one);
  await writeBundle(plainOptions(journal, two));
  assert.deepEqual(await readFile(one), await readFile(two));
});

test('nothing on record of a conversation is said, and no file is left', async () => {
  await using ground = await bundleGround();
  const { journal, folder } = ground;
  const out = join(folder, 'none', 'bundle.zip');
  await assert.rejects(writeBundle(plainOptions(journal, out)), BundleEmptyError);
  await assert.rejects(stat(out));
});

test('what belongs to nobody but may be the cause comes along, and late answers do', async () => {
  await using ground = await bundleGround();
  const { journal, folder } = ground;
  const { conversationId: _, messageId: __, ...loose } = exchange();
  await journal.append({ ...loose, kind: 'note', summary: 'before' });
  await journal.append(exchange({ messageId: 'A1', opens: 'work-1' }));
  await journal.append({ ...loose, kind: 'handshake', summary: 'refused' });
  await journal.append({ ...loose, service: 'sds', summary: 'another lookup' });
  await journal.append(exchange({ messageId: 'A2' }));
  await journal.append({ ...loose, kind: 'settled', settles: 'work-1', summary: 'settled' });
  await journal.append({ ...loose, refToMessageId: 'a2', summary: 'late answer' });
  await journal.append({ ...loose, kind: 'note', summary: 'after' });
  const out = join(folder, 'bundle.zip');
  await writeBundle(plainOptions(journal, out));
  await using bundle = await openBundle(out);
  const found = await bundle.journal.find({});
  assert.deepEqual(
    found.map(({ sequence }) => sequence),
    [2, 3, 5, 6, 7],
  );
});

test('a body of many megabytes goes through in pieces', async () => {
  await using ground = await bundleGround();
  const { journal, folder } = ground;
  const keeper = await journal.keepBody();
  const hash = createHash('sha256');
  for (let index = 0; index < 48; index++) {
    const piece = Buffer.alloc(1 << 20, index);
    hash.update(piece);
    await keeper.write(piece);
  }
  const body = await keeper.keep();
  await journal.append(exchange({ request: { headers: [], body } }));
  const out = join(folder, 'bundle.zip');
  await writeBundle(plainOptions(journal, out));
  await using bundle = await openBundle(out);
  const [entry] = await bundle.journal.find({});
  assert.ok(entry?.request?.body);
  const again = createHash('sha256');
  let largest = 0;
  for await (const chunk of bundle.journal.streamBody(entry.request.body)) {
    largest = Math.max(largest, (chunk as Buffer).length);
    again.update(chunk as Buffer);
  }
  assert.equal(again.digest('hex'), hash.digest('hex'));
  assert.ok(largest <= 1 << 20, 'it comes in pieces');
});

test('entries and bodies come back equal, whatever they are', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 30 });
  const side = fc.record({
    headers: fc.array(fc.tuple(text, text), { maxLength: 3 }),
    body: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  });
  const facts = fc.dictionary(
    text.filter((name) => name !== '__proto__'),
    fc.oneof(text, fc.integer(), fc.boolean()),
    { maxKeys: 3 },
  );
  const entry = fc.record({ request: side, response: side, summary: text, facts });
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 5 }), async (given) => {
      await using ground = await bundleGround();
      const { journal, folder } = ground;
      for (const each of given) await journal.append(exchange(each));
      const out = join(folder, 'bundle.zip');
      await writeBundle(plainOptions(journal, out));
      await using bundle = await openBundle(out);
      const before = await evidenceOf(journal);
      assert.deepEqual(await evidenceOf(bundle.journal), before);
    }),
    { numRuns: 12 },
  );
});

test('any bit that was changed, bytes taken away, added or exchanged are found', async () => {
  await using ground = await bundleGround();
  const { journal, folder } = ground;
  const out = join(folder, 'bundle.zip');
  await plainBundle(journal, out);
  const whole = await readFile(out);
  const changed = fc.oneof(
    fc
      .tuple(fc.nat(whole.length - 1), fc.nat(7))
      .map(([at, bit]) => replaced(whole, at, (whole[at] ?? 0) ^ (1 << bit))),
    fc.nat(whole.length - 1).map((length) => whole.subarray(0, length)),
    fc.uint8Array({ minLength: 1, maxLength: 9 }).map((more) => Buffer.concat([whole, more])),
    fc
      .tuple(fc.nat(whole.length - 200), fc.integer({ min: 1, max: 90 }))
      .map(([at, length]) =>
        Buffer.concat([
          whole.subarray(0, at),
          whole.subarray(at + length, at + 2 * length),
          whole.subarray(at, at + length),
          whole.subarray(at + 2 * length),
        ]),
      )
      .filter((bytes) => !bytes.equals(whole)),
  );
  const path = join(folder, 'changed.zip');
  await fc.assert(
    fc.asyncProperty(changed, async (bytes) => {
      await writeFile(path, bytes);
      const found = await verifyBundle(path).then(
        ({ faults }) => faults,
        (error: Error) => [error.message],
      );
      assert.notDeepEqual(found, []);
    }),
    { numRuns: 400 },
  );
});

function replaced(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
}

async function evidenceOf(journal: JournalReader) {
  const entries = await journal.find({});
  return Promise.all(
    entries.map(async (entry) => {
      const bytes = async (side: 'request' | 'response') => {
        const body = entry[side]?.body;
        return { ...entry[side], body: body && (await journal.readBody(body)).toString('hex') };
      };
      return { ...entry, request: await bytes('request'), response: await bytes('response') };
    }),
  );
}
