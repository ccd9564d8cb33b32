import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { nhaisCheckOf } from '../../src/nhais/nhais-finding.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CODE = /'((?:edifact|nhais)\.[a-z]+(?:-[a-z]+)*)'/g;

/** Codes that the readers write, from their sources: whoever adds one is told of the page. */
function written(): readonly string[] {
  const codes = ['src/wire/edifact', 'src/nhais'].flatMap((room) =>
    readdirSync(join(ROOT, room)).flatMap((file) => [
      ...readFileSync(join(ROOT, room, file), 'utf8').matchAll(CODE),
    ]),
  );
  return [...new Set(codes.map(([, code = '']) => code))].toSorted();
}

test('every code of a deviation is on the page of files of GP Links, under the check that it is found by', () => {
  const page = readFileSync(join(ROOT, 'docs', 'gp-links-files.md'), 'utf8');
  let check = '';
  const told = new Map<string, string>();
  for (const [, named = '', code = ''] of page.matchAll(
    /^\| (?:`(NHAIS-\w+-01)`)? ?\| `([a-z.-]+)` \|/gm,
  )) {
    check = named || check;
    told.set(code, check);
  }
  assert.deepEqual([...told.keys()].toSorted(), written());
  assert.ok(told.size > 30);
  for (const [code, of] of told) assert.equal(of, nhaisCheckOf(code), code);
});
