import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adaptorStage, LAKESIDE } from '../../features/support/lakeside.ts';
import { openAmqpClient } from '../../src/platform/amqp-client.ts';
import { readQueueMessage } from '../../src/wire/adaptor/read-queue-message.ts';

const PAYLOAD =
  '<?xml version="1.0"?>\r\n<COPC_IN000001UK01 xmlns="urn:hl7-org:v3"\tx = \'1\'>é&#10;\u{1F600} <!-- a -->\n</COPC_IN000001UK01>\n';

test('what one system hands to its adaptor comes out of the adaptor of another as it went in', async () => {
  // Hillside stands behind an adaptor of its own, and nothing of it is ours.
  const hillside = {
    ...{ played: 'external' as const, port: 0 },
    adaptor: { port: 0, queue: { port: 0, name: 'hillside' } },
  };
  await using stage = await adaptorStage({ organisations: { hillside } });
  const facts = stage.simulator.neighbours.adaptors?.desk
    .adaptors()
    .find(({ odsCode }) => odsCode === 'Z99002');
  assert.ok(facts);
  const base64 = Buffer.from([0, 1, 2, 0xff]).toString('base64');
  const sent = {
    payload: PAYLOAD,
    attachments: [
      {
        ...{ is_base64: true, content_type: 'application/pdf', payload: base64 },
        description: 'Filename="a & b.pdf" ContentType=application/pdf <Length>',
        document_id: '_DOC-1',
      },
      {
        ...{
          is_base64: false,
          content_type: 'text/plain',
          payload: 'naïve\r\n--=_MIME-Boundary\r\n',
        },
        description: 'a note',
      },
    ],
    external_attachments: [
      { document_id: '_DOC-2', message_id: 'OTHER', description: 'elsewhere' },
    ],
  };
  const reply = await stage.post(sent, {
    ...{ 'Interaction-Id': 'COPC_IN000001UK01', 'Message-Id': 'M-1', 'Correlation-Id': 'C-1' },
  });
  assert.equal(reply.status, 202, reply.text);
  const client = openAmqpClient({ brokers: facts.broker, name: 'the system of Hillside' });
  try {
    const bytes = await new Promise<string>((resolve, reject) => {
      client.consume('hillside', 1, ({ message, accept }) => {
        accept();
        if ('unreadable' in message) reject(new Error(message.unreadable));
        else resolve(String(message.body));
      });
    });
    const read = readQueueMessage(Buffer.from(bytes));
    assert.ok(read.ok);
    const { payload, attachments, externalAttachments, ebXml } = read.value;
    assert.equal(payload, PAYLOAD);
    assert.deepEqual(
      attachments.map((each) => [each.payload, each.isBase64, each.contentType, each.description]),
      sent.attachments.map((each) => [
        ...[each.payload, each.is_base64, each.content_type, each.description],
      ]),
    );
    assert.deepEqual(
      externalAttachments.map((each) => [each.documentId, each.messageId, each.description]),
      [['_DOC-2', 'OTHER', 'elsewhere']],
    );
    assert.match(ebXml ?? '', /eb:id="_DOC-1"/);
    assert.match(ebXml ?? '', new RegExp(`>${LAKESIDE.partyKey}<`));
  } finally {
    await client.close();
  }
});

test('a system that the directory does not list any more is not found, though the world has it', async () => {
  await using stage = await adaptorStage();
  const { services } = stage.simulator;
  const query = 'org-code=Z99002&service-id=urn:nhs:names:services:gp2gp:RCMR_IN010000UK05';
  assert.equal((await stage.get(`/routing?${query}`)).status, 200);
  const entries = services.directory
    .current()
    .entries.filter(({ attributes }) =>
      attributes.some(({ name, values }) => name === 'nhsIDCode' && values.includes('Z99002')),
    );
  assert.notEqual(entries.length, 0);
  for (const { dn } of entries) await services.directory.remove(dn);
  const gone = await stage.get(`/routing?${query}`);
  assert.equal(gone.status, 404);
  assert.match(gone.text, /the directory has no system of Z99002/);
});
