import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  parseServiceId,
  reliabilityAnswer,
  routingAnswer,
} from '../../../src/wire/adaptor/route-lookup.ts';
import {
  errorsOfFault,
  readSpineErrors,
  writeSpineErrors,
} from '../../../src/wire/adaptor/spine-errors.ts';
import { buildSoapFault } from '../../../src/wire/soap/soap-fault.ts';
import { CONTRACT } from '../../gp2gp/message-plan.ts';

/** Records with a prototype, so that they compare to what is read. */
const plain = <T>(model: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record<T>(model, { noNullPrototype: true });

test("Spine's errors are told with a capital for ebXML and without one for SOAP", () => {
  const error = {
    codeContext: 'urn:oasis:names:tc:ebxml-msg:service:errors',
    errorCode: 'ValueNotRecognized',
    severity: 'Error',
    location: '/x',
    description: '501314:Invalid To Party Type attribute',
  };
  const { description, location, ...head } = error;
  assert.deepEqual(
    JSON.parse(String(writeSpineErrors({ errorType: 'ebxml_error', errors: [error] }))),
    {
      error_message: 'Error(s) received from Spine. Contact system administrator.',
      process_key: 'EBXML_ERROR_HANDLER0005',
      errors: [{ ...head, Description: description, location, errorType: 'ebxml_error' }],
    },
  );
  const fault = writeSpineErrors(errorsOfFault(buildSoapFault('200', 'down')));
  const told = JSON.parse(String(fault));
  assert.equal(told.process_key, 'SOAP_ERROR_HANDLER0002');
  assert.equal(told.errors[0].description, 'down');
  assert.equal(told.errors[0].Description, undefined);
});

test('errors that are written are read again, and nothing else is taken for them', () => {
  const text = fc.string();
  const errors = plain({
    errorType: fc.constantFrom('ebxml_error' as const, 'soap_fault' as const),
    errors: fc.array(
      plain({
        ...{ codeContext: text, errorCode: text, severity: text, location: text },
        description: text,
      }),
    ),
  });
  fc.assert(
    fc.property(errors, (each) => {
      assert.deepEqual(readSpineErrors(writeSpineErrors(each)), each);
    }),
  );
  assert.equal(readSpineErrors(Buffer.from('Error making outbound request')), undefined);
  fc.assert(fc.property(fc.json(), (json) => void readSpineErrors(Buffer.from(json))));
});

test('the route lookup answers with the names of the directory, and no actor', () => {
  assert.deepEqual(Object.keys(routingAnswer(CONTRACT, ['999000000001'])), [
    'nhsMHSEndPoint',
    'nhsMHSPartyKey',
    'nhsMhsCPAId',
    'uniqueIdentifier',
    'nhsMhsFQDN',
  ]);
  assert.deepEqual(Object.keys(reliabilityAnswer(CONTRACT)).sort(), [
    'nhsMHSAckRequested',
    'nhsMHSDuplicateElimination',
    'nhsMHSPersistDuration',
    'nhsMHSRetries',
    'nhsMHSRetryInterval',
    'nhsMHSSyncReplyMode',
  ]);
});

test('a service id is a service and an interaction', () => {
  assert.deepEqual(parseServiceId('urn:nhs:names:services:gp2gp:RCMR_IN010000UK05'), {
    service: 'urn:nhs:names:services:gp2gp',
    action: 'RCMR_IN010000UK05',
  });
  assert.equal(parseServiceId('RCMR_IN010000UK05'), undefined);
  assert.equal(parseServiceId(''), undefined);
});
