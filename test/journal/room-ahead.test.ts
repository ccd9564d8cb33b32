import assert from 'node:assert/strict';
import { cp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openJournal } from '../../src/journal/open-journal.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { bytesOf, note, received, temporaryDirectory } from './specimen-entries.ts';

const SEGMENT = 'segment-00000001.log';

async function size(directory: string): Promise<number> {
  return (await stat(join(directory, SEGMENT))).size;
}

test('a segment has room ahead while it is written to, and ends with its entries when it is closed', async () => {
  await using directory = await temporaryDirectory();
  const journal = await openJournal({ directory: directory.path });
  await journal.append(received(bytesOf(300, 1)));
  const { bytes, faults } = await journal.verify();
  assert.deepEqual(faults, []);
  assert.ok((await size(directory.path)) > bytes, 'nothing was written ahead');
  await journal.close();
  assert.equal(await size(directory.path), bytes);
});

test('room that a killed simulator left is cut off without an alarm, and writing goes on', async () => {
  await using directory = await temporaryDirectory();
  await using copy = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  const entry = await journal.append(received(bytesOf(300, 1)));
  // As the disk is found after a kill: nothing was closed.
  await cp(directory.path, copy.path, {
    recursive: true,
    filter: (path) => !path.endsWith('lock'),
  });
  const warnings: unknown[] = [];
  const logger = { ...silentLogger, warn: (...said: unknown[]) => void warnings.push(said) };

  await using again = await openJournal({ directory: copy.path, logger });

  assert.deepEqual(warnings, []);
  assert.deepEqual(await again.find({}), [entry]);
  assert.equal(await size(copy.path), (await again.verify()).bytes);
  assert.equal((await again.append(note('next'))).sequence, 2);
  assert.deepEqual((await again.verify()).faults, []);
});
