import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { QueueMessage } from '../../../src/wire/adaptor/queue-message.ts';
import { readQueueMessage } from '../../../src/wire/adaptor/read-queue-message.ts';
import { writeQueueMessage } from '../../../src/wire/adaptor/write-queue-message.ts';
import { readEbxml } from '../../../src/wire/ebxml/read-ebxml.ts';

/** Records with a prototype, so that they compare to what is read. */
const plain = <T>(model: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record<T>(model, { noNullPrototype: true });

const SAMPLES = join(import.meta.dirname, '../../../../shared/samples/gp2gp/mhs-json');
const missing = existsSync(SAMPLES) ? false : 'the samples are not on this machine';

const text = fc.string({ unit: 'grapheme' });
const maybe = fc.option(text, { nil: undefined });

const anyMessage: fc.Arbitrary<QueueMessage> = plain({
  ebXml: maybe,
  payload: maybe,
  attachments: fc.array(
    plain({
      payload: text,
      isBase64: fc.boolean(),
      contentId: maybe,
      contentType: maybe,
      description: maybe,
    }),
    { maxLength: 4 },
  ),
  externalAttachments: fc.array(
    plain({ documentId: maybe, messageId: maybe, description: maybe, title: maybe }),
    { maxLength: 4 },
  ),
});

test('what is queued is read again', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const reading = readQueueMessage(writeQueueMessage(message));
      assert.deepEqual(reading, { ok: true, value: message, deviations: [] });
    }),
  );
});

test('members stand under the names of the contract', () => {
  const written = writeQueueMessage({
    ebXml: '<e/>',
    payload: '<p/>',
    attachments: [
      {
        payload: 'QQ==',
        isBase64: true,
        contentId: 'a@b',
        contentType: 'text/plain',
        description: 'd',
      },
    ],
    externalAttachments: [{ documentId: '_1', messageId: 'M', description: 'd', title: undefined }],
  });
  assert.deepEqual(JSON.parse(written.toString('utf8')), {
    ebXML: '<e/>',
    payload: '<p/>',
    attachments: [
      {
        payload: 'QQ==',
        is_base64: true,
        content_id: 'a@b',
        content_type: 'text/plain',
        description: 'd',
      },
    ],
    external_attachments: [{ document_id: '_1', message_id: 'M', description: 'd' }],
  });
});

test('what another writes otherwise is read, and told', () => {
  const reading = readQueueMessage(
    Buffer.from(
      '{"payload":"<p/>","attachments":[{"is_base64":"true","payload":"QQ=="}],"external_attachments":[{"documentId":"_1"}]}',
    ),
  );
  assert.ok(reading.ok);
  assert.equal(reading.value.attachments[0]?.isBase64, true);
  assert.equal(reading.value.externalAttachments[0]?.documentId, '_1');
  assert.deepEqual(
    reading.deviations.map(({ code }) => code),
    ['adaptor.flag-as-text', 'adaptor.document-id'],
  );
});

test('what is no queued message is unreadable with its place', () => {
  const why = (body: string) => {
    const reading = readQueueMessage(Buffer.from(body));
    return reading.ok ? 'it was read' : `${reading.failure.code} ${reading.failure.message}`;
  };
  assert.equal(why('{'), 'adaptor.not-json the body is not JSON');
  assert.equal(why('[]'), 'adaptor.shape the body is not an object');
  assert.equal(why('{"payload":1}'), 'adaptor.shape payload is not a text');
  assert.equal(why('{"attachments":[1]}'), 'adaptor.shape attachments[0] is not an object');
  assert.equal(
    why('{"attachments":[{"is_base64":2}]}'),
    'adaptor.shape attachments[0].is_base64 is neither true nor false',
  );
});

test('no bytes throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void readQueueMessage(bytes)),
  );
  fc.assert(fc.property(fc.json(), (json) => void readQueueMessage(Buffer.from(json))));
});

test('every sample of an adaptor is read, with an envelope inside', { skip: missing }, () => {
  const files = globSync('**/*.json', { cwd: SAMPLES });
  assert.ok(files.length >= 20, `${files.length} samples`);
  for (const file of files) {
    const reading = readQueueMessage(readFileSync(join(SAMPLES, file)));
    assert.ok(reading.ok, file);
    const { ebXml, payload } = reading.value;
    assert.ok(payload, file);
    const envelope = readEbxml(Buffer.from(ebXml ?? ''));
    assert.ok(envelope.ok, file);
    assert.ok(envelope.value.messageId, file);
    // Read again from our own writing, it is the same message.
    const again = readQueueMessage(writeQueueMessage(reading.value));
    assert.ok(again.ok);
    assert.deepEqual(again.value, reading.value);
  }
});
