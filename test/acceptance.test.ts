import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');

/** How many numbered cases each area has, and how many digits their numbers have. */
const AREAS: readonly (readonly [prefix: string, cases: number, digits: number])[] = [
  ['L', 33, 1], // SDS over LDAP
  ['SDS-F', 33, 1], // SDS over FHIR
  ['Q', 37, 2], // PDS queries over HL7 v3
  ['U', 22, 2], // PDS updates over HL7 v3
  ['PDS-F', 22, 2], // PDS over FHIR
  ['I', 10, 2], // tokens and identity
  ['S', 5, 2], // SMSP
  ['G', 6, 2], // the GP2GP chain
  ['O', 20, 1], // ODS over ORD
  ['T', 8, 1], // ODS over FHIR
  ['M', 52, 1], // MESH
  ['N', 32, 1], // NHAIS GP Links
];

/** Cases that no test carries, each with its reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {};

const sources = ['test', 'features'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test\.ts|feature)$/.test(name) && !name.startsWith('acceptance'))
    .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
);

/** Whether a test, a group of tests, a scenario, or a row that names tests begins with the number. */
function isCarried(id: string): boolean {
  const begins = new RegExp(
    `(?:test\\(|describe\\(|Scenario(?: Outline)?:|Rule:|\\[)\\s*['"\`]?${id}\\b`,
  );
  return sources.some((source) => begins.test(source));
}

test('every numbered case of directory, demographics, identity, organisations, mailboxes and GP Links is carried by a test, or left out with a reason', () => {
  const ids = AREAS.flatMap(([prefix, cases, digits]) =>
    Array.from({ length: cases }, (_, at) => `${prefix}${String(at + 1).padStart(digits, '0')}`),
  );
  assert.equal(ids.length, 280);
  const uncarried = ids.filter((id) => !isCarried(id));
  assert.deepEqual(uncarried, Object.keys(LEFT_OUT));
});
