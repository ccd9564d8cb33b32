import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { note, temporaryDirectory } from './specimen-entries.ts';

const open = async (journal: Journal) =>
  (await journal.openWork()).map(({ summary }) => summary).join(' ');

test('tells which work is not settled, oldest first, also after opening again', async () => {
  await using directory = await temporaryDirectory();
  const options = { directory: directory.path };
  {
    await using journal = await openJournal(options);
    await journal.append(note('one', { opens: 'a' }));
    await journal.append(note('two', { opens: 'b' }));
    await journal.append(note('three', { opens: 'c' }));
    await journal.append(note('end of two', { settles: 'b' }));
    assert.equal(await open(journal), 'one three');
  }
  await using journal = await openJournal(options);
  assert.equal(await open(journal), 'one three');
});

test('the open work of one service is asked for by its name, with what stands under it', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  for (const service of ['nhais', 'nhais:sut', 'nhaisx', 'mesh', 'nhais:*'])
    await journal.append(note(service, { service, opens: service }));
  await journal.append(note('end', { settles: 'nhais' }));
  const of = async (service: string) =>
    (await journal.openWork(service)).map(({ summary }) => summary).join(' ');

  assert.equal(await of('nhais'), 'nhais:sut nhais:*');
  assert.equal(await of('nhais:*'), 'nhais:*');
  assert.equal(await of('spine'), '');
});

test('work that is opened again after its end is open', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  await journal.append(note('one', { opens: 'a' }));
  await journal.append(note('end', { settles: 'a' }));
  await journal.append(note('again', { opens: 'a' }));

  assert.equal(await open(journal), 'again');
});

test('an end that comes before the beginning settles nothing', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  await journal.append(note('end', { settles: 'a' }));
  await journal.append(note('one', { opens: 'a' }));

  assert.equal(await open(journal), 'one');
});

test('one entry may end work and begin the next under the same name', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  await journal.append(note('one', { opens: 'a' }));
  await journal.append(note('two', { settles: 'a', opens: 'a' }));

  assert.equal(await open(journal), 'two');
});

test('work settled in a later segment stays settled when the index is built anew', async () => {
  await using directory = await temporaryDirectory();
  const options = { directory: directory.path, segmentBytes: 300 };
  {
    await using journal = await openJournal(options);
    await journal.append(note('one', { opens: 'a' }));
    await journal.append(note('two', { opens: 'b' }));
    for (let n = 0; n < 5; n++) await journal.append(note(`filler ${n}`));
    await journal.append(note('end', { settles: 'a' }));
    assert.ok((await journal.verify()).segments > 2, 'the end lies in another segment');
    assert.equal(await open(journal), 'two');
  }
  await rm(join(directory.path, 'index.sqlite'));
  await using journal = await openJournal(options);
  assert.equal(await open(journal), 'two');
});

test('tells how much is open for whom, most first, and how full it is', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path, maxBytes: 1_000_000 });
  await journal.append(note('one', { opens: 'a', toParty: 'Z99001-900001' }));
  await journal.append(note('two', { opens: 'b', toParty: 'Z99002-900002' }));
  await journal.append(note('three', { opens: 'c', toParty: 'Z99002-900002' }));
  await journal.append(note('four', { opens: 'd', toParty: 'Z99001-900001' }));
  await journal.append(note('end', { settles: 'a' }));

  assert.deepEqual(await journal.openByParty(), [
    { toParty: 'Z99002-900002', open: 2, oldest: 2 },
    { toParty: 'Z99001-900001', open: 1, oldest: 4 },
  ]);
  const { bytes, maxBytes } = journal.usage();
  assert.equal(maxBytes, 1_000_000);
  assert.ok(bytes > 0 && bytes < maxBytes);
});
