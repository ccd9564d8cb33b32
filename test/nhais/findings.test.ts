import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findingNote } from '../../src/explain/codes/finding-notes.ts';

const ROOM = join(import.meta.dirname, '..', '..', 'simulator', 'nhais');

test('whatever an authority finds is explained', () => {
  const sources = readdirSync(ROOM).map((name) => readFileSync(join(ROOM, name), 'utf8'));
  const checks = new Set(sources.join('\n').match(/NHAIS-[A-Z]+-\d\d/g));
  assert.ok(checks.size >= 11);
  assert.deepEqual(
    [...checks].filter((check) => findingNote(check) === undefined),
    [],
  );
});
