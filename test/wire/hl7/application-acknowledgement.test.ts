import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ApplicationAcknowledgement,
  readApplicationAcknowledgement,
} from '../../../src/wire/hl7/application-acknowledgement.ts';
import {
  type AcknowledgementForm,
  acknowledgementStyle,
  buildApplicationAcknowledgement,
} from '../../../src/wire/hl7/build-application-acknowledgement.ts';
import { writeWrapper } from '../../../src/wire/hl7/write-wrapper.ts';
import type { Reading } from '../../../src/wire/reading.ts';
import { specimen } from '../../specimens/ebxml-specimens.ts';

const FORMS: readonly AcknowledgementForm[] = ['REQ', 'SND', 'EMIS', 'TPP', 'PRM'];

function sent(form: AcknowledgementForm, code?: string): Reading<ApplicationAcknowledgement> {
  const wrapper = buildApplicationAcknowledgement(form, {
    id: '33333333-CCCC-4CCC-8CCC-000000000001',
    creationTime: '20260301090010',
    messageRef: '11111111-AAAA-4AAA-8AAA-000000000001',
    fromAsid: '999000000002',
    toAsid: '999000000001',
    refusal: code === undefined ? undefined : { code, display: `Patient's "record" & <code>` },
  });
  const payload = writeWrapper(wrapper, undefined, acknowledgementStyle(form));
  return readApplicationAcknowledgement(Buffer.from(payload));
}

for (const form of FORMS) {
  test(`reads an acceptance as ${form} writes it`, () => {
    const reading = sent(form);
    assert.deepEqual(reading, {
      ok: true,
      value: {
        id: '33333333-CCCC-4CCC-8CCC-000000000001',
        type: 'AA',
        messageRef: '11111111-AAAA-4AAA-8AAA-000000000001',
        responseCode: undefined,
        codes: [],
      },
      deviations: [],
    });
  });
}

for (const [form, code, type, details] of [
  ['REQ', '06', 'AE', 0],
  ['SND', '06', 'AE', 1],
  ['EMIS', '19', 'AR', 1],
  ['TPP', '18', 'AR', 1],
  ['PRM', '30', 'AE', 1],
  ['PRM', '99', 'AE', 1],
  ['PRM', '06', 'AR', 1],
] as const) {
  test(`reads ${form}'s refusal ${code} as ${type}`, () => {
    const reading = sent(form, code);
    assert.ok(reading.ok);
    const { responseCode, codes } = reading.value;
    assert.equal(reading.value.type, type);
    assert.equal(responseCode, code);
    assert.deepEqual(
      codes.map(({ source }) => source),
      ['reason', ...Array<string>(details).fill('detail')],
    );
    assert.equal(codes[0]?.displayName, `Patient's "record" & <code>`);
    assert.equal(codes[0]?.severity, 'ER');
    // TPP and PRM repeat AE or AR where ER, WG or IF belongs.
    const odd = form === 'TPP' || form === 'PRM' ? ['hl7.detail-type'] : [];
    assert.deepEqual(
      reading.deviations.map((deviation) => deviation.code),
      odd,
    );
  });
}

test('falls back to the detail when there is no reason', () => {
  const xml = writeWrapper(
    {
      ...buildApplicationAcknowledgement('EMIS', {
        id: 'A',
        creationTime: '20260301090010',
        messageRef: 'B',
        fromAsid: '1',
        toAsid: '2',
        refusal: { code: '19', display: 'x' },
      }),
      reasons: [],
    },
    undefined,
  );
  const reading = readApplicationAcknowledgement(Buffer.from(xml));
  assert.deepEqual(reading.ok && reading.value.responseCode, '19');
});

test('reads a qualifier that carries its code itself, and pads a code of one digit', () => {
  const reading = readApplicationAcknowledgement(specimen('hl7/captured-warning.xml'));
  assert.ok(reading.ok);
  assert.equal(reading.value.responseCode, '06');
  assert.equal(reading.value.codes[0]?.severity, 'WG');
  assert.deepEqual(
    reading.deviations.map(({ code }) => code),
    ['hl7.code-width'],
  );
});

test('cannot read an acknowledgement without AA, AE or AR, or none at all', () => {
  const text = specimen('hl7/captured-warning.xml').toString();
  const failure = (xml: string) => {
    const reading = readApplicationAcknowledgement(Buffer.from(xml));
    return reading.ok ? undefined : reading.failure.code;
  };
  assert.equal(failure(text.replace('"AE"', '"XX"')), 'hl7.acknowledgement-type');
  const none = text.replace(/<hl7:acknowledgement [\s\S]*<\/hl7:acknowledgement>/, '');
  assert.equal(failure(none), 'hl7.no-acknowledgement');
});
