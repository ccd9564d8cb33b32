import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { spineboxCommand } from '../../cli/main.ts';
import { cliPage } from './cli-page.ts';
import { codesPage } from './codes-page.ts';
import { codesInSource } from './operator-codes.ts';

function kept(file: string): string {
  const path = join(import.meta.dirname, '..', '..', 'docs', file);
  return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
}

test('docs/cli.md says what the commands say (npm run docs:pages writes it anew)', async () => {
  assert.equal(kept('cli.md'), cliPage(await spineboxCommand()));
});

test('docs/codes.md says what the tables say (npm run docs:pages writes it anew)', () => {
  assert.equal(kept('codes.md'), codesPage());
});

test('a command stands there with options, defaults, environment and exit codes', () => {
  const page = kept('cli.md');
  assert.match(page, /^### spinebox up$/m);
  assert.match(
    page,
    /\| `--world <file>` \| world file, YAML or JSON \| {2}\| `SPINEBOX_WORLD` \|/,
  );
  assert.match(page, /\| `--reports <directory>` \| where reports are written \| `reports` \|/);
  assert.match(page, /### spinebox conform[\s\S]*Exit codes: 0 all passed, 1 the system failed/);
});

test('a code stands there with its cause and its remedy, and none without', () => {
  const page = kept('codes.md');
  assert.match(page, /\| `06` \| Patient not at surgery \| the sender, of the request \| The NHS/);
  assert.match(page, /\| `CPA_ID_UNKNOWN` \| no contract has this CPAId \|.*Look the CPAId up/);
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  assert.ok(rows.length > 150, String(rows.length));
  assert.deepEqual(
    rows.filter((line) => /\|\s*\|/.test(line)),
    [],
  );
});

test('every code that an operator can meet stands there, and what stands beside Spine has its own', () => {
  const page = kept('codes.md');
  const codes = [...codesInSource()];
  assert.ok(codes.length > 100, String(codes.length));
  assert.deepEqual(
    codes.filter((code) => !page.includes(`\n| \`${code}\` | `)),
    [],
  );
  for (const row of [
    /\| `SIM_MAILBOX_UNKNOWN` \| .* \| Add it under mesh\.mailboxes/,
    /## MESH\n[\s\S]*\| `14` \| the message was not collected in time/,
    /## ODS\n[\s\S]*\| `HTTP-406` \| a parameter is unknown/,
    /## GP Links\n[\s\S]*\| `NHAIS-RECEIPT-01` \|/,
    /## MHS adaptor\n[\s\S]*\| `HTTP-415` \|/,
  ])
    assert.match(page, row);
});
