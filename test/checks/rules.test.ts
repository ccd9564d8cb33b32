import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FAMILIES, RULES } from '../../src/checks/catalogue.ts';
import { SPECIFIED_RULES } from '../specimens/rules-of-specification.ts';

const DOMAIN = join(import.meta.dirname, '..', '..', '..', 'shared', 'domain');
const byId = new Map(RULES.map((rule) => [rule.id, rule]));
const FITS = { F: 'must', W: 'should', I: 'note' } as const;

test('every check has an id, a title and an advice of its own, a clause and a basis', () => {
  for (const key of ['id', 'title', 'advice'] as const) {
    const seen = RULES.map((rule) => rule[key]);
    assert.deepEqual(
      seen.filter((text, at) => seen.indexOf(text) !== at),
      [],
      `the same ${key}`,
    );
  }
  for (const { id, clause, basis, title, advice, severity } of RULES) {
    assert.match(id, /^[A-Z0-9]+(-[A-Z0-9]+)?-\d\d$/);
    assert.match(clause, /^(mhs|gp2gp|ebMS 2\.0 section|RFC \d+ section) ?\d/, id);
    assert.ok(['N', 'P', 'A', 'I'].includes(basis), id);
    assert.ok(['must', 'should', 'note'].includes(severity), id);
    assert.ok(title.length > 15 && !title.endsWith('.'), id);
    assert.match(advice, /^[A-Z].*\.$/, id);
  }
});

test('what is only inferred breaks no rule', () => {
  const strict = RULES.filter(({ basis, severity }) => basis === 'I' && severity === 'must');
  assert.deepEqual(
    strict.map(({ id }) => id),
    [],
  );
});

test('every family has a page of its own', () => {
  assert.equal(new Set(FAMILIES.map(({ name }) => name)).size, FAMILIES.length);
});

for (const { rule, severity, checks, differs = {}, none } of SPECIFIED_RULES) {
  test(`${rule} is held by ${checks.join(', ') || 'no check'}`, () => {
    assert.equal(checks.length === 0, none !== undefined, 'a rule without a check says why');
    for (const id of checks) {
      const check = byId.get(id);
      assert.ok(check, `there is no check ${id}`);
      if (severity === undefined || differs[id]) continue;
      assert.equal(check.severity, FITS[severity], id);
    }
    for (const id of Object.keys(differs)) {
      assert.ok(severity && byId.get(id)?.severity !== FITS[severity], `${id} does not differ`);
    }
  });
}

const withoutDomain = existsSync(join(DOMAIN, 'mhs.md'))
  ? false
  : 'the specification is not on this machine';

test('no rule of the specification is forgotten', { skip: withoutDomain }, () => {
  const read = (file: string) => readFileSync(join(DOMAIN, file), 'utf8');
  const between = (text: string, from: string, to: string) =>
    text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from) + 1));
  const rowsOf = (text: string) => [...text.matchAll(/^\| ([A-Z]\d+) \|/gm)].map(([, id]) => id);
  const mhs = rowsOf(between(read('mhs.md'), '### 5.1', '### 5.5'));
  const gp2gp = read('gp2gp.md');
  const large = rowsOf(between(gp2gp, '### 3.10', '## 4'));
  const known = SPECIFIED_RULES.map(({ rule }) => rule);
  assert.ok(mhs.length > 35 && large.length === 12);
  for (const id of mhs) assert.ok(known.includes(`mhs ${id}`), `mhs ${id}`);
  for (const id of large) assert.ok(known.includes(`gp2gp ${id}`), `gp2gp ${id}`);
  const correlation = between(gp2gp, '### 1.4', '### 1.5').match(/^\| [^|-]/gm)?.length ?? 0;
  const listed = known.filter((rule) => rule.startsWith('gp2gp 1.4'));
  assert.equal(correlation - 1, listed.length);
});
