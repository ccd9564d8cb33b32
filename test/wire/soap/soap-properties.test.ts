import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSoapFault } from '../../../src/wire/soap/read-soap-fault.ts';
import { readSyncEnvelope } from '../../../src/wire/soap/read-sync-envelope.ts';
import { writeSoapFault } from '../../../src/wire/soap/soap-fault.ts';
import { writeSyncEnvelope } from '../../../src/wire/soap/write-sync-envelope.ts';
import {
  filledText,
  hostileBytes,
  maybe,
  record,
  xmlText,
} from '../../specimens/arbitrary-text.ts';
import { specimen } from '../../specimens/ebxml-specimens.ts';

const text = xmlText();
const faultError = record({
  codeContext: text,
  errorCode: text,
  severity: text,
  location: text,
  description: text,
});
const header = record({
  messageId: text,
  action: text,
  to: text,
  from: maybe(text),
  replyTo: maybe(text),
  relatesTo: maybe(text),
  receiverAsid: text,
  senderAsid: text,
});

test('any fault reads as it was written', () => {
  const fault = record({
    faultCode: fc.constantFrom('Server', 'Client', 'MustUnderstand'),
    faultString: text,
    errors: fc.array(faultError, { maxLength: 4 }),
  });
  fc.assert(
    fc.property(fault, (value) => {
      assert.deepEqual(readSoapFault(writeSoapFault(value)), { ok: true, value, deviations: [] });
    }),
  );
});

test('any synchronous header reads as it was written, around exactly the message that it carries', () => {
  const style = record({
    soapPrefix: fc.constantFrom('SOAP-ENV', 'soap', 's'),
    declaration: fc.boolean(),
  });
  fc.assert(
    fc.property(header, filledText(), style, (value, content, how) => {
      const escaped = content.replace(/[&<>\r]/g, (c) => `&#${c.charCodeAt(0)};`);
      const message = `<M xmlns="urn:hl7-org:v3"><interactionId/>${escaped}</M>`;
      const bytes = writeSyncEnvelope(value, message, how);
      const reading = readSyncEnvelope(bytes);
      assert.ok(reading.ok, JSON.stringify(reading));
      assert.deepEqual(reading.value.header, value);
      assert.deepEqual(reading.value.body?.message.children.slice(1), [content]);
      const { offset = 0, length = 0 } = reading.value.body?.span ?? {};
      assert.equal(bytes.subarray(offset, offset + length).toString(), message);
    }),
  );
});

test('no bytes make a reader throw', () => {
  const sample = {
    messageId: 'uuid:1E5B0A46-36F0-4D4B-9D0E-0E1F7C3C0001',
    action: 'urn:x/M',
    to: 'urn:x',
    from: '',
    replyTo: '',
    relatesTo: 'uuid:1',
    receiverAsid: '1',
    senderAsid: '2',
  };
  const sync = writeSyncEnvelope(sample, '<M xmlns="urn:hl7-org:v3"><interactionId/></M>', {
    wrapper: 'retrievalQueryResponse',
  });
  fc.assert(
    fc.property(hostileBytes(sync, specimen('soap/client-fault.xml')), (bytes) => {
      readSoapFault(bytes);
      const reading = readSyncEnvelope(bytes);
      const span = reading.ok ? reading.value.body?.span : undefined;
      if (span !== undefined) {
        assert.ok(span.length > 0 && span.offset + span.length <= bytes.length);
      }
    }),
    { numRuns: 500 },
  );
});
