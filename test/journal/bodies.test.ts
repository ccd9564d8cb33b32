import assert from 'node:assert/strict';
import { readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import type { BodyRef } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { bytesOf, note, received, temporaryDirectory } from './specimen-entries.ts';

async function keep(journal: Journal, bytes: Uint8Array, pieceBytes = 10_000): Promise<BodyRef> {
  const keeper = await journal.keepBody();
  for (let at = 0; at < bytes.length; at += pieceBytes)
    await keeper.write(bytes.subarray(at, at + pieceBytes));
  return keeper.keep();
}

async function passed(journal: Journal, ref: BodyRef): Promise<Buffer> {
  const pieces: Buffer[] = [];
  await journal.passBody(ref, async (piece) => void pieces.push(Buffer.from(piece)));
  return Buffer.concat(pieces);
}

const withBody = (body: BodyRef) => note('large', { request: { headers: [], body } });
const filesIn = (directory: string) => readdir(join(directory, 'bodies'));

test('keeps a body that comes in pieces and streams it back', async () => {
  await using directory = await temporaryDirectory();
  const bytes = bytesOf(300_001);
  const options = { directory: directory.path };
  let ref: BodyRef;
  {
    await using journal = await openJournal(options);
    ref = await keep(journal, bytes);
    const entry = await journal.append(withBody(ref));
    assert.deepEqual(entry.request?.body, ref);
  }
  await using journal = await openJournal(options);
  assert.deepEqual(await buffer(journal.streamBody(ref)), bytes);
  assert.deepEqual(await journal.readBody(ref), bytes);
  assert.deepEqual((await journal.verify()).faults, []);
});

test('hands a body on in pieces, the next of which is read only while one is taken', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  const bytes = bytesOf(1_000_001);
  const ref = await keep(journal, bytes, 100_000);
  await journal.append(withBody(ref));
  let under = 0;
  const pieces: Buffer[] = [];
  await journal.passBody(ref, async (piece) => {
    under += 1;
    assert.equal(under, 1, 'two pieces are out at once');
    await new Promise((go) => setImmediate(go));
    pieces.push(Buffer.from(piece));
    under -= 1;
  });
  assert.ok(pieces.length > 2);
  assert.deepEqual(Buffer.concat(pieces), bytes);
  const broken = journal.passBody(ref, async () => {
    throw new Error('nobody takes it');
  });
  await assert.rejects(broken, /nobody takes it/);
});

test('keeps a body of no bytes', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  const ref = await keep(journal, Buffer.alloc(0));
  await journal.append(withBody(ref));

  assert.equal((await journal.readBody(ref)).length, 0);
  assert.equal((await buffer(journal.streamBody(ref))).length, 0);
  assert.equal((await passed(journal, ref)).length, 0);
  assert.deepEqual((await journal.verify()).faults, []);
});

test('streams a small body out of its segment', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  const entry = await journal.append(received(Buffer.from('a small body')));
  assert.ok(entry.request?.body);

  const bytes = await buffer(journal.streamBody(entry.request.body));

  assert.equal(bytes.toString(), 'a small body');
});

test('several entries may share a body', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  const first = await journal.append(received(Buffer.from('shared')));
  assert.ok(first.request?.body);

  await journal.append(withBody(first.request.body));

  const [, second] = await journal.find({});
  assert.deepEqual(second?.request?.body, first.request.body);
  assert.deepEqual((await journal.verify()).faults, []);
});

test('an abandoned body leaves nothing', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  const keeper = await journal.keepBody();
  await keeper.write(bytesOf(1000));
  await keeper.abandon();

  assert.deepEqual(await filesIn(directory.path), []);
  assert.equal((await journal.verify()).bytes, 0);
  await assert.rejects(keeper.write(bytesOf(1)), { code: 'SIM_JOURNAL_WRITE' });
});

test('bodies that no entry came to name are removed at the next opening', async () => {
  await using directory = await temporaryDirectory();
  const options = { directory: directory.path };
  let named: BodyRef;
  {
    await using journal = await openJournal(options);
    await keep(journal, bytesOf(1000));
    named = await keep(journal, bytesOf(2000));
    await journal.append(withBody(named));
    await (await journal.keepBody()).write(bytesOf(3000));
  }
  await using journal = await openJournal(options);
  assert.deepEqual(await filesIn(directory.path), [named.where]);
  assert.deepEqual(await journal.readBody(named), bytesOf(2000));
});

test('refuses an entry that names a body which is not on record', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  for (const where of [
    'body-00000000-0000-4000-8000-000000000000.bin',
    'segment-00000001.log',
    '../elsewhere',
  ]) {
    const ref = { where, offset: 0, length: 1, crc: 0 };
    await assert.rejects(journal.append(withBody(ref)), { code: 'SIM_JOURNAL_DAMAGED' });
    await assert.rejects(journal.readBody(ref), { code: 'SIM_JOURNAL_DAMAGED' });
    await assert.rejects(buffer(journal.streamBody(ref)), { code: 'SIM_JOURNAL_DAMAGED' });
    await assert.rejects(passed(journal, ref), { code: 'SIM_JOURNAL_DAMAGED' });
  }
  assert.equal(await journal.count({}), 0);
});

for (const [how, harm] of [
  ['was changed', (path: string) => writeFile(path, bytesOf(2000, 9))],
  ['is too short', (path: string) => truncate(path, 1999)],
] as const) {
  test(`tells when a kept body ${how}`, async () => {
    await using directory = await temporaryDirectory();
    await using journal = await openJournal({ directory: directory.path });
    const ref = await keep(journal, bytesOf(2000));
    await journal.append(withBody(ref));
    await harm(join(directory.path, 'bodies', ref.where));

    const { faults } = await journal.verify();

    assert.deepEqual(faults, [`entry 1: its body in ${ref.where} is missing or damaged`]);
    await assert.rejects(journal.readBody(ref), { code: 'SIM_JOURNAL_DAMAGED' });
    await assert.rejects(buffer(journal.streamBody(ref)), { code: 'SIM_JOURNAL_DAMAGED' });
    await assert.rejects(passed(journal, ref), { code: 'SIM_JOURNAL_DAMAGED' });
  });
}
