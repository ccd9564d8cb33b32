import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adaptorStage, ehrRequest, LAKESIDE } from '../../features/support/lakeside.ts';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';

test('a request by REST crosses Spine as ebXML, and the extract of the practice lies in the queue', async () => {
  await using stage = await adaptorStage();
  stage.holdRecord(2);
  const { journal } = stage.simulator;
  const payload = ehrRequest();
  const reply = await stage.post({ payload }, { 'Correlation-Id': 'CONVERSATION-1' });
  assert.equal(reply.status, 202, reply.text);
  assert.equal(reply.text, '');
  assert.equal(reply.headers.get('content-type'), 'text/xml');
  assert.equal(reply.headers.get('correlation-id'), 'CONVERSATION-1');
  const messageId = reply.headers.get('message-id') ?? '';
  assert.match(messageId, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);

  // Spine got it over TLS with the party's own certificate, the payload byte for byte.
  const [atSpine] = await journal.find({ kind: 'received', service: 'spine', messageId });
  assert.equal(atSpine?.peer?.fqdn, 'lakeside.spinebox.test');
  assert.equal(atSpine?.fromParty, LAKESIDE.partyKey);
  const body = atSpine?.request?.body && (await journal.readBody(atSpine.request.body));
  assert.ok(body?.includes(payload));

  const first = await stage.next();
  assert.match(first.message.payload ?? '', /MCCI_IN010000UK13/);
  const { message, properties } = await stage.next();
  assert.equal(properties['correlation-id'], 'CONVERSATION-1');
  const envelope = readEbxml(Buffer.from(message.ebXml ?? ''));
  assert.ok(envelope.ok);
  assert.equal(envelope.value.action, 'RCMR_IN030000UK06');
  assert.equal(properties['message-id'], envelope.value.messageId);
  assert.deepEqual(
    message.attachments.map(({ isBase64 }) => isBase64),
    [true, true],
  );
  assert.match(message.attachments[0]?.description ?? '', /^Filename="/);
  assert.match(message.payload ?? '', /^<[\s\S]*RCMR_IN030000UK06/);
});
