import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { refusalsOf } from '../../simulator/spine/refusal.ts';
import { acknowledgmentChecks } from '../../src/checks/acknowledgment.ts';
import { messageChecks } from '../../src/checks/catalogue.ts';
import { examineAll } from '../../src/checks/check.ts';
import {
  endParty,
  express,
  reliable,
  right,
  unreliable,
  withDirectory,
  withEnvelope,
} from './inbound.ts';

const all = [...messageChecks, ...acknowledgmentChecks];

test('every check has an id of its own, a clause and a title that says what holds', () => {
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  assert.equal(new Set(all.map(({ title }) => title)).size, all.length);
  for (const { id, clause, title, severity } of all) {
    assert.match(id, /^[A-Z]+(-[A-Z]+)?-\d\d$/);
    assert.match(clause, /^(mhs \d|ebMS 2\.0 section \d)/, id);
    assert.ok(title.length > 15, id);
    assert.ok(['must', 'should', 'note'].includes(severity), id);
  }
});

test('every check that carries weight has a specimen that only it finds', async () => {
  const files = ['transport-checks.test.ts', 'ebxml-checks.test.ts'];
  const text = await Promise.all(
    files.map((file) => readFile(join(import.meta.dirname, file), 'utf8')),
  );
  for (const { id, severity } of messageChecks) {
    if (severity !== 'note') assert.ok(text.join().includes(`'${id}'`), id);
  }
});

for (const [name, specimen] of Object.entries({ right, reliable, express, endParty, unreliable })) {
  test(`nothing is found in a right message: ${name}`, () => {
    assert.deepEqual(examineAll(messageChecks, specimen), []);
  });
}

test('oddities of the readers are noted with their place and refuse nothing', () => {
  const at = { offset: 3, line: 1, column: 4 };
  const odd = { code: 'x.odd', message: 'something odd', at };
  const findings = examineAll(messageChecks, {
    ...right,
    mimeDeviations: [odd],
    envelopeDeviations: [odd],
  });
  const seen = findings.map(({ check, severity }) => [check, severity]);
  assert.deepEqual(seen, [
    ['MIME-06', 'note'],
    ['EBXML-HEADER-08', 'note'],
  ]);
  for (const finding of findings) {
    assert.partialDeepStrictEqual(finding, { message: 'something odd (x.odd)', ...at });
  }
  assert.deepEqual(refusalsOf(findings, {}), []);
});

test('a missing version is tolerated where Spine tolerates it', () => {
  for (const [given, tolerated] of [
    [reliable, true],
    [express, true],
    [right, false],
    [endParty, false],
  ] as const) {
    const findings = examineAll(messageChecks, withEnvelope(given, { version: undefined }));
    assert.equal(findings.length === 0, tolerated);
  }
});

test('suggestions name what would be right', () => {
  const suggested = (subject: Parameters<typeof withEnvelope>[0]) =>
    examineAll(messageChecks, subject).map(({ suggestion }) => suggestion);
  const cpaId = right.envelope.cpaId;
  const wrong = withDirectory(withEnvelope(right, { cpaId: 'S1A1' }), { cpaKnown: false });
  assert.deepEqual(suggested(wrong), [`the recipient's contract is ${cpaId}`]);
  assert.deepEqual(suggested(withEnvelope(right, { duplicateElimination: false })), [
    'add eb:DuplicateElimination',
  ]);
  const small = { messageId: right.envelope.messageId.toLowerCase() };
  assert.deepEqual(suggested(withEnvelope(right, small)), [right.envelope.messageId]);
});

test('without a directory and without HTTP, as in a captured message, those rules are silent', () => {
  const captured = { ...right, http: undefined, directory: undefined };
  assert.deepEqual(examineAll(messageChecks, captured), []);
  const alone = { ...captured, mime: undefined };
  assert.deepEqual(examineAll(messageChecks, alone), []);
});

test('ten thousand broken references are told a few times, not ten thousand times', () => {
  const [reference] = right.envelope.manifest?.references ?? [];
  assert.ok(reference);
  const references = Array.from({ length: 10_000 }, (_, n) => ({ ...reference, href: `cid:${n}` }));
  const findings = examineAll(
    messageChecks,
    withEnvelope(right, { manifest: { version: '2.0', references } }),
  );
  const count = findings.filter(({ check }) => check === 'EBXML-MANIFEST-01').length;
  assert.equal(count, 25);
});
