import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { temporaryDirectory } from './specimen-entries.ts';

const KILLS = 50;
/** A new directory after so many kills, so that every one is read again whole in bounded time. */
const KILLS_EACH = 5;
const WRITER = join(import.meta.dirname, 'crash-writer.ts');

interface Acknowledged {
  readonly crc: number;
  readonly length: number;
}

/** Runs a writer and kills it once it has acknowledged so many entries and read so many bytes more. */
async function writeUntilKilled(
  directory: string,
  seed: number,
  lines: number,
  acknowledged: Map<number, Acknowledged>,
): Promise<void> {
  const child = spawn(process.execPath, [WRITER, directory, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    // The last line may be cut: what it would say was acknowledged, but nobody heard it whole.
    const [, sequence, crc, length] = /^(\d+) (\d+) (\d+)$/.exec(line) ?? [];
    if (sequence === undefined) continue;
    acknowledged.set(Number(sequence), { crc: Number(crc), length: Number(length) });
    seen++;
    if (seen === lines) child.kill('SIGKILL');
  }
  await closed;
  assert.ok(seen >= lines, `the writer ended by itself after ${seen} entries`);
}

async function assertWhole(
  journal: Journal,
  acknowledged: ReadonlyMap<number, Acknowledged>,
): Promise<void> {
  assert.deepEqual((await journal.verify()).faults, []);
  for (const [sequence, { crc, length }] of acknowledged) {
    const entry = await journal.get(sequence);
    assert.ok(entry?.request?.body, `entry ${sequence} was acknowledged and is lost`);
    const bytes = await journal.readBody(entry.request.body);
    assert.deepEqual({ crc: crc32(bytes), length: bytes.length }, { crc, length });
  }
}

/** One directory through several kills; resolves to how many entries were acknowledged. */
async function round(limits: readonly number[]): Promise<number> {
  await using directory = await temporaryDirectory();
  const acknowledged = new Map<number, Acknowledged>();
  for (const [kill, lines] of limits.entries()) {
    await writeUntilKilled(directory.path, kill + 1, lines, acknowledged);
    await using journal = await openJournal({ directory: directory.path });
    await assertWhole(journal, acknowledged);
  }
  for (const end of ['', '-wal', '-shm'])
    await rm(join(directory.path, `index.sqlite${end}`), { force: true });
  await using journal = await openJournal({ directory: directory.path });
  await assertWhole(journal, acknowledged);
  return acknowledged.size;
}

test(`a journal that is killed ${KILLS} times loses nothing it acknowledged`, async () => {
  const random = seededRandom(20_260_105);
  const lane = async () => {
    let entries = 0;
    for (let kills = 0; kills < KILLS / 2; kills += KILLS_EACH)
      entries += await round(Array.from({ length: KILLS_EACH }, () => random.int(1, 60)));
    return entries;
  };
  const [one, two] = await Promise.all([lane(), lane()]);
  assert.ok(one + two > KILLS, 'the writers wrote');
});
