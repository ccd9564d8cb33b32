import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directoryCommand } from '../../../cli/commands/directory.ts';
import { ControlUnreachableError } from '../../../cli/control-client.ts';
import { stand } from '../../control/stand.ts';
import { directoryStand } from '../../sds/directory-stand.ts';

type Directory = Awaited<ReturnType<typeof directoryStand>>['directory'];

/** Runs the command against a running control API and gives what it printed. */
async function run(
  name: string,
  options: readonly string[] = [],
  prepare: (directory: Directory) => Promise<unknown> = async () => undefined,
): Promise<{ lines: string[]; exitCode: unknown }> {
  await using sds = await directoryStand();
  await prepare(sds.directory);
  await using api = await stand({}, { directory: sds.directory });
  const lines: string[] = [];
  const before = process.exitCode;
  process.exitCode = undefined;
  const command = directoryCommand((line) => lines.push(line));
  await command.parseAsync([name, '--control', api.control.url, ...options], { from: 'user' });
  const { exitCode } = process;
  process.exitCode = before;
  return { lines, exitCode };
}

const find = (...options: string[]) => run('find', options);

test('a system and its handler are shown with what a client needs of them', async () => {
  const { lines } = await find('--ods', 'Z99003', '--interaction', 'RCMR_IN030000UK06');
  assert.equal(lines[0], 'system    ASID 999000000003  Z99003  party Z99003-900003');
  assert.match(lines[1] ?? '', /for Z99003, accredited for \d+ interactions/);
  assert.match(
    lines[2] ?? '',
    /^handler {3}urn:nhs:names:services:gp2gp:RCMR_IN030000UK06 {2}Z99003 {2}party Z99003-900003 {2}CPA S\d+A\d+$/,
  );
  assert.equal(lines[3], '          at https://localhost:9443/');
  assert.equal(
    lines[4],
    '          ack always, duplicates always, sync None, retries 2 every PT2H for PT4H10M',
  );
  assert.equal(lines.length, 5);
});

test('the entries come whole as JSON', async () => {
  const { lines } = await find('--asid', '999000000001', '--json');
  const entries = JSON.parse(lines.join('\n')) as { dn: string }[];
  assert.equal(entries[0]?.dn, 'uniqueIdentifier=999000000001,ou=Services,o=nhs');
  assert.ok(entries.length > 5);
});

test('nothing found says so and is no success', async () => {
  const { lines, exitCode } = await find('--party', 'NOBODY-1');
  assert.deepEqual(lines, ['nothing found']);
  assert.equal(exitCode, 1);
});

test('what does not fit together is listed, a line each', async () => {
  assert.deepEqual(await run('lint'), { lines: ['all fits together'], exitCode: undefined });
  const name = 'uniqueIdentifier=Z99001,ou=Organisations,o=nhs';
  const { lines, exitCode } = await run('lint', [], (directory) => directory.remove(name));
  assert.deepEqual(lines, [
    'system-without-organisation  uniqueIdentifier=999000000001,ou=Services,o=nhs: its organisation Z99001 has no entry',
  ]);
  assert.equal(exitCode, 1);
});

test('without a simulator it says how to start one', async () => {
  const command = directoryCommand(() => undefined);
  // Port 1 is nobody's.
  const asking = command.parseAsync(['find', '--control', 'http://127.0.0.1:1'], { from: 'user' });
  await assert.rejects(asking, ControlUnreachableError);
});
