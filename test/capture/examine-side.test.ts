import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examineSide } from '../../src/capture/examine-side.ts';

const HEADERS = [['Content-Type', 'text/xml']] as const;

/** A synchronous message without an addressee. */
const SYNCHRONOUS = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"><s:Header><wsa:MessageID>uuid:6EC73DED-2D62-4C6E-8D67-69261CC1EA84</wsa:MessageID><wsa:Action>urn:nhs:names:services:pdsquery/QUPA_IN000009UK03</wsa:Action><wsa:To></wsa:To></s:Header><s:Body><a xmlns="urn:hl7-org:v3"/></s:Body></s:Envelope>`;

function examined(side: 'request' | 'response', body: string, type = 'text/xml') {
  const headers = [['Content-Type', type]] as const;
  return examineSide({ side, headers, body: Buffer.from(body), at: new Date(0) });
}

test('rules of what Spine is asked are not held against what it answers', () => {
  const rules = (side: 'request' | 'response') =>
    examined(side, SYNCHRONOUS).findings.filter(({ check }) => check.startsWith('SYNC-'));
  assert.ok(rules('request').length > 0);
  assert.deepEqual(rules('response'), []);
  const { form, names } = examined('response', SYNCHRONOUS);
  assert.equal(form, 'message');
  assert.deepEqual(names, {
    messageId: '6EC73DED-2D62-4C6E-8D67-69261CC1EA84',
    interaction: 'QUPA_IN000009UK03',
  });
});

test('what is no message of the checks is left alone, and what should be one is told as unreadable', () => {
  assert.equal(
    examined('response', '{"resourceType":"Patient"}', 'application/fhir+json').form,
    'other',
  );
  assert.equal(examined('response', '<!DOCTYPE html><html></html>', 'text/html').form, 'other');
  assert.equal(examined('response', '').form, 'empty');
  assert.equal(examined('request', '<cut').form, 'unreadable');
  const alone = {
    side: 'request',
    headers: undefined,
    body: Buffer.from('noise'),
    at: undefined,
  } as const;
  assert.equal(examineSide(alone).form, 'unreadable');
  assert.equal(examineSide({ ...alone, headers: HEADERS }).form, 'unreadable');
});
