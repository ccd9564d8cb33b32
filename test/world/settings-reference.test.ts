import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { settingsReference } from '../../simulator/world/settings-reference.ts';

test('the reference in docs is the one that the product prints', async () => {
  const file = join(import.meta.dirname, '..', '..', 'docs', 'settings.md');
  assert.equal(
    (await readFile(file, 'utf8')).replaceAll('\r\n', '\n'),
    settingsReference(),
    'docs/settings.md is out of date: print it again with "spinebox world settings"',
  );
});

test('a setting stands there with its values, its default and what it decides', () => {
  const lines = settingsReference().split('\n');
  const line = (path: string) => lines.find((each) => each.startsWith(`| \`${path}\` |`)) ?? '';
  assert.match(line('policies.timeToLive'), /`enforce`, `warn`, `ignore` \| `"warn"`/);
  assert.match(line('sds.ldap.port'), /integer \| `1389` \| Plain LDAP/);
  assert.match(line('faults.NAME.actions'), /list of `delay`, `latency`, `unavailable`/);
  assert.match(line('organisations.NAME.partyKey'), /string, `"Z99001-900001"`/);
});

test('no setting of directory, demographics, identity and web faces is without its line', () => {
  const text = settingsReference();
  for (const part of ['sds', 'pds', 'identity', 'gateway', 'faults']) {
    assert.ok(text.includes(`\n## ${part}\n`), part);
  }
});

test('every setting says what it decides', () => {
  const silent = settingsReference()
    .split('\n')
    .filter((line) => /^\| `/.test(line) && /\|\s*\|$/.test(line));
  assert.deepEqual(silent, []);
});

test('the kinds of a fault and of an answer stand there with what they take', () => {
  const text = settingsReference();
  assert.ok(
    text.includes(
      '| `faults.NAME.actions kind: delay` | `ms` (integer) |  | Answers so many milliseconds later;',
    ),
  );
  assert.match(text, /`services\.NAME\.answer kind: payload` \| `action` \(string\), `wrapper`/);
  assert.match(text, /`identity\.users\.NAME\.roles\[\]\.jobRoleCode` \| string \| `"R8000"`/);
});
