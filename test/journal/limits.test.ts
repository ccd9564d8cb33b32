import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { bytesOf, note, received, temporaryDirectory } from './specimen-entries.ts';

const summaries = async (journal: Journal) =>
  (await journal.find({})).map(({ summary }) => summary);

test('refuses what does not fit, says what to do, and still answers', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path, maxBytes: 10_000 });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => journal.append(received(bytesOf(1000, n)))),
  );

  const refused = outcomes.filter(({ status }) => status === 'rejected');
  const kept = outcomes.length - refused.length;
  assert.ok(kept > 5 && kept < 10, `${kept} fitted`);
  assert.ok(outcomes.slice(0, kept).every(({ status }) => status === 'fulfilled'));
  await assert.rejects(journal.append(received(bytesOf(1000))), (error: Error) => {
    assert.match(error.message, /^the journal holds \d+ of 10000 bytes and has no room for more$/);
    assert.ok('code' in error && error.code === 'SIM_JOURNAL_FULL');
    assert.ok('remedy' in error && /Raise the size limit/.test(String(error.remedy)));
    return true;
  });
  assert.equal(await journal.count({}), kept);
  const report = await journal.verify();
  assert.ok(report.bytes <= 10_000);
  assert.deepEqual(report.faults, []);
});

test('refuses a large body at the limit and leaves nothing of it', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path, maxBytes: 100_000 });
  const keeper = await journal.keepBody();
  await keeper.write(bytesOf(60_000));

  await assert.rejects(keeper.write(bytesOf(60_000)), { code: 'SIM_JOURNAL_FULL' });
  await assert.rejects(journal.append(received(bytesOf(100_000))), { code: 'SIM_JOURNAL_FULL' });

  assert.deepEqual(await readdir(join(directory.path, 'bodies')), []);
  await journal.append(note('there is room again'));
});

test('a body whose entry is refused does not take room from others', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path, maxBytes: 100_000 });
  const keeper = await journal.keepBody();
  await keeper.write(bytesOf(99_800));
  const body = await keeper.keep();

  const entry = note('x'.repeat(200), { request: { headers: [], body } });
  await assert.rejects(journal.append(entry), { code: 'SIM_JOURNAL_FULL' });

  assert.deepEqual(await readdir(join(directory.path, 'bodies')), []);
  await journal.append(note('there is room again'));
});

test('rotates the oldest entries away and stays below the limit', async () => {
  await using directory = await temporaryDirectory();
  const options = { directory: directory.path, maxBytes: 20_000, whenFull: 'rotate' } as const;
  {
    await using journal = await openJournal(options);
    for (let n = 1; n <= 100; n++) {
      await journal.append(received(bytesOf(1000, n), { summary: String(n) }));
      assert.ok((await journal.verify()).bytes <= 20_000);
    }
    const left = await summaries(journal);
    assert.ok(left.length >= 8 && left.length < 20, `${left.length} are left`);
    assert.equal(left.at(-1), '100');
    assert.equal(left[0], String(101 - left.length));
    assert.equal(await journal.get(1), undefined);
    assert.deepEqual((await journal.verify()).faults, []);
  }
  await rm(join(directory.path, 'index.sqlite'));
  await using journal = await openJournal(options);
  assert.deepEqual((await journal.verify()).faults, []);
  assert.equal((await journal.append(note('next'))).sequence, 101);
});

test('many appends at once rotate as well as one after another', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({
    directory: directory.path,
    maxBytes: 20_000,
    whenFull: 'rotate',
  });
  const all = Array.from({ length: 200 }, (_, n) => journal.append(received(bytesOf(1000, n))));
  const entries = await Promise.all(all);

  assert.deepEqual(
    entries.map(({ sequence }) => sequence),
    entries.map((_, n) => n + 1),
  );
  const report = await journal.verify();
  assert.deepEqual(report.faults, []);
  assert.ok(report.bytes <= 20_000);
});

test('rotation takes the large bodies of what it drops', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({
    directory: directory.path,
    maxBytes: 1_000_000,
    whenFull: 'rotate',
  });
  for (let n = 1; n <= 12; n++) await journal.append(received(bytesOf(200_000, n)));

  const left = await journal.count({});
  assert.equal((await readdir(join(directory.path, 'bodies'))).length, left);
  assert.ok(left >= 1 && left < 5);
  assert.deepEqual((await journal.verify()).faults, []);
});

test('large bodies that are settled go, though a later one is still open', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({
    directory: directory.path,
    maxBytes: 2_000_000,
    whenFull: 'rotate',
  });
  const take = (n: number) => journal.append(received(bytesOf(100_000, n), { opens: `work ${n}` }));
  for (let n = 1; n <= 18; n++) await take(n);
  await assert.rejects(async () => {
    for (let n = 19; n <= 21; n++) await take(n);
  }, /open work needs what is left/);
  for (let n = 1; n <= 12; n++) await journal.append(note('done', { settles: `work ${n}` }));

  for (let n = 22; n <= 26; n++) await take(n);

  const left = (await journal.openWork()).map(({ opens }) => opens);
  assert.deepEqual(
    [13, 18, 22, 26].filter((n) => !left.includes(`work ${n}`)),
    [],
  );
  assert.deepEqual((await journal.verify()).faults, []);
});

test('rotation spares open work with its bodies and what settles spared work', async () => {
  await using directory = await temporaryDirectory();
  const options = { directory: directory.path, maxBytes: 20_000, whenFull: 'rotate' } as const;
  const body = bytesOf(1000, 7);
  {
    await using journal = await openJournal(options);
    const first = await journal.append(received(body, { summary: 'holds the bytes' }));
    assert.ok(first.request?.body);
    for (let n = 0; n < 6; n++) await journal.append(received(bytesOf(1000, n)));
    const request = { headers: [], body: first.request.body };
    await journal.append(note('never settled', { opens: 'a', request }));
    await journal.append(note('settled', { opens: 'b' }));
    for (let n = 0; n < 6; n++) await journal.append(received(bytesOf(1000, n)));
    await journal.append(note('the end', { settles: 'b' }));
    for (let n = 0; n < 60; n++) await journal.append(received(bytesOf(1000, n)));
    assert.ok((await journal.count({})) < 20);
  }
  await rm(join(directory.path, 'index.sqlite'));
  await using journal = await openJournal(options);
  const open = await journal.openWork();
  assert.deepEqual(
    open.map(({ summary }) => summary),
    ['never settled'],
  );
  assert.ok(open[0]?.request?.body);
  assert.deepEqual(await journal.readBody(open[0].request.body), body);
  assert.deepEqual((await journal.verify()).faults, []);
});

test('rotation spares open work that a failed index has not heard of', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({
    directory: directory.path,
    maxBytes: 20_000,
    whenFull: 'rotate',
  });
  const other = new DatabaseSync(join(directory.path, 'index.sqlite'));
  other.exec('DROP TABLE work');
  other.close();
  await journal.append(note('never settled', { opens: 'a' }));
  for (let n = 0; n < 60; n++) await journal.append(received(bytesOf(1000, n)));

  const open = await journal.openWork();

  assert.deepEqual(
    open.map(({ summary }) => summary),
    ['never settled'],
  );
  assert.deepEqual((await journal.verify()).faults, []);
});

test('refuses when only open work is left to drop', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({
    directory: directory.path,
    maxBytes: 20_000,
    whenFull: 'rotate',
  });
  const fill = async () => {
    for (let n = 0; n < 40; n++)
      await journal.append(received(bytesOf(1000, n), { opens: `work ${n}` }));
  };

  await assert.rejects(fill(), {
    code: 'SIM_JOURNAL_FULL',
    message: /open work needs what is left$/,
  });
  assert.equal((await journal.openWork()).length, await journal.count({}));
});

test('an entry larger than the limit is refused and drops nothing', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({
    directory: directory.path,
    maxBytes: 20_000,
    whenFull: 'rotate',
  });
  await journal.append(note('stays'));

  await assert.rejects(journal.append(received(bytesOf(30_000))), { code: 'SIM_JOURNAL_FULL' });
  assert.deepEqual(await summaries(journal), ['stays']);
});
