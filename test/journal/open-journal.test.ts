import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openJournal } from '../../src/journal/open-journal.ts';
import { bytesOf, note, received, temporaryDirectory } from './specimen-entries.ts';

test('a directory is open once, and the error says what to do', async () => {
  await using directory = await temporaryDirectory();
  const journal = await openJournal({ directory: directory.path });

  await assert.rejects(openJournal({ directory: directory.path }), (error: Error) => {
    assert.equal(
      error.message,
      `the journal in ${directory.path} is in use by process ${process.pid}`,
    );
    assert.ok('code' in error && error.code === 'SIM_JOURNAL_LOCKED');
    assert.ok('remedy' in error && /^Stop the process/.test(String(error.remedy)));
    return true;
  });

  await journal.append(note('undisturbed'));
  await journal.close();
  await using again = await openJournal({ directory: directory.path });
  assert.equal(await again.count({}), 1);
});

test('the lock of a process ends with it, even when it is killed', async () => {
  await using directory = await temporaryDirectory();
  const holder = join(import.meta.dirname, 'lock-holder.ts');
  const child = spawn(process.execPath, [holder, directory.path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  await assert.rejects(openJournal({ directory: directory.path }), {
    code: 'SIM_JOURNAL_LOCKED',
    message: `the journal in ${directory.path} is in use by process ${child.pid}`,
  });
  child.kill('SIGKILL');
  await once(child, 'close');

  await using journal = await openJournal({ directory: directory.path });
  assert.equal((await journal.append(note('one'))).sequence, 1);
});

test('closing waits for what is under way, and then refuses', async () => {
  await using directory = await temporaryDirectory();
  const journal = await openJournal({ directory: directory.path });
  const appending = [journal.append(note('small')), journal.append(received(bytesOf(100_000)))];
  const closing = journal.close();

  const entries = await Promise.all(appending);
  await closing;
  await assert.rejects(journal.append(note('late')), { code: 'SIM_JOURNAL_CLOSED' });
  await assert.rejects(journal.find({}), { code: 'SIM_JOURNAL_CLOSED' });
  await assert.rejects(journal.keepBody(), { code: 'SIM_JOURNAL_CLOSED' });

  await using again = await openJournal({ directory: directory.path });
  assert.equal((await again.find({})).length, entries.length);
  assert.deepEqual((await again.verify()).faults, []);
});

test('a write that the disk refuses acknowledges nothing, and the journal lives on', {
  skip: process.platform === 'win32' ? 'needs a limit on file sizes' : false,
}, async () => {
  await using directory = await temporaryDirectory();
  const script = join(import.meta.dirname, 'disk-refuses.ts');
  const limited = 'ulimit -f 400 && exec "$0" "$1" "$2"';
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    limited,
    process.execPath,
    script,
    directory.path,
  ]);
  const { acknowledged, refused, small } = JSON.parse(stdout);

  assert.ok(acknowledged.length > 5);
  assert.equal(refused.length, 1);
  assert.match(refused[0], /^SIM_JOURNAL_WRITE: the journal could not write entries: EFBIG/);
  assert.equal(small, acknowledged.length + 1);
  await using journal = await openJournal({ directory: directory.path });
  assert.equal(await journal.count({}), acknowledged.length + 1);
  assert.deepEqual((await journal.verify()).faults, []);
});

test('appends go on while everything is verified', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({
    directory: directory.path,
    maxBytes: 3_000_000,
    whenFull: 'rotate',
  });
  await Promise.all(
    Array.from({ length: 300 }, (_, n) => journal.append(received(bytesOf(6000, n)))),
  );
  const verifying = Promise.all([journal.verify(), journal.verify()]);
  for (let n = 0; n < 20; n++)
    await Promise.all(Array.from({ length: 20 }, () => journal.append(received(bytesOf(6000, n)))));

  for (const { faults } of await verifying) assert.deepEqual(faults, []);
  assert.deepEqual((await journal.verify()).faults, []);
});

test('readers are not disturbed by rotation and clearing', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({
    directory: directory.path,
    maxBytes: 100_000,
    whenFull: 'rotate',
    sync: false,
  });
  let writing = true;
  const write = async () => {
    for (let n = 0; n < 400; n++) {
      await journal.append(received(bytesOf(2000, n)));
      if (n === 200) await journal.clear();
    }
    writing = false;
  };
  const read = async () => {
    let reads = 0;
    while (writing) {
      const sequences = (await journal.find({})).map(({ sequence }) => sequence);
      assert.deepEqual(
        sequences,
        [...sequences].sort((a, b) => a - b),
      );
      reads++;
      // Reading an empty journal takes no turn of the event loop: the writer needs one.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return reads;
  };

  const [reads] = await Promise.all([read(), write()]);

  assert.ok(reads > 1);
});

test('keeps nothing in memory for an entry', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path, sync: false });
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heapAfter = async (entries: number) => {
    for (let done = 0; done < entries; done += 500)
      await Promise.all(
        Array.from({ length: 500 }, (_, n) =>
          journal.append(note('x', { messageId: `M${done + n}`, opens: `w${done + n}` })),
        ),
      );
    await journal.count({});
    collect();
    return process.memoryUsage().heapUsed;
  };

  const before = await heapAfter(5000);
  const after = await heapAfter(20_000);

  // Forty bytes an entry would be less than any object takes.
  assert.ok(after - before < 800_000, `the heap grew by ${after - before} bytes`);
});

test('a directory that is a file is told with what to do', async () => {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, 'a-file');
  await writeFile(file, '');
  await assert.rejects(openJournal({ directory: file }), { code: 'SIM_JOURNAL_DIRECTORY' });
});
