import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { memoryRegister } from '../../../src/demographics/register/memory-register.ts';
import { judgeRequest } from '../../../src/demographics/smsp/judge-request.ts';
import { readSmspAnswer } from '../../../src/demographics/smsp/read-answer.ts';
import { readSmspRequest } from '../../../src/demographics/smsp/read-request.ts';
import { writeSmspAnswer } from '../../../src/demographics/smsp/write-answer.ts';
import { writeSmspRequest } from '../../../src/demographics/smsp/write-request.ts';
import { specialPatients } from '../../../src/demographics/special/special-patients.ts';
import { openSchema } from '../../../src/platform/xsd.ts';
import { readXml } from '../../../src/wire/xml/read-xml.ts';
import { isElement, type XmlElement } from '../../../src/wire/xml/xml-element.ts';
import { OPERATIONS, smspRequest } from './specimens.ts';

const SHARED = join(import.meta.dirname, '..', '..', '..', '..', 'shared');
const SAMPLES = join(SHARED, 'samples', 'pds');
const SCHEMA = join(SHARED, 'schemas', 'pds', 'itk', 'distributionEnvelope-v1-0.xsd');
const skip = existsSync(SAMPLES) ? false : 'the shared samples are not here';
const NOW = new Date('2026-01-05T10:17:00Z');

/** The samples have no SOAP around them. */
function wrapped(distribution: string, service: string): Buffer {
  const inner = distribution.replace(/<\?xml[^>]*\?>/, '');
  return Buffer.from(
    `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsa="http://www.w3.org/2005/08/addressing">
<soap:Header><wsa:MessageID>5E9A</wsa:MessageID><wsa:Action>${service}</wsa:Action></soap:Header>
<soap:Body>${inner}</soap:Body></soap:Envelope>`,
  );
}

function sample(...path: readonly string[]): { readonly text: string; readonly message: Buffer } {
  const text = readFileSync(join(SAMPLES, ...path), 'utf8');
  const service = /header service="([^"]*)"/.exec(text)?.[1] ?? '';
  return { text, message: wrapped(text, service) };
}

function distributionOf(message: string): string {
  const [found] = /<itk:DistributionEnvelope.*<\/itk:DistributionEnvelope>/s.exec(message) ?? [];
  assert.ok(found);
  return found.replace('<itk:DistributionEnvelope', '$& xmlns:itk="urn:nhs-itk:ns:201005"');
}

/** An XML document without prefixes, attribute order, and space between elements. */
function bare(text: string): unknown {
  const read = readXml(Buffer.from(text.trim()));
  assert.ok(read.ok, read.ok ? '' : read.failure.message);
  const shape = ({ namespace, name, attributes, children }: XmlElement): unknown => {
    const elements = children.filter(isElement);
    return {
      name: `{${namespace}}${name}`,
      attributes: attributes
        .filter((each) => each.prefix !== 'xmlns' && each.name !== 'xmlns')
        .map((each) => `${each.name}=${each.value}`)
        .sort(),
      children:
        elements.length > 0 ? elements.map(shape) : children.map((each) => String(each).trim()),
    };
  };
  return shape(read.value);
}

test('the answers to the composed request equal the composed answers, ids aside', {
  skip,
}, () => {
  const request = readSmspRequest(
    sample('composed', 'smsp', 'getPatientDetailsByNHSNumber.request.xml').message,
  );
  assert.equal(request.kind, 'read');
  const register = memoryRegister({ patients: specialPatients(NOW), now: () => NOW });
  for (const [code, query] of [
    ['SMSP-0000', request.request.query],
    ['DEMOG-0001', { ...request.request.query, birthTime: '19800301' }],
  ] as const) {
    const name = `getPatientDetailsByNHSNumber.response.${code}.xml`;
    const expected = sample('composed', 'smsp', name);
    const published = readSmspAnswer(expected.message);
    assert.ok(published.ok);
    const judged = judgeRequest(
      register,
      { ...request.request, query },
      {
        ...{ sensitive: 'DEMOG-0001', unknownVerify: 'DEMOG-0001', superseded: 'code' },
        ...{ day: '20260105', practiceName: () => 'SIMULATED SURGERY ONE' },
      },
    );
    const ours = writeSmspAnswer({ ...published.value, ...judged });
    assert.deepEqual(bare(distributionOf(ours)), bare(expected.text));
  }
});

test('the composed request is written as it was published', { skip }, () => {
  const { text, message } = sample('composed', 'smsp', 'getPatientDetailsByNHSNumber.request.xml');
  const reading = readSmspRequest(message);
  assert.equal(reading.kind, 'read');
  assert.deepEqual(bare(distributionOf(writeSmspRequest(reading.request))), bare(text));
});

test('every published answer is read and written again as it was', { skip }, () => {
  let count = 0;
  for (const folder of ['response_templates', 'performance_stub_responses']) {
    for (const name of readdirSync(join(SAMPLES, 'smsp', folder))) {
      // Answers of the transport without an envelope.
      if (name.startsWith('tk_')) continue;
      const { text, message } = sample('smsp', folder, name);
      const reading = readSmspAnswer(message);
      assert.ok(reading.ok, `${name}: ${reading.ok ? '' : reading.failure.message}`);
      const again = distributionOf(writeSmspAnswer(reading.value));
      assert.deepEqual(bare(again), bare(text), name);
      count++;
    }
  }
  assert.ok(count > 40);
});

test('what is written validates against the schema of the distribution envelope', {
  skip: skip || (existsSync(SCHEMA) ? false : 'the published schemas are not here'),
}, () => {
  using schema = openSchema(SCHEMA);
  for (const operation of OPERATIONS) {
    const request = writeSmspRequest(smspRequest({ operation }));
    const answer = writeSmspAnswer({ ...smspRequest({ operation }), code: 'SMSP-0000' });
    for (const message of [request, answer])
      assert.deepEqual(schema.violations(Buffer.from(distributionOf(message))), []);
  }
});
