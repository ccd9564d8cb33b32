import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openJournal } from '../../src/journal/open-journal.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { note, temporaryDirectory } from './specimen-entries.ts';

test('gives at once what is on record already, the oldest first', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  await journal.append(note('one', { messageId: 'M1' }));
  await journal.append(note('two', { messageId: 'M1' }));

  const found = await waitForEntry(journal, { messageId: 'm1' }, { timeoutMs: 60_000 });

  assert.equal(found.summary, 'one');
});

test('gives what comes later, passing over what does not fit', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  await journal.append(note('zero', { kind: 'delivery' }));
  const query = { kind: 'delivery', after: 1 } as const;
  const waiting = waitForEntry(journal, query, { timeoutMs: 60_000 });
  await journal.append(note('one'));
  await journal.append(note('two', { kind: 'delivery' }));

  assert.equal((await waiting).summary, 'two');
});

test('waits for a condition of the caller, over more entries than one page', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path, sync: false });
  await Promise.all(Array.from({ length: 1200 }, (_, n) => journal.append(note(String(n)))));
  const awaited = {
    what: 'entry 1100',
    matches: ({ summary }: { summary: string }) => summary === '1100',
  };

  const found = await waitForEntry(journal, awaited, { timeoutMs: 60_000 });

  assert.equal(found.sequence, 1101);
});

test('says what was awaited and what came instead when time is up', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  for (let n = 1; n <= 7; n++) await journal.append(note(`number ${n}`));
  const clock = virtualClock();
  const waiting = waitForEntry(
    journal,
    { messageId: 'M1', kind: 'received' },
    { timeoutMs: 5000, clock },
  );
  const outcome = assert.rejects(waiting, (error: Error) => {
    assert.ok('code' in error && error.code === 'SIM_JOURNAL_AWAITED');
    assert.match(
      error.message,
      /^waited 5000 ms for an entry with messageId M1, kind received, in vain\. The latest entries:\n {2}#3 /,
    );
    assert.match(error.message, /number 7$/);
    return true;
  });
  await clock.advance(5000);

  await outcome;
});

test('says so when nothing came at all', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });

  await assert.rejects(waitForEntry(journal, {}, { timeoutMs: 1 }), {
    message: 'waited 1 ms for any entry, in vain. The journal is empty.',
  });
});

test('ends with the reason of the signal', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  const stop = new AbortController();
  const { signal } = stop;
  const waiting = waitForEntry(journal, { kind: 'received' }, { timeoutMs: 60_000, signal });
  stop.abort(new Error('enough'));

  await assert.rejects(waiting, { message: 'enough' });
  await assert.rejects(waitForEntry(journal, {}, { timeoutMs: 60_000, signal }), {
    message: 'enough',
  });
});

test('a condition that throws fails its own wait and nothing else', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  const awaited = {
    what: 'trouble',
    matches() {
      throw new Error('trouble');
    },
  };
  const waiting = assert.rejects(waitForEntry(journal, awaited, { timeoutMs: 60_000 }), {
    message: 'trouble',
  });

  assert.equal((await journal.append(note('one'))).sequence, 1);
  await waiting;
});
