import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { profileCommand } from '../../../cli/commands/profile.ts';

async function run(...words: readonly string[]): Promise<string> {
  const printed: string[] = [];
  const command = profileCommand((text) => void printed.push(text));
  for (const each of [command, ...command.commands])
    each.exitOverride().configureOutput({ writeErr: () => {} });
  await command.parseAsync(words, { from: 'user' });
  return printed.join('\n');
}

test('profile list says what each environment is', async () => {
  const said = await run('list');
  for (const name of ['local', 'int', 'dep', 'training'])
    assert.match(said, new RegExp(`^${name} +\\S`, 'm'));
  assert.ok(said.split('\n').every((line) => line.length <= 100));
  assert.equal(JSON.parse(await run('list', '--json')).length, 4);
});

test('profile show names each setting with value, standing and source, and the host there beside ours', async () => {
  const said = await run('show', 'int');
  assert.match(said, /sds\.ldap\.listen = "tls-only"\n {4}inferred {2}sds-ods 1\.2: /);
  assert.match(
    said,
    /there {5}ldaps:\/\/ldap\.nis1\.national\.ncrs\.nhs\.uk:636\n {4}here {6}ldaps:\/\/127\.0\.0\.1:1636/,
  );
  assert.match(said, /Not known\n {2}- /);
  const training = JSON.parse(await run('show', 'training', '--json'));
  assert.ok(training.places.every((place: { there?: string }) => place.there === undefined));
  assert.match(await run('show', 'training'), /there {5}not in public sources/);
});

test('profile diff tells what both say of a difference', async () => {
  const said = await run('diff', 'int', 'training');
  assert.match(
    said,
    /spine\.odsCode\n {4}"YES" -> "YEA"\n {4}int: known, sds-ods 1\.8\. .*\n {4}training: inferred, sds-ods 1\.8\. /,
  );
  assert.equal(await run('diff', 'int', 'int'), 'int and int have the same settings');
  const differences = JSON.parse(await run('diff', 'int', '--json'));
  const token = differences.find(
    ({ path }: { path: string }) => path === 'pds.fhir.authentication',
  );
  assert.equal(token.left, 'enforce');
  assert.equal(token.right, 'off');
  assert.equal(token.because[0].standing, 'known');
});

test('profile diff holds a world of yours against an environment, without its secrets', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-profile-'));
  try {
    const file = join(folder, 'world.yaml');
    await writeFile(
      file,
      "profile: int\nspine: { odsCode: YEA }\ncontrol: { token: 'a-secret-of-some-length' }\nmesh: { sharedKey: hush-hush }\n",
    );
    const said = await run('diff', 'int', '--world', file);
    assert.match(
      said,
      /int -> .*world\.yaml: 1 settings? differs?\n {2}spine\.odsCode\n {4}"YES" -> "YEA"/,
    );
    assert.doesNotMatch(said, /secret|hush/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('an environment that there is none of is refused with those that there are', async () => {
  await assert.rejects(run('show', 'live'), /Allowed choices are local, int, dep, training/);
});
