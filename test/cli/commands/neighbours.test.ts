import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Command } from '../../../cli/command.ts';
import { adaptorCommand } from '../../../cli/commands/adaptor.ts';
import { meshCommand } from '../../../cli/commands/mesh.ts';
import { nhaisLinkCommands } from '../../../cli/commands/nhais-links.ts';
import { odsCommand } from '../../../cli/commands/ods.ts';
import { ControlRefusedError } from '../../../cli/control-client.ts';
import { InputFileError } from '../../../cli/read-input.ts';
import {
  fakeAdaptors,
  fakeMailboxes,
  fakeNhais,
  fakeOrganisations,
  PRACTICE,
} from '../../control/fake-desks.ts';
import { stand } from '../../control/stand.ts';

type Print = (line: string) => void;

const nhaisCommand = (print: Print) => {
  const nhais = new Command('nhais');
  for (const command of nhaisLinkCommands(print)) nhais.addCommand(command);
  return nhais;
};

/** A control API with every neighbour, and commands that are run against it. */
async function desks() {
  const parts = {
    mailboxes: fakeMailboxes(),
    organisations: fakeOrganisations(),
    nhais: fakeNhais(),
    adaptors: fakeAdaptors(),
  };
  const api = await stand({}, parts);
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-cli-'));
  return {
    ...{ ...parts, folder },
    async run(make: (print: Print) => Command, ...words: readonly string[]) {
      const lines: string[] = [];
      const before = process.exitCode;
      process.exitCode = undefined;
      try {
        await make((line) => lines.push(line))
          .exitOverride()
          .parseAsync([...words, '--control', api.control.url], { from: 'user' });
        return { lines, exitCode: process.exitCode };
      } finally {
        process.exitCode = before;
      }
    },
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const LETTER = ['--from', 'x26abc1', '--to', 'X26ABC2', '--workflow', 'W'];

test('mailboxes are listed with what waits in each', async () => {
  await using cli = await desks();
  await cli.run(meshCommand, 'send', ...LETTER, '--text', 'hello');
  const { lines } = await cli.run(meshCommand, 'list');
  assert.deepEqual(lines, [
    'X26ABC1  X26  0 waiting          Box X26ABC1',
    'X26ABC2  X26  1 waiting  closed  Box X26ABC2',
  ]);
});

test('a message is sent, shown, its content saved byte for byte, acknowledged and forgotten', async () => {
  await using cli = await desks();
  const file = join(cli.folder, 'in.dat');
  const content = Buffer.from([0, 1, 254, 255]);
  await writeFile(file, content);
  const sent = await cli.run(meshCommand, 'send', ...LETTER, '--file', file, '--subject', 'S');
  assert.deepEqual(sent.lines, ['M1']);
  const out = join(cli.folder, 'out.dat');
  const shown = await cli.run(meshCommand, 'show', 'M1', '--out', out);
  assert.deepEqual(await readFile(out), content);
  assert.match(shown.lines.join('\n'), /from X26ABC1 to X26ABC2, workflow W\n.*\n.*subject S\n/);
  assert.match(shown.lines.join('\n'), /file in\.dat/);
  assert.equal(shown.lines.at(-1), `content written to ${out}`);
  await cli.run(meshCommand, 'acknowledge', 'x26abc2', 'M1');
  const inbox = await cli.run(meshCommand, 'inbox', 'X26ABC2');
  assert.match(inbox.lines[0] ?? '', /M1 {2}acknowledged {2}X26ABC1 to X26ABC2 {2}W {2}4 bytes/);
  await cli.run(meshCommand, 'empty');
  const empty = await cli.run(meshCommand, 'outbox', 'X26ABC1');
  assert.deepEqual([empty.lines, empty.exitCode], [['nothing found'], 1]);
});

test('a message is made undeliverable, with the code of its report', async () => {
  await using cli = await desks();
  await cli.run(meshCommand, 'send', ...LETTER);
  const { lines } = await cli.run(meshCommand, 'fail', 'M1', '--code', '14');
  assert.match(lines[0] ?? '', /M1 {2}DATA {2}undeliverable/);
  assert.ok(lines.some((line) => line.includes('code 14')));
});

test('organisations are found, shown, put and removed', async () => {
  await using cli = await desks();
  const one = await cli.run(odsCommand, 'find', 'z99001');
  assert.deepEqual(one.lines, [
    'Z99001  RIVERSIDE PRACTICE  Active',
    '  at 1 RIVER STREET, TESTTOWN, ZZ99 1AA',
    '  role RO177, primary',
    '  RE4 Z99X (RO98)',
  ]);
  const found = await cli.run(odsCommand, 'find', '--role', 'ro98');
  assert.deepEqual(found.lines, ['Z99X    RO98  TESTSHIRE ICB']);
  const file = join(cli.folder, 'new.json');
  await writeFile(file, JSON.stringify({ ...PRACTICE, odsCode: 'Z99200', name: 'NEW' }));
  const put = await cli.run(odsCommand, 'put', file);
  assert.equal(put.lines[0], 'Z99200  NEW  Active');
  assert.equal(cli.organisations.find('Z99200')?.name, 'NEW');
  await cli.run(odsCommand, 'remove', 'Z99200');
  assert.equal(cli.organisations.find('Z99200'), undefined);
  const none = await cli.run(odsCommand, 'find', '--name', 'nobody');
  assert.deepEqual([none.lines, none.exitCode], [['nothing found'], 1]);
});

test('organisations are taken in from a file', async () => {
  await using cli = await desks();
  const file = join(cli.folder, 'list.csv');
  await writeFile(file, '"Z99300","A"\n"Z99301","B"\n');
  assert.deepEqual((await cli.run(odsCommand, 'import', file)).lines, ['2 organisations taken in']);
});

test('links tell their numbers and what is not receipted; the authority sends', async () => {
  await using cli = await desks();
  const { lines } = await cli.run(nhaisCommand, 'links');
  assert.equal(lines[0], 'riverside  TES5 (Z99001OT001) with SO01 (SO01OT001)');
  assert.equal(lines[2], '  not receipted: 8');
  const words = ['--link', 'riverside', '--code', 'F4', '--transaction-number', '12'];
  const sent = await cli.run(nhaisCommand, 'send', ...words);
  assert.deepEqual(sent.lines, ['sent as interchange 9']);
  assert.deepEqual(cli.nhais.sent, [{ link: 'riverside', code: 'F4', transactionNumber: 12 }]);
});

test('adaptors tell their queue and their work', async () => {
  await using cli = await desks();
  const list = await cli.run(adaptorCommand, 'list');
  assert.match(list.lines[0] ?? '', /^Z99050 .*embedded queue inbound.*2 waiting {2}1 consuming/);
  const work = await cli.run(adaptorCommand, 'work', 'z99050', '--direction', 'outbound');
  assert.equal(work.lines.length, 1);
  assert.match(work.lines[0] ?? '', /RCMR_IN010000UK05 {2}M-1 {2}OUTBOUND_MESSAGE_ACKD$/);
});

test('what cannot be done is one message with what to do', async () => {
  await using cli = await desks();
  await assert.rejects(cli.run(meshCommand, 'inbox', 'NONE'), ControlRefusedError);
  await assert.rejects(
    cli.run(odsCommand, 'remove', 'Z99001'),
    (error: ControlRefusedError) =>
      error.code === 'ORGANISATION_OF_WORLD' && /world file/.test(error.remedy),
  );
  await assert.rejects(cli.run(odsCommand, 'import', join(cli.folder, 'no')), InputFileError);
});
