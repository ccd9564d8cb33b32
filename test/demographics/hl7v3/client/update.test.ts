import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { reasonLine } from '../../../../src/demographics/hl7v3/client/pds-reason.ts';
import { readUpdateAnswer } from '../../../../src/demographics/hl7v3/client/read-update-answer.ts';
import { writeGpUpdate } from '../../../../src/demographics/hl7v3/client/write-gp-update.ts';
import { readXml } from '../../../../src/wire/xml/read-xml.ts';
import {
  attributeOf,
  childElements,
  isElement,
  type XmlElement,
} from '../../../../src/wire/xml/xml-element.ts';
import { hostileBytes } from '../../../specimens/arbitrary-text.ts';
import { updateFailure, updateSuccess } from './pds-answers.ts';

const REQUEST = {
  hl7Id: '5E9A0000-0000-4000-8000-000000000010',
  creationTime: '20260105101800',
  senderAsid: '999000000002',
  receiverAsid: '928942012545',
};
const ANSWER = {
  hl7Id: '5E9A0000-0000-4000-8000-000000000011',
  messageRef: REQUEST.hl7Id,
};
const UPDATE = {
  nhsNumber: '9991001158',
  serialNumber: 12,
  practice: 'Z99002',
  objectId: 'SIM0A',
};

function treeOf(text: string): XmlElement {
  const xml = readXml(Buffer.from(text));
  assert.ok(xml.ok);
  return xml.value;
}

function find(within: XmlElement, name: string): XmlElement | undefined {
  if (within.name === name) return within;
  for (const node of within.children) {
    const found = isElement(node) ? find(node, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

test('a registration is altered by its object id, in schema order', () => {
  const message = treeOf(writeGpUpdate({ ...UPDATE, from: '20260105' }, REQUEST));
  const provision = find(message, 'patientCareProvision');
  assert.ok(provision);
  assert.equal(attributeOf(provision, '', 'updateMode'), 'altered');
  const order = childElements(provision).map(({ name }) => name);
  assert.deepEqual(order, ['code', 'effectiveTime', 'id', 'performer']);
});

test('a registration is added, without an id, where there is none in force', () => {
  const message = treeOf(writeGpUpdate({ ...UPDATE, objectId: undefined }, REQUEST));
  const provision = find(message, 'patientCareProvision');
  assert.ok(provision);
  assert.equal(attributeOf(provision, '', 'updateMode'), 'added');
  assert.deepEqual(
    childElements(provision).map(({ name }) => name),
    ['code', 'performer'],
  );
});

test('an update carries the serial number as it was retrieved', () => {
  const serial = find(treeOf(writeGpUpdate(UPDATE, REQUEST)), 'pertinentSerialChangeNumber');
  const value = serial && find(serial, 'value');
  assert.equal(value && attributeOf(value, '', 'value'), '12');
});

test('the same update gives the same bytes', () => {
  assert.equal(writeGpUpdate(UPDATE, REQUEST), writeGpUpdate(UPDATE, REQUEST));
});

test('a success tells the next serial number, whatever the prefixes', () => {
  const text = updateSuccess(13, ANSWER);
  const mixed = text
    .replace(
      /^<PRPA_IN000202UK01 xmlns="urn:hl7-org:v3">/,
      '<h:PRPA_IN000202UK01 xmlns:h="urn:hl7-org:v3" xmlns="urn:hl7-org:v3">',
    )
    .replace(/<\/PRPA_IN000202UK01>$/, '</h:PRPA_IN000202UK01>');
  assert.notEqual(mixed, text);
  for (const payload of [text, mixed]) {
    const read = readUpdateAnswer(Buffer.from(payload));
    assert.deepEqual(read.ok && read.value, {
      ...ANSWER,
      reasons: [],
      kind: 'updated',
      serialNumber: 13,
    });
  }
});

test('a refusal tells its reasons, of the business or of the transport', () => {
  const business = [
    { code: '15', text: 'Update Failed', severity: 'WG' },
    { code: 'IU058', text: 'invalid GP Registration data', severity: 'ER' },
  ];
  const transport = [{ code: '202', text: 'Duplicate HL7 ID Error', severity: 'ER' }];
  for (const [type, reasons] of [
    ['AE', business],
    ['AR', transport],
  ] as const) {
    const read = readUpdateAnswer(Buffer.from(updateFailure(type, { ...ANSWER, reasons })));
    assert.deepEqual(read.ok && read.value, { ...ANSWER, reasons, kind: 'refused', type });
  }
  assert.equal(reasonLine(business), 'IU058 invalid GP Registration data; 15 Update Failed');
  assert.equal(reasonLine([]), 'no reason given');
});

test('another message, and a success without AA, are not taken for a success', () => {
  const request = readUpdateAnswer(Buffer.from(writeGpUpdate(UPDATE, REQUEST)));
  assert.equal(request.ok ? 'read' : request.failure.code, 'pds.other-answer');
  const odd = updateSuccess(13, ANSWER).replace('typeCode="AA"', 'typeCode="AE"');
  const read = readUpdateAnswer(Buffer.from(odd));
  assert.equal(read.ok && read.value.kind, 'refused');
});

test('damage to an answer never makes the reader throw', () => {
  const seeds = [updateSuccess(13, ANSWER), updateFailure('AE', ANSWER)].map((text) =>
    Buffer.from(text),
  );
  fc.assert(
    fc.property(hostileBytes(...seeds), (bytes) => {
      const read = readUpdateAnswer(bytes);
      if (!read.ok) assert.match(read.failure.code, /^(xml|hl7|pds)\./);
    }),
    { numRuns: 500 },
  );
});
