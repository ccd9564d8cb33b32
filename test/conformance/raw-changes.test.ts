import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { RawRequest } from '../../conformance/engine/raw-call.ts';
import { rawChange } from '../../conformance/engine/raw-changes.ts';
import { buildMessage } from '../../src/gp2gp/build-message.ts';
import { readMessage } from '../../src/gp2gp/read-message.ts';
import { PLAN } from '../gp2gp/message-plan.ts';

const built = buildMessage({
  ...PLAN,
  payload: Buffer.from(
    '<RCMR_IN010000UK05 xmlns="urn:hl7-org:v3"><id root="X"/></RCMR_IN010000UK05>',
  ),
});
const RIGHT: RawRequest = {
  method: 'POST',
  path: '/',
  headers: [
    ['Host', 'system.test'],
    ...built.headers,
    ['Content-Length', String(built.body.length)],
  ],
  body: built.body,
};

function header({ headers }: RawRequest, wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

function read(request: RawRequest) {
  return readMessage(header(request, 'content-type'), request.body);
}

const TOLERABLE = [
  'with line ends of one character',
  'with header names in other letters',
  'with parameters without quotes',
  'with its SOAPAction quoted the other way',
  'with another boundary',
  'with the other spelling of the HL7 namespace',
  'with a word in DuplicateElimination',
  'with a TimeToLive that has not passed',
  'with headers of another product',
  'with a timestamp of seven decimals',
  'with a timestamp without a zone',
  'with the content as text/xml',
  'with other content ids',
  'with a line of text before the first part',
  'after asking whether it may',
  'in chunks of HTTP',
  'byte by byte',
  'with a charset in its content type',
];

suite('a message that looks unusual', () => {
  for (const words of TOLERABLE) {
    test(`${words} differs, and is the same message`, () => {
      const changed = rawChange(words)(RIGHT);
      assert.notDeepEqual(changed, RIGHT);
      const message = read(changed);
      assert.ok(message.ok, words);
      assert.equal(message.value.envelope.messageId, PLAN.messageId);
      assert.equal(message.value.envelope.conversationId, PLAN.conversationId);
      assert.match(String(message.value.payload), /^<RCMR_IN010000UK05/);
      assert.deepEqual(message.value.missing, []);
      if (words !== 'in chunks of HTTP') {
        assert.equal(header(changed, 'content-length'), String(changed.body.length));
      }
    });
  }
});

suite('a message that is broken', () => {
  test('without its last boundary cannot be taken apart, or its content is cut', () => {
    const message = read(rawChange('without its last boundary')(RIGHT));
    const payload = message.ok ? String(message.value.payload) : '';
    assert.ok(!payload.endsWith('</RCMR_IN010000UK05>'));
  });
  test('with an envelope that is no XML cannot be read', () => {
    assert.equal(read(rawChange('with an envelope that is no XML')(RIGHT)).ok, false);
  });
  test('without its content has an envelope alone', () => {
    const message = read(rawChange('without its content')(RIGHT));
    assert.ok(message.ok);
    assert.equal(message.value.payload, undefined);
  });
  test('names a part that is not there', () => {
    const message = read(rawChange('with a manifest that names a part that is not there')(RIGHT));
    assert.ok(message.ok);
    assert.deepEqual(message.value.missing, ['cid:not-there@spinebox.test']);
  });
  test('has no SOAPAction, or that of another message', () => {
    assert.equal(header(rawChange('without a SOAPAction')(RIGHT), 'soapaction'), undefined);
    const other = rawChange('with the SOAPAction of another message')(RIGHT);
    assert.match(header(other, 'soapaction') ?? '', /MCCI_IN010000UK13$/);
  });
  test('is of another service, in the header and in the envelope', () => {
    const changed = rawChange('of another service')(RIGHT);
    const message = read(changed);
    assert.ok(message.ok);
    assert.equal(message.value.envelope.service, 'urn:nhs:names:services:pds');
    assert.match(header(changed, 'soapaction') ?? '', /services:pds/);
  });
  test('has no number', () => {
    const message = read(rawChange('without a MessageId')(RIGHT));
    assert.ok(!message.ok || message.value.envelope.messageId === '');
  });
  test('is for another party', () => {
    const message = read(rawChange('to another party')(RIGHT));
    assert.ok(message.ok);
    assert.equal(message.value.envelope.to.id, 'X99999-999999');
  });
  test('has a time that has passed', () => {
    const message = read(rawChange('with a TimeToLive that has passed')(RIGHT));
    assert.ok(message.ok);
    assert.ok(Date.parse(message.value.envelope.timeToLive ?? '') < Date.now());
  });
  test('is of another interaction wherever it is named', () => {
    const message = read(rawChange('as "RCMR_IN010000UK04"')(RIGHT));
    assert.ok(message.ok);
    assert.match(String(message.value.payload), /^<RCMR_IN010000UK04/);
  });
  test('is ten megabytes larger', () => {
    const changed = rawChange('with 10 MB of white space in it')(RIGHT);
    assert.equal(changed.body.length, RIGHT.body.length + 10_000_000);
  });
});

test('a change that nobody knows, or that changes nothing, is a fault of the feature', () => {
  assert.throws(() => rawChange('sideways'), /nobody knows how to deliver a message "sideways"/);
  const unix = rawChange('with line ends of one character')(RIGHT);
  assert.throws(() => rawChange('with line ends of one character')(unix), /could change/);
});
