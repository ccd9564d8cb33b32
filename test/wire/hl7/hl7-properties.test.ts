import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  acknowledgementOf,
  readApplicationAcknowledgement,
} from '../../../src/wire/hl7/application-acknowledgement.ts';
import { buildApplicationAcknowledgement } from '../../../src/wire/hl7/build-application-acknowledgement.ts';
import { readWrapper, wrapperFromElement } from '../../../src/wire/hl7/read-wrapper.ts';
import type { TransmissionWrapper } from '../../../src/wire/hl7/transmission-wrapper.ts';
import { subjectAround, writeWrapper } from '../../../src/wire/hl7/write-wrapper.ts';
import { readXml } from '../../../src/wire/xml/read-xml.ts';
import { hostileBytes, maybe, record, xmlText } from '../../specimens/arbitrary-text.ts';
import { specimen } from '../../specimens/ebxml-specimens.ts';

const text = xmlText();
const coded = { code: text, codeSystem: maybe(text), displayName: maybe(text) };

const wrapper: fc.Arbitrary<TransmissionWrapper> = record({
  rootName: fc.constantFrom('MCCI_IN010000UK13', 'RCMR_IN010000UK05', 'Other'),
  id: text,
  creationTime: text,
  versionCode: text,
  interactionId: record({ root: text, extension: text }),
  processingCode: text,
  processingModeCode: text,
  acceptAckCode: text,
  acknowledgement: maybe(
    record({
      typeCode: text,
      details: fc.array(record({ ...coded, typeCode: maybe(text) }), { maxLength: 3 }),
      messageRef: text,
    }),
  ),
  receivers: fc.array(text, { maxLength: 2 }),
  senders: fc.array(text, { maxLength: 2 }),
  systems: fc.array(text, { maxLength: 2 }),
  author: maybe(record({ roleProfile: text, user: text, jobRole: text })),
  reasons: fc.array(record({ ...coded, qualifier: maybe(text) }), { maxLength: 3 }),
  controlAct: fc.constantFrom(undefined, 'subject'),
});

const style = fc.record(
  {
    indent: fc.constantFrom('', '  '),
    declaration: fc.boolean(),
    types: fc.boolean(),
    qualifier: fc.constantFrom('inverted' as const, 'value' as const, 'direct' as const),
  },
  { requiredKeys: [] },
);

test('any wrapper in any style reads as it was written, from bytes and from a tree', () => {
  fc.assert(
    fc.property(wrapper, style, (value, how) => {
      const content = value.controlAct === undefined ? undefined : subjectAround('<a/>');
      const bytes = Buffer.from(writeWrapper(value, content, how));
      const reading = readWrapper(bytes);
      assert.ok(reading.ok, JSON.stringify(reading));
      assert.deepEqual(reading.value, value);
      const tree = readXml(bytes);
      assert.ok(tree.ok);
      assert.deepEqual(wrapperFromElement(tree.value), reading);
    }),
    { numRuns: 200 },
  );
});

test('any refusal in any form gives its code back', () => {
  const forms = fc.constantFrom('REQ', 'SND', 'EMIS', 'TPP', 'PRM');
  const refusal = record({ code: fc.stringMatching(/^\d\d$/), display: text });
  fc.assert(
    fc.property(forms, maybe(refusal), text, text, (form, why, id, messageRef) => {
      const built = buildApplicationAcknowledgement(form, {
        id,
        creationTime: '20260301090010',
        messageRef,
        fromAsid: '999000000002',
        toAsid: '999000000001',
        refusal: why,
      });
      const reading = readApplicationAcknowledgement(Buffer.from(writeWrapper(built)));
      assert.ok(reading.ok, JSON.stringify(reading));
      const direct = acknowledgementOf(built);
      assert.deepEqual(reading.value, direct.ok && direct.value);
      assert.equal(reading.value.id, id);
      assert.equal(reading.value.messageRef, messageRef);
      assert.equal(reading.value.responseCode, why?.code);
      assert.equal(reading.value.type === 'AA', why === undefined);
    }),
  );
});

test('no bytes make a reader throw', () => {
  fc.assert(
    fc.property(hostileBytes(specimen('hl7/captured-warning.xml')), (bytes) => {
      readWrapper(bytes);
      readApplicationAcknowledgement(bytes);
    }),
    { numRuns: 500 },
  );
});
