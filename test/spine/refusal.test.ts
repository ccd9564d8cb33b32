import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REFUSAL_FORMS, refusalsOf, refuse } from '../../simulator/spine/refusal.ts';
import { answerAccepted, answerRefusal } from '../../simulator/spine/write-answer.ts';
import { acknowledgmentChecks } from '../../src/checks/acknowledgment.ts';
import { messageChecks } from '../../src/checks/catalogue.ts';
import type { Finding, Severity } from '../../src/domain/finding.ts';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import { readSoapFault } from '../../src/wire/soap/read-soap-fault.ts';

const stamp = { messageId: 'C0000000-0000-4000-8000-000000000001', now: new Date(0) };

function found(check: string, severity: Severity = 'must'): Finding {
  return { check, severity, clause: 'a clause', message: 'what was found', at: 'somewhere' };
}

test('the attested codes are those of the specification', () => {
  const codes = Object.fromEntries(
    Object.entries(REFUSAL_FORMS).map(([name, { code, text }]) => [name, text ?? code]),
  );
  assert.match(codes.TO_PARTY_UNKNOWN ?? '', /^501314:/);
  assert.match(codes.CPA_ID_UNKNOWN ?? '', /^501319:/);
  assert.equal(REFUSAL_FORMS.CONTRACT_NOT_FOUND?.code, '402005');
  const faults = ['SERVICE_NOT_SUPPORTED', 'SYSTEM_FAILURE', 'MESSAGE_NOT_WELL_FORMED'];
  assert.deepEqual(
    faults.map((name) => REFUSAL_FORMS[name]?.code),
    ['101', '200', '201'],
  );
});

test('the operator chooses the form of a refusal', () => {
  const forms = { CPA_ID_UNKNOWN: { channel: 'soapFault', code: '777', text: 'mine' } } as const;
  const { form, text } = refuse('CPA_ID_UNKNOWN', 'detail', 'CPAId', forms);
  assert.deepEqual([form.channel, form.code, text], ['soapFault', '777', 'mine']);
});

test('a refusal without a text of its own tells the constant and the detail', () => {
  const { text } = refuse('ACK_REQUESTED_ACTOR_INVALID', 'the actor is x', 'AckRequested', {});
  assert.equal(text, 'ACK_REQUESTED_ACTOR_INVALID:the actor is x');
  assert.equal(refuse('NEVER_HEARD_OF', 'd', '/', {}).form.code, 'Unknown');
});

test('only broken rules refuse, in the order in which they were found', () => {
  const refusals = refusalsOf(
    [
      found('EBXML-PATTERN-06'),
      found('DIRECTORY-04', 'should'),
      found('HTTP-03', 'note'),
      found('MIME-99'),
      found('EBXML-MANIFEST-01'),
    ],
    {},
  );
  assert.deepEqual(
    refusals.map(({ constant, location }) => [constant, location]),
    [
      ['SYNCREPLY_INCONSISTENT_WITH_CONTRACT', 'somewhere'],
      ['INVALID_MANIFEST_REFERENCE', 'somewhere'],
    ],
  );
});

test('every constant that a check refuses for has a form', () => {
  for (const { id } of [...messageChecks, ...acknowledgmentChecks]) {
    for (const { constant } of refusalsOf([found(id)], {})) assert.ok(REFUSAL_FORMS[constant], id);
  }
});

test('every refusal is answered as mhs 1.5 says: fault 500, MessageError 200, text/xml, a length', () => {
  for (const constant of Object.keys(REFUSAL_FORMS)) {
    const refusal = refuse(constant, 'a <detail> & "more"', 'a place', {});
    const { status, headers, body } = answerRefusal([refusal], {}, stamp);
    const fields = new Map(headers.map(([name, value]) => [name, value]));
    assert.equal(fields.get('Content-Type'), 'text/xml', constant);
    assert.equal(fields.get('Content-Length'), String(body.length), constant);
    assert.equal(fields.has('Transfer-Encoding'), false, constant);
    if (refusal.form.channel === 'soapFault') {
      assert.equal(status, 500, constant);
      const read = readSoapFault(body);
      assert.ok(read.ok, constant);
      assert.equal(read.value.errors[0]?.errorCode, refusal.form.code, constant);
      const client = refusal.form.code === '101';
      assert.match(read.value.faultCode, client ? /Client$/ : /Server$/, constant);
    } else {
      assert.equal(status, 200, constant);
      const read = readEbxml(body);
      assert.ok(read.ok, constant);
      const [error] = read.value.errorList?.errors ?? [];
      assert.equal(error?.errorCode, refusal.form.code, constant);
      assert.equal(error?.description, refusal.text, constant);
    }
  }
});

test('what is only accepted is 202, empty and with a length', () => {
  const { status, headers, body } = answerAccepted();
  assert.equal(status, 202);
  assert.equal(body.length, 0);
  assert.deepEqual(headers, [
    ['Content-Type', 'text/xml'],
    ['Content-Length', '0'],
    ['SOAPAction', 'asyncExpressSyncAck'],
  ]);
});
