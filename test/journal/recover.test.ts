import assert from 'node:assert/strict';
import { cp, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { Entry } from '../../src/journal/entry.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { bytesOf, finding, note, received, temporaryDirectory } from './specimen-entries.ts';

const SEGMENT = 'segment-00000001.log';

/** A journal of three entries, closed. Returns them and where the last frame begins. */
async function written(directory: string): Promise<{ entries: readonly Entry[]; lastAt: number }> {
  const entries: Entry[] = [];
  await using journal = await openJournal({ directory });
  entries.push(await journal.append(received(bytesOf(300, 1), { messageId: 'M1' })));
  entries.push(await journal.append(received(bytesOf(300, 2), { findings: [finding('F1')] })));
  const { bytes: lastAt } = await journal.verify();
  entries.push(await journal.append(note('three', { opens: 'a' })));
  return { entries, lastAt };
}

/** As after a crash between the write and the index. */
async function withoutIndex(directory: string): Promise<void> {
  for (const end of ['', '-wal', '-shm'])
    await rm(join(directory, `index.sqlite${end}`), { force: true });
}

async function flip(path: string, at: number): Promise<void> {
  const handle = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 0x10;
  await handle.write(byte, 0, 1, at);
  await handle.close();
}

for (const [how, harm] of [
  ['is gone', withoutIndex],
  ['is no database', (path: string) => writeFile(join(path, 'index.sqlite'), 'x'.repeat(9000))],
  ['is cut short', (path: string) => truncate(join(path, 'index.sqlite'), 5000)],
  ['is empty', (path: string) => truncate(join(path, 'index.sqlite'), 0)],
] as const) {
  test(`answers as before when the index ${how}`, async () => {
    await using directory = await temporaryDirectory();
    const { entries } = await written(directory.path);
    await harm(directory.path);

    await using journal = await openJournal({ directory: directory.path });

    assert.deepEqual(await journal.find({}), entries);
    assert.equal((await journal.find({ messageId: 'm1' })).length, 1);
    assert.equal((await journal.find({ finding: 'F1' })).length, 1);
    assert.equal((await journal.openWork()).length, 1);
    assert.deepEqual((await journal.verify()).faults, []);
    assert.equal((await journal.append(note('next'))).sequence, 4);
  });
}

for (const [what, sql] of [
  ['can no longer be written', 'DROP TABLE finding'],
  ['can no longer be read', 'ALTER TABLE entry RENAME TO elsewhere'],
] as const) {
  test(`builds the index anew when it ${what} while the journal is open`, async () => {
    await using directory = await temporaryDirectory();
    await using journal = await openJournal({ directory: directory.path });
    await journal.append(note('one', { findings: [finding('F1')], opens: 'a' }));
    await journal.count({});
    const other = new DatabaseSync(join(directory.path, 'index.sqlite'));
    other.exec(sql);
    other.close();
    await journal.append(note('two', { findings: [finding('F1')] }));

    const answers = await Promise.all([
      journal.count({ finding: 'F1' }),
      journal.count({}),
      journal.openWork().then((open) => open.length),
    ]);

    assert.deepEqual(answers, [2, 2, 1]);
    assert.deepEqual((await journal.verify()).faults, []);
  });
}

test('gives the index only what it lacks', async () => {
  await using directory = await temporaryDirectory();
  await using before = await temporaryDirectory();
  await written(directory.path);
  await cp(directory.path, before.path, { recursive: true });
  {
    await using journal = await openJournal({ directory: directory.path });
    await journal.append(note('four'));
    await journal.append(note('five'));
  }
  // The index is older than the segments.
  await withoutIndex(directory.path);
  await cp(join(before.path, 'index.sqlite'), join(directory.path, 'index.sqlite'));

  await using journal = await openJournal({ directory: directory.path });

  assert.equal(await journal.count({}), 5);
  assert.deepEqual((await journal.verify()).faults, []);
});

test('cuts a torn last frame off, whatever its length, and goes on from there', async () => {
  await using directory = await temporaryDirectory();
  const { entries, lastAt } = await written(directory.path);
  const whole = await readFile(join(directory.path, SEGMENT));
  assert.ok(whole.length > lastAt);
  for (let length = lastAt; length < whole.length; length++) {
    await using torn = await temporaryDirectory();
    await writeFile(join(torn.path, SEGMENT), whole.subarray(0, length));

    await using journal = await openJournal({ directory: torn.path, sync: false });

    assert.deepEqual(await journal.find({}), entries.slice(0, 2), `at length ${length}`);
    const next = await journal.append(note('next'));
    assert.equal(next.sequence, 3);
    assert.deepEqual((await journal.verify()).faults, [], `at length ${length}`);
  }
});

test('cuts a group off whose pages reached the disk out of order', async () => {
  await using directory = await temporaryDirectory();
  {
    await using journal = await openJournal({ directory: directory.path });
    await journal.append(note('acknowledged'));
    const at = (await journal.verify()).bytes;
    await Promise.all([1, 2, 3].map((n) => journal.append(received(bytesOf(300, n)))));
    await flip(join(directory.path, SEGMENT), at + 100);
  }
  await withoutIndex(directory.path);

  await using journal = await openJournal({ directory: directory.path });

  assert.deepEqual(
    (await journal.find({})).map(({ summary }) => summary),
    ['acknowledged'],
  );
  assert.deepEqual((await journal.verify()).faults, []);
});

test('a segment whose start was interrupted is begun again', async () => {
  await using directory = await temporaryDirectory();
  const { entries } = await written(directory.path);
  for (const length of [0, 1, 20, 40, 55]) {
    const head = (await readFile(join(directory.path, SEGMENT))).subarray(0, length);
    const torn =
      length > 28 ? Buffer.concat([Buffer.alloc(28), head.subarray(28)]) : head.subarray(0, 27);
    await writeFile(join(directory.path, 'segment-00000002.log'), torn);

    await using journal = await openJournal({ directory: directory.path });

    assert.deepEqual(await journal.find({}), entries);
    assert.deepEqual((await journal.verify()).faults, []);
  }
});

test('tells of every single byte that changed', async () => {
  await using directory = await temporaryDirectory();
  const { entries } = await written(directory.path);
  const path = join(directory.path, SEGMENT);
  const { size } = await stat(path);
  await using journal = await openJournal({ directory: directory.path });
  for (let at = 56; at < size; at += 3) {
    await flip(path, at);
    const { faults } = await journal.verify();
    assert.ok(
      faults.some((fault) => fault.startsWith(`${SEGMENT}: bytes `)),
      `byte ${at} changed unseen`,
    );
    await flip(path, at);
  }
  assert.deepEqual((await journal.verify()).faults, []);
  assert.deepEqual(await journal.find({}), entries);
});

test('tells of a damaged header and keeps what follows it readable', async () => {
  await using directory = await temporaryDirectory();
  const { entries } = await written(directory.path);
  await flip(join(directory.path, SEGMENT), 21);
  await withoutIndex(directory.path);

  await using journal = await openJournal({ directory: directory.path });

  assert.deepEqual(await journal.find({}), entries);
  const { faults } = await journal.verify();
  assert.deepEqual(faults, [`${SEGMENT}: one copy of its header is damaged`]);
  assert.equal((await journal.append(note('next'))).sequence, 4);
});

test('damage in the middle costs one entry, and nothing behind it is cut off', async () => {
  await using directory = await temporaryDirectory();
  const { entries } = await written(directory.path);
  const second = entries[1]?.request?.body;
  assert.ok(second);
  await flip(join(directory.path, SEGMENT), second.offset + 10);
  await withoutIndex(directory.path);

  await using journal = await openJournal({ directory: directory.path });

  assert.deepEqual(await journal.find({}), [entries[0], entries[2]]);
  const { faults } = await journal.verify();
  assert.match(
    faults[0] ?? '',
    /bytes \d+ to \d+ are damaged: the frame of entry 2 does not match/,
  );
  assert.equal(faults[1], 'entry 2 is missing');
  assert.equal((await journal.append(note('next'))).sequence, 4);
});

test('an acknowledged entry at the end that is damaged is told, not cut off', async () => {
  await using directory = await temporaryDirectory();
  const { lastAt } = await written(directory.path);
  const path = join(directory.path, SEGMENT);
  await truncate(path, lastAt + 20);
  for (let opening = 1; opening <= 2; opening++) {
    await using journal = await openJournal({ directory: directory.path });
    const next = await journal.append(note('next'));
    assert.equal(next.sequence, 3 + opening);
    const { faults } = await journal.verify();
    assert.match(faults[0] ?? '', /are damaged: the header is cut short/);
    assert.equal(faults[1], 'entry 3 is missing');
    await assert.rejects(journal.get(3), { code: 'SIM_JOURNAL_DAMAGED' });
  }
  assert.equal((await stat(path)).size, lastAt + 20);
});

test('bytes of a peer that look like a frame are not taken for one behind damage', async () => {
  await using directory = await temporaryDirectory();
  await using other = await temporaryDirectory();
  await written(other.path);
  const forged = (await readFile(join(other.path, SEGMENT))).subarray(56);
  let at: number;
  {
    await using journal = await openJournal({ directory: directory.path });
    const entry = await journal.append(received(forged));
    at = entry.request?.body?.offset ?? 0;
    await journal.append(note('two'));
  }
  await flip(join(directory.path, SEGMENT), at - 5);
  await withoutIndex(directory.path);

  await using journal = await openJournal({ directory: directory.path });

  assert.deepEqual(
    (await journal.find({})).map(({ sequence, summary }) => [sequence, summary]),
    [[2, 'two']],
  );
});

test('forgets everything on demand, and counts from 1 again', async () => {
  await using directory = await temporaryDirectory();
  await written(directory.path);
  const options = { directory: directory.path };
  {
    await using journal = await openJournal(options);
    await journal.append(received(bytesOf(70_000)));
    await journal.clear();
    assert.deepEqual(await journal.verify(), { entries: 0, bytes: 0, segments: 0, faults: [] });
    assert.deepEqual(await journal.openWork(), []);
    assert.equal((await journal.append(note('first'))).sequence, 1);
  }
  await using journal = await openJournal(options);
  assert.equal(await journal.count({}), 1);
});

test('ends at the next opening what a clearing left undone', async () => {
  await using directory = await temporaryDirectory();
  await written(directory.path);
  await writeFile(join(directory.path, 'clearing'), '');

  await using journal = await openJournal({ directory: directory.path });

  assert.equal(await journal.count({}), 0);
  assert.deepEqual((await journal.verify()).faults, []);
});
