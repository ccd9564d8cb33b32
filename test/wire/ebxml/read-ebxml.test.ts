import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEbxml } from '../../../src/wire/ebxml/read-ebxml.ts';
import { writeEbxml } from '../../../src/wire/ebxml/write-ebxml.ts';
import type { Reading } from '../../../src/wire/reading.ts';
import { EXTRACT, specimen } from '../../specimens/ebxml-specimens.ts';

function codes(reading: Reading<unknown>): string[] {
  return reading.deviations.map(({ code }) => code);
}

function valueIn<T>(reading: Reading<T>): T {
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.value;
}

test('reads a plain forward-reliable envelope without any deviation', () => {
  const reading = readEbxml(writeEbxml(EXTRACT));
  assert.deepEqual(reading, { ok: true, value: EXTRACT, deviations: [] });
});

test('reads prefixes that are not declared as what they usually mean', () => {
  const reading = readEbxml(specimen('ebxml/undeclared-prefixes.xml'));
  const message = valueIn(reading);
  assert.equal(message.cpaId, 'S9990001A9990002', 'white space around values is trimmed');
  assert.equal(message.duplicateElimination, true, 'the text "always" is a yes');
  assert.equal(message.ackRequested?.actor, 'urn:oasis:names:tc:ebxml-msg:actor:nextMSH');
  assert.equal(message.manifest?.references[0]?.payload?.style, 'HL7');
  assert.equal(codes(reading).filter((code) => code === 'xml.unbound-prefix').length, 4);
  assert.ok(codes(reading).includes('ebxml.timestamp-fraction'));
});

test('reads attributes without a prefix and tells each of them', () => {
  const reading = readEbxml(specimen('ebxml/unprefixed-attributes.xml'));
  const message = valueIn(reading);
  assert.equal(message.version, '2.0');
  assert.equal(message.from.type, 'urn:nhs:names:partyType:ocs+serviceInstance');
  assert.equal(message.manifest?.references[0]?.href, 'cid:payload@practice.example');
  const told = reading.deviations
    .filter(({ code }) => code === 'ebxml.unprefixed-attribute')
    .map(({ message: text }) => text.split(' ')[0]);
  assert.deepEqual(told, [
    'MessageHeader/@version',
    'PartyId/@type',
    'PartyId/@type',
    'Manifest/@version',
    'Reference/@href',
  ]);
});

test('names the path and the place of what is missing', () => {
  const text = writeEbxml(EXTRACT)
    .toString()
    .replace(/.*<eb:CPAId>.*\n/, '');
  const reading = readEbxml(Buffer.from(text));
  assert.equal(valueIn(reading).cpaId, '');
  assert.deepEqual(reading.deviations, [
    {
      code: 'ebxml.missing',
      message: 'MessageHeader/CPAId is missing',
      at: { offset: text.indexOf('<eb:MessageHeader'), line: 4, column: 3 },
    },
  ]);
});

test('tells wrong constants of the profile', () => {
  const text = writeEbxml(EXTRACT)
    .toString()
    .replace('mustUnderstand="1" eb:version="2.0"', 'mustUnderstand="0" eb:version="3.0"')
    .replace('signed="false"', 'signed="true"')
    .replace('actor:nextMSH', 'actor:someMSH')
    .replace('partyType:ocs', 'partyType:ods')
    .replace('<eb:DuplicateElimination/>', '<eb:DuplicateElimination>no</eb:DuplicateElimination>');
  assert.deepEqual(codes(readEbxml(Buffer.from(text))), [
    'ebxml.version',
    'ebxml.must-understand',
    'ebxml.party-type',
    'ebxml.duplicate-elimination',
    'ebxml.actor',
    'ebxml.signed',
  ]);
});

test('tells unknown, misplaced and disordered elements', () => {
  const text = writeEbxml(EXTRACT)
    .toString()
    .replace('</SOAP:Header>', '<x:Trace xmlns:x="urn:x"/><eb:Manifest/></SOAP:Header>')
    .replace(/(.*<eb:CPAId>.*\n)(.*<eb:ConversationId>.*\n)/, '$2$1');
  assert.deepEqual(codes(readEbxml(Buffer.from(text))), [
    'ebxml.unknown-element',
    'ebxml.misplaced-element',
    'ebxml.order',
  ]);
});

test('reads the placeholder that a toolkit leaves in CPAId, and tells it', () => {
  const reading = readEbxml(specimen('ebxml/toolkit-acknowledgment.xml'));
  assert.equal(valueIn(reading).cpaId, '__CPAID__');
  assert.ok(codes(reading).includes('ebxml.placeholder'));
  assert.ok(codes(reading).includes('ebxml.timestamp-without-zone'));
});

test('reads an acknowledgement that carries a warning of failed delivery', () => {
  const reading = readEbxml(specimen('ebxml/delivery-failure-acknowledgment.xml'));
  const { acknowledgment, errorList } = valueIn(reading);
  assert.equal(acknowledgment?.refToMessageId, '44444444-DDDD-4DDD-8DDD-000000000001');
  assert.equal(errorList?.highestSeverity, 'Warning');
  assert.equal(errorList?.errors[0]?.errorCode, 'DeliveryFailure');
});

for (const [name, text, code] of [
  ['ill-formed XML', '<a><b></a>', 'xml.not-well-formed'],
  ['a document type declaration', '<!DOCTYPE a []><a/>', 'xml.doctype'],
  ['something that is no SOAP envelope', '<html/>', 'ebxml.no-envelope'],
  [
    'an envelope without a MessageHeader',
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header/><e:Body/></e:Envelope>',
    'ebxml.no-message-header',
  ],
] as const) {
  test(`cannot read ${name}`, () => {
    const reading = readEbxml(Buffer.from(text));
    assert.equal(reading.ok, false);
    assert.equal(reading.ok ? '' : reading.failure.code, code);
  });
}
