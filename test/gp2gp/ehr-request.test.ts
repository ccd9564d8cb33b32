import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EhrRequest, readEhrRequest, writeEhrRequest } from '../../src/gp2gp/ehr-request.ts';
import { sharedSchema, withoutSchemas } from './shared-schema.ts';

const REQUEST: EhrRequest = {
  id: '22222222-BBBB-4BBB-8BBB-000000000001',
  nhsNumber: '9990000018',
  requesterOds: 'Z99001',
  senderOds: 'Z99002',
};
const FACTS = {
  hl7Id: '11111111-AAAA-4AAA-8AAA-000000000001',
  time: new Date('2026-01-05T09:00:00Z'),
  senderAsid: '999000000001',
  receiverAsid: '999000000002',
};

test('a request is valid against the published schema', { skip: withoutSchemas }, () => {
  using schema = sharedSchema('spine', 'RCMR_IN010000UK05');
  for (const style of [{}, { indent: '  ', declaration: true }, { types: true }]) {
    assert.deepEqual(schema.violations(Buffer.from(writeEhrRequest(REQUEST, FACTS, style))), []);
  }
});

test('what was written is read again, minified, indented or with type attributes', () => {
  for (const style of [{}, { indent: '  ' }, { types: true }]) {
    const read = readEhrRequest(Buffer.from(writeEhrRequest(REQUEST, FACTS, style)));
    assert.deepEqual(read, { ok: true, value: REQUEST, deviations: [] });
  }
});

test('a request is written without white space between elements', () => {
  assert.doesNotMatch(writeEhrRequest(REQUEST, FACTS), />\s+</);
});

test('a request that lacks a field is unreadable and says which', () => {
  const text = writeEhrRequest(REQUEST, FACTS);
  for (const [gone, named] of [
    ['<id root="22222222-BBBB-4BBB-8BBB-000000000001"/>', 'no id'],
    [' extension="9990000018"', 'no recordTarget/patient/id'],
    [' extension="Z99001"', 'no author/AgentOrgSDS/agentOrganizationSDS/id'],
    [' extension="Z99002"', 'no destination/AgentOrgSDS/agentOrganizationSDS/id'],
  ] as const) {
    const read = readEhrRequest(Buffer.from(text.replace(gone, '')));
    assert.ok(!read.ok);
    assert.equal(read.failure.code, 'ehr-request.missing');
    assert.ok(read.failure.message.includes(named), read.failure.message);
  }
});

test('a patient id of another kind than an NHS number is not taken for one', () => {
  const text = writeEhrRequest(REQUEST, FACTS).replace(
    'root="2.16.840.1.113883.2.1.4.1"',
    'root="2.16.840.1.113883.2.1.3.2.4.3"',
  );
  assert.ok(!readEhrRequest(Buffer.from(text)).ok);
});

test('another document, a broken one and none are unreadable', () => {
  const text = writeEhrRequest(REQUEST, FACTS);
  const codes = [
    text.replaceAll('RCMR_IN010000UK05', 'RCMR_IN010000UK03'),
    text.slice(0, 900),
    '',
  ].map((wrong) => {
    const read = readEhrRequest(Buffer.from(wrong));
    return read.ok ? 'read' : read.failure.code;
  });
  assert.deepEqual(codes, ['ehr-request.root', 'xml.not-well-formed', 'xml.not-well-formed']);
});
