import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { spineboxCommand } from '../../cli/main.ts';
import { cliPage } from './cli-page.ts';
import { codesPage } from './codes-page.ts';

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
