import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { explainCommand } from '../../cli/commands/explain.ts';
import { journalCommand } from '../../cli/commands/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { received as entry, stand } from '../control/stand.ts';
import { bytesOf, finding, note, received, temporaryDirectory } from './specimen-entries.ts';

afterEach(() => {
  process.exitCode = undefined;
});

async function run(...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  await journalCommand((line) => lines.push(line)).parseAsync(['node', 'journal', ...words]);
  return lines;
}

async function fill(directory: string): Promise<void> {
  await using journal = await openJournal({ directory });
  await journal.append(received(bytesOf(100_000), { messageId: 'M1', opens: 'a' }));
  await journal.append(note('a second', { findings: [finding('EBXML-1'), finding('EBXML-1')] }));
}

test('verify tells that a journal is whole', async () => {
  await using directory = await temporaryDirectory();
  await fill(directory.path);

  const lines = await run('verify', directory.path);

  assert.match(lines[0] ?? '', /^2 entries, \d+ bytes, 1 segments$/);
  assert.deepEqual(lines.slice(1), ['The journal is whole.']);
  assert.equal(process.exitCode, undefined);
});

test('verify tells what is damaged and fails', async () => {
  await using directory = await temporaryDirectory();
  await fill(directory.path);
  const [line] = await run('list', directory.path, '--message', 'm1', '--json');
  const { request } = JSON.parse(line ?? '');
  await writeFile(join(directory.path, 'bodies', request.body.where), 'something else');

  const lines = await run('verify', directory.path);

  assert.equal(lines[1], `fault: entry 1: its body in ${request.body.where} is missing or damaged`);
  assert.equal(lines[2], 'The journal is damaged.');
  assert.equal(process.exitCode, 1);
});

test('list shows an entry a line, with what was found', async () => {
  await using directory = await temporaryDirectory();
  await fill(directory.path);

  assert.deepEqual(await run('list', directory.path), [
    '#1  2026-01-05T09:00:00.000Z  received   spine  a message',
    '#2  2026-01-05T09:00:00.000Z  note       spine  a second  [EBXML-1]',
  ]);
  assert.equal((await run('list', directory.path, '--finding', 'EBXML-1')).length, 1);
  assert.match((await run('list', directory.path, '--open'))[0] ?? '', /^#1 /);
  assert.match(
    (await run('list', directory.path, '--newest-first', '--limit', '1'))[0] ?? '',
    /^#2 /,
  );
});

test('a directory that is none is told and not made', async () => {
  await using directory = await temporaryDirectory();
  const nowhere = join(directory.path, 'nowhere');

  await assert.rejects(run('list', nowhere), {
    code: 'SIM_JOURNAL_MISSING',
    message: `there is no journal in ${nowhere}`,
  });
  await assert.rejects(run('verify', nowhere), { code: 'SIM_JOURNAL_MISSING' });
  // A folder of something else is no journal, and does not become one.
  await assert.rejects(run('list', directory.path), { code: 'SIM_JOURNAL_MISSING' });
  assert.deepEqual(await readdir(directory.path), []);
});

test('list without a directory asks the running simulator', async () => {
  await using api = await stand();
  await api.journal.append(entry({ messageId: 'A', opens: 'work' }));
  await api.journal.append(entry({ messageId: 'B', service: 'sds-ldap' }));
  const list = (...words: readonly string[]) => run('list', '--control', api.control.url, ...words);
  assert.deepEqual(await list('--service', 'sds-ldap'), [
    '#2  2026-01-05T09:00:00.000Z  received   sds-ldap  RCMR_IN010000UK05 from Z99001-900001',
  ]);
  assert.match((await list('--newest-first', '--limit', '1')).join(), /^#2 /);
  assert.match((await list('--open')).join(), /^#1 [^\n]*$/);
  const [line = ''] = await list('--message', 'A', '--json');
  assert.equal(JSON.parse(line).messageId, 'A');
});

test('explain reads a journal that is there, and makes none', async () => {
  await using directory = await temporaryDirectory();
  const nowhere = join(directory.path, 'nowhere');
  const argv = ['node', 'explain', 'M1', '--journal', nowhere];
  await assert.rejects(explainCommand().parseAsync(argv), { code: 'SIM_JOURNAL_MISSING' });
  assert.deepEqual(await readdir(directory.path), []);
});

test('verify shows the hash chain when it is asked for', async () => {
  await using directory = await temporaryDirectory();
  await fill(directory.path);

  const lines = await run('verify', directory.path, '--chain');

  assert.match(lines[2] ?? '', /^chain over 2 entries: [0-9a-f]{64}$/);
});
