import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '../../src/domain/finding.ts';
import { maskPayload, withoutNumbers } from '../../src/explain/place/mask.ts';
import type { Problem } from '../../src/explain/problem.ts';
import { problemsOf } from '../../src/explain/problems-of.ts';
import { renderProblem } from '../../src/explain/render-problem.ts';
import type { NewEntry } from '../../src/journal/entry.ts';
import { buildMessageError } from '../../src/wire/ebxml/build-message-error.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import { buildSoapFault, writeSoapFault } from '../../src/wire/soap/soap-fault.ts';
import { keptEntries } from './kept-entries.ts';

async function explained(more: Partial<NewEntry>): Promise<readonly Problem[]> {
  const { journal, entries } = keptEntries([
    { kind: 'received', at: '2026-03-01T09:00:00.000Z', service: 'spine', summary: 'x', ...more },
  ]);
  const [entry] = entries;
  assert.ok(entry);
  return problemsOf(journal, entry);
}

const json = [['Content-Type', 'application/fhir+json']] as const;

test('an exchange in which nothing went wrong has no problems', async () => {
  assert.deepEqual(await explained({ response: { status: 202, headers: [] } }), []);
});

test('a refusal of PDS FHIR names the header at fault, and the record keeps numbers to itself', async () => {
  const outcome = {
    resourceType: 'OperationOutcome',
    issue: [
      {
        details: { coding: [{ code: 'INVALID_VALUE', display: 'Provided value is invalid' }] },
        diagnostics: "Invalid value - '1234' in header 'X-Request-ID'",
      },
    ],
  };
  const [problem, ...more] = await explained({
    service: 'pds-fhir',
    request: {
      ...{ method: 'GET', path: '/personal-demographics/FHIR/R4/Patient/9991001018' },
      headers: [['X-Request-ID', '1234']],
    },
    response: { status: 400, headers: json, body: Buffer.from(JSON.stringify(outcome)) },
    facts: { result: 'refused: INVALID_VALUE' },
  });
  assert.deepEqual(more, []);
  assert.equal(problem?.rule, 'INVALID_VALUE');
  assert.equal(problem.answer, 'HTTP 400, INVALID_VALUE');
  assert.match(problem.came, /Patient\/…: Invalid value - '1234' in header 'X-Request-ID'\.$/);
  assert.deepEqual(problem.where, {
    ...{ side: 'request', at: 'X-Request-ID', excerpt: 'X-Request-ID: 1234' },
  });
  assert.match(problem.nearest ?? '', /^X-Request-ID: X{8}-/);
});

test('a finding that Spine refused for is told once, with what was answered for it', async () => {
  const finding: Finding = {
    ...{ check: 'DIRECTORY-04', severity: 'must', clause: 'mhs 4.5', at: 'CPAId' },
    message: 'no contract has the CPAId "S1"',
  };
  const [problem, ...more] = await explained({
    findings: [finding],
    response: {
      ...{ status: 200, headers: [['Content-Type', 'text/xml']] },
      body: writeEbxml(
        buildMessageError(
          {},
          [{ errorCode: 'ValueNotRecognized', description: '501319:Unknown eb:CPAId' }],
          { messageId: 'M', now: new Date('2026-03-01T09:00:00Z') },
        ),
      ),
    },
    trace: [
      {
        ...{ stage: 'decide', text: 'refused: CPA_ID_UNKNOWN, 501319:Unknown eb:CPAId' },
        facts: { nearest: 'Z1-111111 urn:x:Y with CPAId S2' },
      },
    ],
    facts: { result: 'refused: CPA_ID_UNKNOWN' },
  });
  assert.deepEqual(more, []);
  assert.equal(problem?.answer, 'HTTP 200, MessageError ValueNotRecognized (CPA_ID_UNKNOWN)');
  assert.equal(problem.nearest, 'the contract of Z1-111111 urn:x:Y with CPAId S2');
});

test('what a fault asked for is told as on purpose, and nothing of the message is to be changed', async () => {
  const [problem] = await explained({
    response: { status: 500, headers: [], body: writeSoapFault(buildSoapFault('200', 'failed')) },
    trace: [{ stage: 'disturb', text: 'rule-7 asks for: soap-fault 200' }],
    facts: { result: 'disturbed: soap-fault' },
  });
  assert.match(problem?.came ?? '', /^On purpose: rule-7 asks for: soap-fault 200\./);
  assert.match(problem?.change ?? '', /^Nothing in the message/);
});

test('a delay on the way is not why something was refused', async () => {
  const [problem] = await explained({
    response: { status: 500, headers: [], body: writeSoapFault(buildSoapFault('201', 'no XML')) },
    trace: [{ stage: 'disturb', text: 'rule-7 asks for: delay 20 ms' }],
  });
  assert.equal(problem?.came, 'No XML.');
});

test('a search below a base that is none names the nearest', async () => {
  const [problem] = await explained({
    service: 'sds-ldap',
    interaction: 'search',
    facts: { base: 'ou=servces,o=nhs', filter: '(a=b)', result: 'noSuchObject', resultCode: 32 },
  });
  assert.deepEqual([problem?.rule, problem?.nearest], ['noSuchObject', 'base ou=services,o=nhs']);
  assert.equal(problem?.answer, 'LDAP noSuchObject (32)');
});

test('a handshake that was refused is explained by its cause', async () => {
  const [problem] = await explained({
    kind: 'handshake',
    summary: 'handshake refused: expired on 2026-01-01T00:00:00Z: the client certificate of "x"',
    facts: { cause: 'expired', code: 'CERT_HAS_EXPIRED' },
  });
  assert.equal(problem?.rule, 'expired');
  assert.match(problem.came, /^Expired on 2026-01-01T00:00:00Z/);
  assert.equal(problem.change, 'Renew the certificate.');
});

test('a delivery to nobody says why the connection failed, one that was refused what was answered', async () => {
  const facts = {
    outcome: 'unreachable',
    why: 'connection refused: the server does not listen there',
  };
  const [unheard] = await explained({ kind: 'delivery', facts });
  assert.deepEqual([unheard?.rule, unheard?.answer], ['refused', 'no answer']);
  const [refused] = await explained({
    kind: 'delivery',
    facts: { outcome: 'rejected', why: 'SOAP fault 201' },
    response: { status: 500, headers: [], body: writeSoapFault(buildSoapFault('201', 'no XML')) },
  });
  assert.deepEqual([refused?.rule, refused?.answer], ['201', 'HTTP 500, SOAP fault 201']);
  const gone = { outcome: 'failed', why: 'HTTP 503; 3 of 3 attempts made' };
  const [given] = await explained({ kind: 'settled', facts: gone });
  assert.equal(given?.came, 'HTTP 503; 3 of 3 attempts made.');
});

test('a service that ends a connection on purpose says so; an answer nobody captured is not missed', async () => {
  const request = { headers: [], body: Buffer.from('x') };
  const [silent] = await explained({ request, facts: { result: 'disturbed: no-answer' } });
  assert.deepEqual([silent?.rule, silent?.answer], ['no-answer', 'no answer']);
  assert.deepEqual(await explained({ request }), []);
});

test('bytes that are gone, and bodies too large to look into, leave an explanation without a place in them', async () => {
  const { journal, entries } = keptEntries([
    {
      ...{ kind: 'received', at: '2026-03-01T09:00:00.000Z', service: 'spine', summary: 'x' },
      request: { headers: [['Content-Type', 'text/xml']], body: Buffer.from('<Envelope/>') },
      findings: [
        { check: 'DIRECTORY-04', severity: 'must', clause: 'x', message: 'y', at: 'CPAId' },
      ],
    },
  ]);
  const [entry] = entries;
  assert.ok(entry);
  const lost = { ...journal, readBody: () => Promise.reject(new Error('gone')) };
  const [problem] = await problemsOf(lost, entry);
  assert.deepEqual(problem?.where, { side: 'request', at: 'CPAId', part: undefined });
  const [large] = await problemsOf(journal, entry, { mostBytes: 3 });
  assert.equal(large?.where?.excerpt, undefined);
});

test('the worst comes first, and what was answered for it before that', async () => {
  const of = (check: string, severity: Finding['severity']): Finding => ({
    ...{ check, severity, clause: 'x', message: 'y', at: '/' },
  });
  const problems = await explained({
    findings: [of('MIME-06', 'note'), of('MIME-04', 'should'), of('MIME-01', 'must')],
  });
  assert.deepEqual(
    problems.map(({ severity }) => severity),
    ['must', 'should', 'note'],
  );
});

test('a problem as text has a line for each thing, and none for what there is not', async () => {
  const [problem] = await explained({
    kind: 'handshake',
    summary: 'handshake refused: not TLS: what the client sent is not a TLS handshake',
    facts: { cause: 'not-tls', code: null },
  });
  assert.ok(problem);
  const lines = renderProblem(problem);
  assert.deepEqual(
    lines.slice(1).map((line) => line.trim().split(' ')[0]),
    ['refused', 'expected', 'came', 'rule', 'where', 'change'],
  );
});

test('a stretch of a payload shows how it is built, and nothing of a person', () => {
  assert.equal(
    maskPayload('<name use="L"><given>Mary</given><family>Major</family>'),
    '<name use="L"><given>…</given><family>…</family>',
  );
  assert.equal(maskPayload('lue="Mary"/><code code="1"/>'), '…<code code="1"/>');
  assert.equal(maskPayload('<birthTime value="19800101"/>'), '<birthTime value="…"/>');
  assert.equal(maskPayload("<x title='Mary"), "<x title='…'");
  assert.equal(maskPayload('<a><![CDATA[Mary > Major]]></a>'), '<a>…</a>');
  assert.equal(
    maskPayload('<id root="2.16.840.1.113883.2.1.4.1" extension="9990000018"/>'),
    withoutNumbers('<id root="2.16.840.1.113883.2.1.4.1" extension="9990000018"/>'),
  );
  assert.equal(withoutNumbers('of 999 000 0018 and 12345678901'), 'of … and 12345678901');
});

test('whatever a body holds, its entry is explained', async () => {
  const at = fc.constantFrom(
    '/',
    '/part[2]',
    'CPAId',
    'Manifest/Reference[3]',
    'body[7]',
    'payload',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      at,
      fc.nat(300),
      async (body, place, offset) => {
        const type = body.length % 2 ? 'multipart/related; boundary="b"' : 'text/xml';
        const finding = { check: 'READ-03', severity: 'must', clause: 'x', message: 'y' } as const;
        const [problem] = await explained({
          request: { headers: [['Content-Type', type]], body },
          response: { status: 500, headers: [['Content-Type', type]], body },
          findings: [
            { ...finding, at: place },
            { ...finding, at: place, offset, line: 1, column: 1, part: 1 },
          ],
        });
        assert.equal(problem?.answer, 'HTTP 500');
      },
    ),
    { numRuns: 300 },
  );
});
