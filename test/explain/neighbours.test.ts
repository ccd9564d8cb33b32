import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADAPTOR_CODES } from '../../src/explain/codes/adaptor-codes.ts';
import { MESH_CODES } from '../../src/explain/codes/mesh-codes.ts';
import { ODS_CODES } from '../../src/explain/codes/ods-codes.ts';
import { isWhole, refusedAs } from '../../src/explain/explained-share.ts';
import { problemsOf } from '../../src/explain/problems-of.ts';
import type { NewEntry } from '../../src/journal/entry.ts';
import { keptEntries } from './kept-entries.ts';

interface Answered {
  readonly service: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly status: number;
  readonly type?: string;
  readonly body?: string | object;
  readonly facts?: NewEntry['facts'];
  readonly why?: string;
}

async function problem(answered: Answered) {
  const { service, method = 'GET', path = '/', headers = [], status, type, body, facts } = answered;
  const text = typeof body === 'string' ? body : body && JSON.stringify(body);
  const { journal, entries } = keptEntries([
    {
      ...{ kind: 'received', at: '2026-03-01T09:15:01.000Z', service, summary: 'x' },
      request: { method, path, headers },
      response: {
        ...{ status, headers: [['Content-Type', type ?? 'application/json'] as const] },
        ...(text !== undefined && { body: Buffer.from(text) }),
      },
      facts: { ...facts, ...(service.startsWith('adaptor') && { boundary: 'rest' }) },
      ...(answered.why && { trace: [{ stage: 'decide', text: answered.why }] }),
    },
  ]);
  const [entry] = entries;
  assert.ok(entry && refusedAs(entry), 'it counts as a refusal');
  const problems = await problemsOf(journal, entry);
  assert.equal(problems.length, 1, JSON.stringify(problems));
  const [only] = problems;
  assert.ok(only && isWhole(only), JSON.stringify(only));
  assert.match(only.answer ?? '', new RegExp(`HTTP ${status}`));
  return only;
}

test('a code of MESH is explained in all three forms of its errors', async () => {
  const common = { service: 'mesh', method: 'POST', path: '/messageexchange/X26ABC1/outbox' };
  const v1 = {
    ...{ messageID: 'M', errorEvent: 'SEND', errorCode: '12' },
    errorDescription: 'Unregistered to address',
  };
  const v2 = { message_id: 'M', detail: [{ event: 'SEND', code: '12', msg: 'Unregistered' }] };
  for (const [body, type] of [
    [v1, 'application/json'],
    [v2, 'application/vnd.mesh.v2+json'],
  ] as const) {
    const { rule, came, change } = await problem({ ...common, status: 417, body, type });
    assert.equal(rule, '12');
    assert.match(came, /Unregistered/);
    assert.match(change, /ODS code and workflow id/);
  }
  const validation = await problem({
    ...{ ...common, status: 400, headers: [['Mex-To', '']] },
    body: { detail: [{ loc: ['header', 'mex-to'], msg: 'field required', type: 'v' }], body: null },
  });
  assert.equal(validation.rule, 'validation');
  assert.equal(validation.where?.at, 'Mex-To');
  assert.match(validation.came, /field required/);
});

test('a token that is refused without a body is explained by the trace, and never shown', async () => {
  const { rule, came, expected, where } = await problem({
    ...{ service: 'mesh', path: '/messageexchange/X26ABC1', status: 403 },
    headers: [['Authorization', 'NHSMESH X26ABC1:planted']],
    why: 'the hash is not the one of this mailbox',
  });
  assert.equal(rule, 'HTTP-403');
  assert.match(came, /the hash is not the one/);
  assert.match(expected, /NHSMESH mailbox:nonce:count:time:hash/);
  assert.deepEqual(where, { side: 'request', at: 'Authorization' });
});

test('ORD is explained from its JSON, its XML and its text', async () => {
  const common = { service: 'ods-ord', path: '/ORD/2-0-0/organisations?Foo=1', status: 406 };
  for (const [body, type] of [
    [{ errorCode: 406, errorText: 'Unknown argument found.' }, 'application/json'],
    ['<Error><ErrorText>Unknown argument found.</ErrorText></Error>', 'application/xml'],
    ['Unknown argument found.', 'text/plain'],
  ] as const) {
    const { rule, came, change } = await problem({ ...common, body, type });
    assert.equal(rule, 'HTTP-406');
    assert.match(came, /Unknown argument found/);
    assert.match(change, /406, not 400/);
  }
});

test('the FHIR services of ODS are explained by the codes of their outcomes', async () => {
  const outcome = (issue: object) => ({ resourceType: 'OperationOutcome', issue: [issue] });
  const hapi = await problem({
    ...{ service: 'ods-fhir', path: '/odt/fhir/Organization?foo=1', status: 400 },
    ...{ type: 'application/fhir+json' },
    body: outcome({ code: 'processing', diagnostics: 'HAPI-0524: Unknown search parameter "foo"' }),
  });
  assert.equal(hapi.rule, 'HAPI-0524');
  const stu3 = await problem({
    ...{ service: 'ods-stu3', path: '/STU3/Organization/NONE', status: 404 },
    body: outcome({ code: 'not-found', details: { coding: [{ code: 'NO_RECORD_FOUND' }] } }),
  });
  assert.equal(stu3.rule, 'NO_RECORD_FOUND');
});

test('an MHS adaptor is explained by its text, by the header it names, and by what Spine said', async () => {
  const common = { service: 'adaptor:Z99050', method: 'POST', type: 'text/plain' };
  const missing = await problem({
    ...{ ...common, status: 404, body: '404: Unknown interaction ID: urn:x:RCMR_IN010000UK05' },
    headers: [['Interaction-Id', 'urn:x:RCMR_IN010000UK05']],
  });
  assert.equal(missing.nearest, 'Interaction-Id: RCMR_IN010000UK05');
  assert.equal(missing.where?.at, 'Interaction-Id');
  const member = await problem({
    ...{ ...common, status: 400 },
    body: "400: Invalid request. Validation errors: {'title': ['Unknown field.']}",
  });
  assert.equal(member.where?.at, 'title');
  const wait = await problem({
    ...{ ...common, status: 400, body: '400: wait-for-response header missing' },
  });
  assert.equal(wait.where?.at, 'wait-for-response');
  const media = await problem({ ...common, status: 415, body: '415: Unsupported Media Type' });
  assert.equal(media.nearest, 'Content-Type: application/json');
  const spine = await problem({
    ...{ ...common, status: 500 },
    body: JSON.stringify({
      process_key: 'EBXML_ERROR_HANDLER0005',
      errors: [{ errorCode: 'DeliveryFailure', Description: 'expired', errorType: 'ebxml_error' }],
    }),
  });
  assert.equal(spine.rule, 'EBXML_ERROR_HANDLER0005');
  assert.match(spine.came, /DeliveryFailure, expired/);
});

test('a status that no table lists is explained by what it says in general', async () => {
  for (const service of ['mesh', 'ods-ord', 'adaptor:Z99050'])
    assert.equal((await problem({ service, status: 503 })).rule, 'HTTP-503');
});

test('a refusal on purpose says which fault asked for it', async () => {
  const { journal, entries } = keptEntries([
    {
      ...{ kind: 'received', at: '2026-03-01T09:15:01.000Z', service: 'mesh', summary: 'x' },
      request: { method: 'GET', path: '/messageexchange/X26ABC1/inbox', headers: [] },
      response: { status: 503, headers: [] },
      trace: [{ stage: 'disturb', text: 'fault mesh-away asks for: unavailable' }],
    },
  ]);
  const [entry] = entries;
  assert.ok(entry);
  const [only] = await problemsOf(journal, entry);
  assert.match(only?.came ?? '', /On purpose: fault mesh-away/);
});

test('every code that is explained says what was expected and what to change', () => {
  for (const table of [MESH_CODES, ODS_CODES, ADAPTOR_CODES])
    for (const [code, note] of Object.entries(table)) {
      for (const text of [note.title, note.clause, note.expected, note.change])
        assert.ok(text.length > 2, code);
      assert.match(note.change, /^[A-Z].*\.$/s, code);
    }
});
