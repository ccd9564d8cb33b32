import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeOutcome, writeProxyOutcome } from '../../simulator/sds/fhir/operation-outcome.ts';
import { REFUSAL_FORMS, refusalsOf } from '../../simulator/spine/refusal.ts';
import { RULES } from '../../src/checks/catalogue.ts';
import { ERRORS } from '../../src/demographics/fhir/errors.ts';
import { REJECTION, RESPONSE } from '../../src/demographics/hl7v3/response-codes.ts';
import { SMSP_CODES as SMSP } from '../../src/demographics/smsp/operations.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { parseNhsNumber } from '../../src/domain/nhs-number.ts';
import type { CodeTable } from '../../src/explain/codes/code-note.ts';
import { CONNECTION_CODES } from '../../src/explain/codes/connection-codes.ts';
import { DELIVERY_CODES } from '../../src/explain/codes/delivery-codes.ts';
import { EBXML_ERRORS } from '../../src/explain/codes/ebxml-errors.ts';
import { findingNote } from '../../src/explain/codes/finding-notes.ts';
import { HL7_REJECTIONS } from '../../src/explain/codes/hl7-rejections.ts';
import { HTTP_CODES } from '../../src/explain/codes/http-codes.ts';
import { IDENTITY_CODES } from '../../src/explain/codes/identity-codes.ts';
import { LDAP_CODES } from '../../src/explain/codes/ldap-codes.ts';
import { PDS_FHIR_CODES } from '../../src/explain/codes/pds-fhir-codes.ts';
import { PDS_HL7_CODES, RULE_NAMES } from '../../src/explain/codes/pds-hl7-codes.ts';
import { RECORD_CODES } from '../../src/explain/codes/record-codes.ts';
import { REFUSED_FOR_CHECKS } from '../../src/explain/codes/refused-for-checks.ts';
import { SDS_FHIR_CODES } from '../../src/explain/codes/sds-fhir-codes.ts';
import { SMSP_CODES } from '../../src/explain/codes/smsp-codes.ts';
import { SOAP_FAULTS } from '../../src/explain/codes/soap-faults.ts';
import { SPINE_REFUSALS } from '../../src/explain/codes/spine-refusals.ts';
import { isWhole } from '../../src/explain/explained-share.ts';
import type { Problem } from '../../src/explain/problem.ts';
import { problemsOf } from '../../src/explain/problems-of.ts';
import { RESPONSE_CODES } from '../../src/gp2gp/response-codes.ts';
import { RESULT } from '../../src/wire/ldap/ldap-result.ts';
import { type Captured, findingsIn } from '../specimens/captured.ts';
import { CONVERSATION_SPECIMENS } from '../specimens/conversation-specimens.ts';
import { findingsInAll } from '../specimens/judge-conversation.ts';
import { MESSAGE_SPECIMENS } from '../specimens/message-specimens.ts';
import { explainedRun } from './explained-run.ts';
import { keptEntries } from './kept-entries.ts';

/** A specimen as Spine would have it on record. */
async function explained(
  { http, body }: Captured,
  findings: readonly Finding[],
): Promise<readonly Problem[]> {
  const headers: [string, string][] = [];
  if (http?.contentType) headers.push(['Content-Type', http.contentType]);
  if (http?.soapAction) headers.push(['SOAPAction', http.soapAction]);
  const { journal, entries } = keptEntries([
    {
      ...{ kind: 'received', at: '2026-03-01T09:15:01.000Z', service: 'spine', summary: 'x' },
      request: { method: http?.method ?? 'POST', path: http?.path ?? '/', headers, body },
      response: { status: 202, headers: [] },
      findings,
    },
  ]);
  const [entry] = entries;
  assert.ok(entry);
  return problemsOf(journal, entry);
}

/** Rules of which nothing is told in the bytes of the one message: they are about what is not there. */
const OF_OTHER_PLACES = /^(?:CONVERSATION-|READ-01|MIME-0[16])/;

for (const { check, wrong, message } of MESSAGE_SPECIMENS) {
  test(`${check} is explained where it finds ${wrong}`, async () => {
    const findings = findingsIn(message);
    const problems = await explained(message, findings);
    // A signal tells of errors of its own besides.
    assert.ok(problems.length >= findings.length);
    for (const problem of problems) assert.ok(isWhole(problem), JSON.stringify(problem));
    const problem = problems.find(({ rule }) => rule === check);
    const finding = findings.find((each) => each.check === check);
    const { where } = problem ?? {};
    assert.ok(problem && finding && where);
    // It begins with a capital, or with the name of what is wrong.
    assert.match(problem.came, /^(?:[^a-z]|[\w-]*[-:\d/A-Z.]).*[.!?…]$/s, problem.came);
    assert.match(problem.change, /^[A-Z].*\.$/s);
    if (finding.line !== undefined) {
      assert.equal(where.line, finding.line);
      assert.equal(where.column, finding.column);
    }
    if (where.offset !== undefined) assert.ok(where.offset <= message.body.length);
    if (!OF_OTHER_PLACES.test(check) && where.offset !== undefined)
      assert.ok(where.excerpt, `${check} shows nothing of its place: ${JSON.stringify(where)}`);
    assert.ok((where.excerpt?.length ?? 0) <= 161, 'an excerpt is a few characters');
  });
}

for (const { check, wrong, messages } of CONVERSATION_SPECIMENS) {
  test(`${check} is explained where it finds ${wrong}`, async () => {
    const found = findingsInAll(messages).filter((each) => each.check === check);
    const [message] = messages;
    assert.ok(message && found.length > 0);
    for (const problem of await explained(message, found)) assert.ok(isWhole(problem));
  });
}

test('places in the payload begin at the byte of the element that is wrong', async () => {
  const specimen = MESSAGE_SPECIMENS.find(({ check }) => check === 'EXTRACT-08');
  assert.ok(specimen);
  const [problem] = await explained(specimen.message, findingsIn(specimen.message));
  const { offset = -1, excerpt, part } = problem?.where ?? {};
  const at = specimen.message.body.indexOf('<code code="37231000000106"');
  assert.deepEqual([offset, part], [at, 2]);
  assert.match(excerpt ?? '', /^<code code="37231000000106"/);
  assert.equal(problem?.nearest, 'code="37241000000102"');
});

test('no excerpt and no sentence holds an NHS number or a name of the specimens', async () => {
  for (const { message } of MESSAGE_SPECIMENS) {
    const text = JSON.stringify(await explained(message, findingsIn(message)));
    for (const [number] of text.matchAll(/(?<!\d)\d{10}(?!\d)/g))
      assert.equal(parseNhsNumber(number), undefined, number);
    for (const name of namesIn(message.body)) assert.ok(!text.includes(name), name);
  }
});

/** What stands as name of a person in a payload. */
function namesIn(body: Buffer): readonly string[] {
  const text = body.toString('utf8');
  return [...text.matchAll(/<(?:family|given)>([^<]{4,})</g)].map(([, name = '']) => name);
}

function assertTold(table: CodeTable, codes: Iterable<string>, face: string): void {
  for (const code of codes) {
    const note = Object.hasOwn(table, code) ? table[code] : undefined;
    assert.ok(note, `${face}: ${code} has no explanation`);
    const { title, clause, expected, change } = note;
    for (const text of [title, clause, expected, change]) assert.ok(text.length > 4, code);
    assert.match(expected, /^[A-Za-z0-9].*\.$/s, `${face} ${code}: ${expected}`);
    assert.match(change, /^[A-Z].*\.$/s, `${face} ${code}: ${change}`);
    assert.doesNotMatch(title, /\.$/, `${face} ${code}: ${title}`);
  }
}

test('every refusal of Spine is explained, and by the checks that it refuses for', () => {
  assertTold(SPINE_REFUSALS, Object.keys(REFUSAL_FORMS), 'spine');
  for (const { id, clause, title } of RULES) {
    const finding = { check: id, clause, severity: 'must', message: title, at: '/' } as const;
    for (const { constant } of refusalsOf([finding], {}))
      assert.ok(REFUSED_FOR_CHECKS[constant]?.includes(id), `${constant} is refused for ${id}`);
  }
  for (const { channel, code } of Object.values(REFUSAL_FORMS))
    assertTold(channel === 'soapFault' ? SOAP_FAULTS : EBXML_ERRORS, [code], channel);
});

test('every error of PDS FHIR, of SDS FHIR and of the mini services is explained', () => {
  assertTold(PDS_FHIR_CODES, Object.keys(ERRORS), 'pds-fhir');
  const statuses = [400, 401, 404, 405, 406, 429, 500, 502, 503, 504];
  const codes = statuses.flatMap((status) =>
    [writeOutcome({ status, diagnostics: '' }, ''), writeProxyOutcome(status, '')].map(
      (text) => /"code": "([A-Z_]+)"/.exec(text)?.[1] ?? 'no code',
    ),
  );
  assertTold(SDS_FHIR_CODES, codes, 'sds-fhir');
  assertTold(
    SMSP_CODES,
    [...Object.keys(SMSP).filter((code) => code !== 'SMSP-0000'), '1000', '3000'],
    'pds-smsp',
  );
});

test('every code of PDS over HL7, of HL7 rejections and of GP2GP is explained', () => {
  assertTold(
    PDS_HL7_CODES,
    Object.values(RESPONSE).map(({ code }) => code),
    'pds-hl7',
  );
  assertTold(
    HL7_REJECTIONS,
    Object.values(REJECTION).map(({ code }) => code),
    'rejections',
  );
  assertTold(
    HL7_REJECTIONS,
    quoted('simulator/spine/synchronous', /: '(5\d\d|900|1000)'/g),
    'spine',
  );
  assertTold(RECORD_CODES, RESPONSE_CODES.keys(), 'gp2gp');
});

test('every rule of the synchronous validators is explained', () => {
  const names = [
    ...quoted('src/wire/soap', /\| '([A-Z_]+)(?:\[\w+\])?'/g),
    ...quoted('simulator/pds/hl7/check-envelope.ts', /'([A-Z]+(?:_[A-Z0-9]+)+)'/g),
  ];
  assert.ok(names.length > 10);
  assertTold(RULE_NAMES, names, 'sync');
});

test('every error of the identity services is explained', () => {
  const words = /'((?:invalid|unsupported|unauthorized|access|server|temporarily)_\w+)'/g;
  const codes = quoted('simulator/identity', words).filter(
    (code) => !/_(?:token|hash)$/.test(code),
  );
  assert.ok(codes.length > 8);
  assertTold(IDENTITY_CODES, new Set([...codes, 'invalid_token']), 'identity');
});

test('every result of LDAP, every way in which a connection or delivery fails, and every status is explained', () => {
  assertTold(LDAP_CODES, Object.keys(RESULT), 'ldap');
  assertTold(CONNECTION_CODES, Object.keys(CONNECTION_CODES), 'tls');
  assertTold(DELIVERY_CODES, Object.keys(DELIVERY_CODES), 'delivery');
  assertTold(HTTP_CODES, Object.keys(HTTP_CODES), 'http');
});

test('findings that no check of the catalogue makes are explained too', () => {
  const checks = [
    ...quoted('simulator', /check: '([A-Z][A-Z0-9-]+)'/g),
    ...quoted('src/capture', /'(CAPTURE-\d\d)'/g),
    ...['READ-MESSAGE_TOO_LARGE', 'READ-SOAP_ACTION_MISSING', 'READ-MESSAGE_NOT_WELL_FORMED'],
    ...['SYNC-MESSAGE_NOT_WELL_FORMED[soapBodyCount]', 'SYNC-SOAP_TO_ERROR', 'PDS-SCHEMA-ORDER'],
  ].filter((check) => !RULES.some(({ id }) => id === check));
  assert.ok(checks.length > 10);
  for (const check of checks) assert.ok(findingNote(check), `${check} has no explanation`);
});

/** What a pattern finds in the sources of a room: codes that a product writes are told, whoever adds one. */
function quoted(room: string, pattern: RegExp): readonly string[] {
  const root = join(import.meta.dirname, '..', '..', room);
  const files = room.endsWith('.ts')
    ? [root]
    : readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(root, name));
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, code = '']) => code),
  );
}

test('everything that goes wrong in a part of the real suite is explained', async (context) => {
  const certificateDirectory = await mkdtemp(join(tmpdir(), 'spinebox-explained-'));
  context.after(() => rm(certificateDirectory, { recursive: true, force: true }));
  const only = ['GP2GP-REQ-005', 'GP2GP-REQ-008', 'GP2GP-REQ-012', 'GP2GP-REQ-020', 'MHS-R-05'];
  const { refusals, findings, explained, missing } = await explainedRun({
    certificateDirectory,
    only,
  });
  context.diagnostic(`${explained} of ${refusals} refusals and ${findings} findings are explained`);
  assert.ok(refusals + findings > 3, 'too little went wrong to mean anything');
  assert.deepEqual(missing, []);
  assert.equal(explained, refusals + findings);
});
