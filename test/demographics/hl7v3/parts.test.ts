import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { below, deep, value } from '../../../src/demographics/hl7v3/hl7-element.ts';
import type { Mim } from '../../../src/demographics/hl7v3/interactions.ts';
import { VERSION_CODE } from '../../../src/demographics/hl7v3/interactions.ts';
import { readAddress, readName, readTelecom } from '../../../src/demographics/hl7v3/read-parts.ts';
import {
  readTelecomValue,
  writeTelecomValue,
} from '../../../src/demographics/hl7v3/telecom-value.ts';
import { writeAnswer } from '../../../src/demographics/hl7v3/write-answer.ts';
import {
  addressNode,
  nameNode,
  type PartStyle,
  telecomNode,
} from '../../../src/demographics/hl7v3/write-parts.ts';
import { querySubject } from '../../../src/demographics/hl7v3/write-registration.ts';
import { retrievalPayload } from '../../../src/demographics/hl7v3/write-retrieval.ts';
import { traceMatchesPayload } from '../../../src/demographics/hl7v3/write-trace-matches.ts';
import { addressOf, nameOf, telecomOf } from '../../../src/demographics/hl7v3/written-items.ts';
import { readXml } from '../../../src/wire/xml/read-xml.ts';
import { type WritableElement, writeXml } from '../../../src/wire/xml/write-xml.ts';
import type { XmlElement } from '../../../src/wire/xml/xml-element.ts';
import { address, patient, personName, telecom } from './arbitrary-patient.ts';
import { closeSchemas, violationsOf, withoutSchemas } from './pds-schema.ts';

const HL7 = 'urn:hl7-org:v3';
const WHOLE: PartStyle = { periods: true, ids: true };
after(closeSchemas);

function readAgain(node: WritableElement): XmlElement {
  const written = writeXml({ ...node, attributes: [['xmlns', HL7], ...node.attributes] });
  const xml = readXml(Buffer.from(written));
  assert.ok(xml.ok, written);
  return xml.value;
}

test('a name that was written is read as it was', () => {
  fc.assert(
    fc.property(personName, (name) => {
      const read = nameOf(readName(readAgain(nameNode(name, WHOLE))), name.id);
      assert.deepEqual(read, name);
    }),
  );
});

test('an address that was written is read as it was', () => {
  fc.assert(
    fc.property(address, (each) => {
      const read = addressOf(readAddress(readAgain(addressNode(each, WHOLE))), each.id);
      assert.deepEqual(read, each);
    }),
  );
});

test('a telecom that was written is read as it was', () => {
  fc.assert(
    fc.property(telecom, (each) => {
      const read = telecomOf(readTelecom(readAgain(telecomNode(each, WHOLE))), each.id);
      assert.deepEqual(read, each);
    }),
  );
});

const mims: fc.Arbitrary<Mim> = fc.constantFrom('6301', '7202');

function retrieval(each: Parameters<typeof retrievalPayload>[0], mim: Mim, history: boolean) {
  return writeAnswer(
    {
      ...{ id: '5E9A0000-0000-4000-8000-000000000007', creationTime: '20260105101701' },
      ...{ versionCode: VERSION_CODE[mim], messageRef: '5E9A0000-0000-4000-8000-000000000006' },
      ...{ senderAsid: '928942012545', receiverAsid: '999000000001' },
    },
    {
      interaction: mim === '6301' ? 'QUPA_IN000009UK03' : 'QUPA_IN000009UK06',
      ...{ typeCode: 'AA', queryResponse: 'OK' },
      subject: querySubject(retrievalPayload(each, { mim, history, day: '20260105' })),
    },
  );
}

test('any record can be retrieved: well-formed, byte for byte the same, and by the schema', () => {
  fc.assert(
    fc.property(patient, mims, fc.boolean(), (each, mim, history) => {
      const xml = retrieval(each, mim, history);
      assert.equal(retrieval(each, mim, history), xml);
      const read = readXml(Buffer.from(xml));
      assert.ok(read.ok, xml);
      const [number] = [...deep(read.value, 'pertinentSerialChangeNumber')];
      assert.equal(value(below(number, 'value'), 'value'), String(each.scn));
      if (withoutSchemas) return;
      const interaction = mim === '6301' ? 'QUPA_IN000009UK03' : 'QUPA_IN000009UK06';
      assert.deepEqual(violationsOf(interaction, xml), []);
    }),
    { numRuns: 150 },
  );
});

test('of a sensitive record no answer tells more than number and sensitivity', () => {
  const sensitive = patient.filter(({ sensitivity }) => sensitivity !== 'none');
  fc.assert(
    fc.property(sensitive, mims, fc.boolean(), (each, mim, history) => {
      const style = { mim, history, day: '20260105', levels: true };
      for (const payload of [
        retrievalPayload(each, style),
        traceMatchesPayload([{ patient: each, score: 1 }], style),
      ]) {
        const role = [...deep(readAgain(payload), 'patientRole')][0];
        const names = (role?.children ?? []).flatMap((child) =>
          typeof child === 'string' ? [] : [child.name],
        );
        const person = names.includes('patientPerson') ? ['patientPerson'] : [];
        assert.deepEqual(names, ['confidentialityCode', 'id', ...person]);
        assert.equal(below(role, 'patientPerson')?.children.length ?? 0, 0);
      }
    }),
  );
});

test('a telephone number is written without its spaces, whatever else a URI cannot hold is escaped', () => {
  const value = (system: 'phone' | 'email' | 'other', text: string) =>
    writeTelecomValue({ system, value: text });
  assert.equal(value('phone', '01632 960 001'), 'tel:01632960001');
  assert.equal(value('email', 'a%b#c@example.test'), 'mailto:a%25b%23c@example.test');
  assert.equal(value('other', ':[text]'), '%3A%5Btext%5D');
  assert.deepEqual(readTelecomValue('mailto:a%25b@example.test'), {
    ...{ system: 'email', value: 'a%b@example.test' },
  });
  assert.deepEqual(readTelecomValue('tel:%'), { system: 'phone', value: '%' });
});
