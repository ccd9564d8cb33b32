import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  acknowledgementPayload,
  hl7Time,
  servicePayload,
} from '../../../simulator/spine/services/service-payload.ts';
import { defaultWorld } from '../../../simulator/world/default-world.ts';
import { readWrapper } from '../../../src/wire/hl7/read-wrapper.ts';
import { readXml } from '../../../src/wire/xml/read-xml.ts';

const facts = {
  messageId: 'C0000000-0000-4000-8000-000000000001',
  requestMessageId: 'C0000000-0000-4000-8000-000000000002',
  requestHl7Id: 'C0000000-0000-4000-8000-000000000003',
  senderAsid: '928942012545',
  receiverAsid: '999000000001',
  now: new Date('2026-01-05T09:08:07.654Z'),
};

test('AA, AE and AR acknowledge the HL7 id of the request with their codes in their places', () => {
  for (const typeCode of ['AA', 'AE', 'AR'] as const) {
    const { action, xml } = acknowledgementPayload(typeCode, '519', 'not <you> & "me"', facts);
    assert.equal(action, 'MCCI_IN010000UK13');
    const read = readWrapper(Buffer.from(xml));
    assert.ok(read.ok, typeCode);
    const { acknowledgement, reasons, senders, receivers, id } = read.value;
    assert.deepEqual(
      [acknowledgement?.typeCode, acknowledgement?.messageRef, id],
      [typeCode, facts.requestHl7Id, facts.messageId],
    );
    assert.deepEqual([senders, receivers], [[facts.senderAsid], [facts.receiverAsid]]);
    const details = acknowledgement?.details.map(({ code, displayName }) => [code, displayName]);
    const told = reasons.map(({ code, displayName }) => [code, displayName]);
    const expected = [['519', 'not <you> & "me"']];
    assert.deepEqual(details, typeCode === 'AR' ? expected : []);
    assert.deepEqual(told, typeCode === 'AE' ? expected : []);
  }
});

test('every answer of the default world is well-formed XML with all places filled', () => {
  for (const { answer, action } of defaultWorld().services) {
    if (answer.kind !== 'payload' && answer.kind !== 'acknowledge') continue;
    const { xml } = servicePayload(answer, facts);
    const read = readXml(Buffer.from(xml));
    assert.ok(read.ok, `${action}: ${read.ok ? '' : read.failure.message}`);
    assert.doesNotMatch(xml, /\{\{/);
  }
});

test('an unknown place is left as it stands', () => {
  const rule = { kind: 'payload', action: 'A', xml: '<a>{{unknown}} {{now}}</a>' } as const;
  assert.equal(servicePayload(rule, facts).xml, '<a>{{unknown}} 20260105090807</a>');
});

test('whatever a peer calls itself, the answer stays well-formed and says just that', () => {
  const rule = {
    kind: 'payload',
    action: 'A',
    xml: '<a b="{{requestMessageId}}">{{receiverAsid}}</a>',
  } as const;
  const text = fc.string({ unit: fc.constantFrom(...'<>&"\'{}]a$1') });
  const property = fc.property(text, text, (requestMessageId, receiverAsid) => {
    const { xml } = servicePayload(rule, { ...facts, requestMessageId, receiverAsid });
    const read = readXml(Buffer.from(xml));
    assert.ok(read.ok, xml);
    assert.equal(read.value.attributes.find(({ name }) => name === 'b')?.value, requestMessageId);
    assert.equal(read.value.children.join(''), receiverAsid);
  });
  fc.assert(property, { numRuns: 3000 });
});

test('HL7 time is UTC to the second', () => {
  assert.equal(hl7Time(facts.now), '20260105090807');
});
