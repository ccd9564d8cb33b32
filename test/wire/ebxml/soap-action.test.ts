import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  parseSoapAction,
  signalSoapAction,
  writeSoapAction,
} from '../../../src/wire/ebxml/soap-action.ts';

const REQUEST = { service: 'urn:nhs:names:services:gp2gp', action: 'RCMR_IN010000UK05' };

test('writes service and action with a slash, quoted on request', () => {
  assert.equal(writeSoapAction(REQUEST), 'urn:nhs:names:services:gp2gp/RCMR_IN010000UK05');
  assert.equal(writeSoapAction(REQUEST, true), '"urn:nhs:names:services:gp2gp/RCMR_IN010000UK05"');
  assert.equal(
    signalSoapAction('Acknowledgment'),
    'urn:oasis:names:tc:ebxml-msg:service/Acknowledgment',
  );
  assert.equal(
    signalSoapAction('MessageError', true, true),
    '"urn:urn:oasis:names:tc:ebxml-msg:service/MessageError"',
  );
});

for (const [header, codes] of [
  ['urn:nhs:names:services:gp2gp/RCMR_IN010000UK05', []],
  ['"urn:nhs:names:services:gp2gp/RCMR_IN010000UK05"', []],
  [" 'urn:nhs:names:services:gp2gp/RCMR_IN010000UK05' ", []],
  ['urn:urn:nhs:names:services:gp2gp/RCMR_IN010000UK05', ['soap-action.doubled-urn']],
  ['urn:nhs:names:services:gp2gp:RCMR_IN010000UK05', ['soap-action.colon']],
  ['"urn:nhs:names:services:gp2gp/RCMR_IN010000UK05', ['soap-action.unbalanced-quote']],
] as const) {
  test(`reads ${header}`, () => {
    const reading = parseSoapAction(header);
    assert.deepEqual(reading.ok && reading.value, REQUEST);
    assert.deepEqual(
      reading.deviations.map(({ code }) => code),
      codes,
    );
  });
}

for (const header of ['', '""', 'asyncExpressSyncAck', 'urn:', 'urn:nhs:names/', '/x']) {
  test(`cannot read ${JSON.stringify(header)}`, () => {
    assert.equal(parseSoapAction(header).ok, false);
  });
}
