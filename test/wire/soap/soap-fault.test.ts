import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSoapFault } from '../../../src/wire/soap/read-soap-fault.ts';
import { buildSoapFault, writeSoapFault } from '../../../src/wire/soap/soap-fault.ts';
import { specimen } from '../../specimens/ebxml-specimens.ts';

test('writes the fault of Spine element for element', () => {
  const bytes = writeSoapFault(
    buildSoapFault('200', 'System failure to process message - default'),
  );
  assert.equal(
    bytes.toString(),
    [
      '<SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/">',
      ' <SOAP:Body>',
      '  <SOAP:Fault>',
      '   <faultcode>SOAP:Server</faultcode>',
      '   <faultstring>Application Exception</faultstring>',
      '   <detail>',
      '    <nasp:errorList xmlns:nasp="http://national.carerecords.nhs.uk/schema/">',
      '     <nasp:error>',
      '      <nasp:codeContext>urn:nhs:names:error:tms</nasp:codeContext>',
      '      <nasp:errorCode>200</nasp:errorCode>',
      '      <nasp:severity>Error</nasp:severity>',
      '      <nasp:location>Not Supported</nasp:location>',
      '      <nasp:description>System failure to process message - default</nasp:description>',
      '     </nasp:error>',
      '    </nasp:errorList>',
      '   </detail>',
      '  </SOAP:Fault>',
      ' </SOAP:Body>',
      '</SOAP:Envelope>',
    ].join('\n'),
  );
});

test('reads a client fault with either code context and tells a missing location', () => {
  const reading = readSoapFault(specimen('soap/client-fault.xml'));
  assert.ok(reading.ok);
  assert.equal(reading.value.faultCode, 'Client');
  assert.deepEqual(
    reading.value.errors.map(({ errorCode, codeContext }) => [errorCode, codeContext]),
    [
      ['101', 'urn:nhs:names:errors:tms'],
      ['200', 'urn:nhs:names:error:tms'],
    ],
  );
  assert.deepEqual(
    reading.deviations.map(({ message, at }) => [message, at.line]),
    [['error/location is missing', 17]],
  );
});

test('reads a bare fault without an error list', () => {
  const reading = readSoapFault(specimen('soap/bare-fault.xml'));
  assert.ok(reading.ok);
  assert.equal(reading.value.faultCode, 'Server');
  assert.match(reading.value.faultString, /^Part referenced in manifest/);
  assert.deepEqual(reading.value.errors, []);
});

test('does not take an acknowledgement for a fault', () => {
  const reading = readSoapFault(specimen('ebxml/proxy-acknowledgment.xml'));
  assert.equal(reading.ok, false);
  assert.equal(reading.ok ? '' : reading.failure.code, 'soap.no-fault');
});
