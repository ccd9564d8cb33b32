import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { buildMessage } from '../../src/gp2gp/build-message.ts';
import { wholeOf } from '../../src/gp2gp/content.ts';
import { readMessage } from '../../src/gp2gp/read-message.ts';
import { inventAttachments } from '../../src/gp2gp/synthetic/attachments.ts';
import { seededIds } from '../../src/platform/ids.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { readDescription } from '../../src/wire/ebxml/description.ts';
import { NEXT_MSH, PARTY_TYPE } from '../../src/wire/ebxml/names.ts';
import { readMime } from '../../src/wire/mime/read-mime.ts';
import { writeMime } from '../../src/wire/mime/write-mime.ts';
import { PLAN } from './message-plan.ts';

function attachments(count: number, sizes: readonly number[] = [100]) {
  return inventAttachments({ count, sizes }, 1, seededIds(seededRandom(1)));
}

function contentTypeOf({ headers }: ReturnType<typeof buildMessage>): string {
  return headers.find(([name]) => name === 'Content-Type')?.[1] ?? '';
}

function readBack(built: ReturnType<typeof buildMessage>) {
  const read = readMessage(contentTypeOf(built), built.body);
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual(read.deviations, []);
  return read.value;
}

test('the header is the forward-reliable form of the recipient’s contract', () => {
  const { envelope } = readBack(buildMessage(PLAN));
  const { manifest: _manifest, ...header } = envelope;
  assert.deepEqual(header, {
    version: '2.0',
    from: { id: 'Z99002-900002', type: PARTY_TYPE },
    to: { id: 'Z99001-900001', type: PARTY_TYPE },
    cpaId: 'S1111111A2222222',
    conversationId: PLAN.conversationId,
    service: 'urn:nhs:names:services:gp2gp',
    action: 'RCMR_IN030000UK06',
    messageId: PLAN.messageId,
    timestamp: '2026-03-01T09:15:00Z',
    refToMessageId: undefined,
    timeToLive: undefined,
    duplicateElimination: true,
    ackRequested: { actor: NEXT_MSH, signed: 'false', version: '2.0' },
    syncReply: undefined,
    acknowledgment: undefined,
    errorList: undefined,
    statusRequest: undefined,
    statusResponse: undefined,
  });
});

test('TimeToLive is written on request, from the contract’s persist duration', () => {
  const { envelope } = readBack(buildMessage({ ...PLAN, withTimeToLive: true }));
  assert.equal(envelope.timeToLive, '2026-03-01T13:25:00Z');
});

test('SOAPAction names service and action', () => {
  const { headers } = buildMessage(PLAN);
  assert.deepEqual(headers[1], ['SOAPAction', '"urn:nhs:names:services:gp2gp/RCMR_IN030000UK06"']);
});

test('the payload comes back byte for byte, whatever it holds', () => {
  for (const payload of [
    PLAN.payload,
    Buffer.from('\r\n\r\nnot XML at all\r\n'),
    Buffer.from([0, 255, 13, 10, 0]),
    Buffer.from('<a>\r\n----=_MIME-Boundary\r\n----=_MIME-Boundary-1--\r\n</a>'),
  ]) {
    const { payload: back } = readBack(buildMessage({ ...PLAN, payload }));
    assert.ok(back?.equals(payload), payload.toString());
  }
});

test('attachments travel in base64 without line breaks, described by the grammar', () => {
  const sent = attachments(3, [0, 1, 5_000]);
  const built = buildMessage({ ...PLAN, attachments: sent });
  const { envelope, attachments: back } = readBack(built);
  const references = envelope.manifest?.references ?? [];
  assert.equal(references.length, 4);
  assert.deepEqual(references[0]?.payload, { style: 'HL7', encoding: 'XML', version: '3.0' });
  for (const [index, { id, fileName, contentType, bytes }] of sent.entries()) {
    const reference = references[index + 1];
    assert.equal(reference?.id, `_${id}`);
    const described = readDescription(reference?.description ?? '');
    assert.ok(described.ok);
    assert.deepEqual(described.value, {
      filename: fileName,
      contentType,
      compressed: false,
      largeAttachment: false,
      originalBase64: true,
      length: Math.ceil(bytes.length / 3) * 4,
      domainData: undefined,
      bareName: undefined,
    });
    const opened = back[index]?.open();
    assert.ok(opened?.ok && opened.bytes.equals(wholeOf(bytes)));
    assert.equal(back[index]?.id, id);
  }
});

test('a part that Spine has no type for is an octet stream, its true type is described', () => {
  const [one] = attachments(1);
  assert.ok(one);
  const built = buildMessage({ ...PLAN, attachments: [{ ...one, contentType: 'image/bmp' }] });
  const mime = readMime(built.body, contentTypeOf(built));
  assert.ok(mime.ok);
  assert.equal(mime.value.parts[2]?.mediaType, 'application/octet-stream');
  assert.equal(readBack(built).attachments[0]?.contentType, 'image/bmp');
});

test('98 attachments make the hundred parts that a message may have', () => {
  const built = buildMessage({ ...PLAN, attachments: attachments(98) });
  assert.equal(built.parts, 100);
  assert.equal(readBack(built).attachments.length, 98);
});

test('the same plan gives the same bytes', () => {
  const plan = { ...PLAN, attachments: attachments(2) };
  assert.ok(buildMessage(plan).body.equals(buildMessage(plan).body));
});

/** The built message with its envelope text changed and other parts after the payload. */
function tampered(change: (envelope: string) => string, more: Uint8Array[] = []) {
  const built = buildMessage({ ...PLAN, attachments: attachments(1) });
  const mime = readMime(built.body, contentTypeOf(built));
  assert.ok(mime.ok);
  const [first, payload, attachment] = mime.value.parts.map(({ contentId, body }) => ({
    contentId,
    contentType: 'text/xml',
    transferEncoding: undefined,
    content: built.body.subarray(body.offset, body.offset + body.length),
  }));
  assert.ok(first && payload && attachment);
  const parts = [
    { ...first, content: Buffer.from(change(Buffer.from(first.content).toString())) },
    payload,
    ...more.map((content) => ({ ...attachment, transferEncoding: 'base64', content })),
  ];
  const written = writeMime(parts);
  const read = readMessage(written.contentType, written.body);
  assert.ok(read.ok);
  return read.value;
}

test('a reference without its part is told as missing', () => {
  const { missing, attachments: found } = tampered((text) => text);
  assert.equal(missing.length, 1);
  assert.match(missing[0] ?? '', /^cid:/);
  assert.equal(found.length, 0);
});

test('references to other messages are counted', () => {
  const { external, missing } = tampered((text) =>
    text.replace(
      /cid:(?=[^"]*"><eb:Description[^>]*>Filename|[0-9A-F-]{36}@spine.nhs.uk")/g,
      'mid:',
    ),
  );
  assert.equal(external.length >= 1, true);
  assert.equal(missing.length, 0);
});

test('a compressed attachment is expanded, a broken one says why', () => {
  const compress = (text: string) => text.replace('Compressed=No', 'Compressed=Yes');
  const [good] = tampered(compress, [gzipSync('the letter')]).attachments;
  const opened = good?.open();
  assert.equal(opened?.ok && opened.bytes.toString(), 'the letter');
  const [bad] = tampered(compress, [Buffer.from('not gzip')]).attachments;
  const failed = bad?.open();
  assert.ok(failed && !failed.ok);
  assert.match(failed.because, /declared compressed and cannot be expanded/);
});

test('an envelope without parts is read as a message without payload', () => {
  const built = buildMessage(PLAN);
  const mime = readMime(built.body, contentTypeOf(built));
  assert.ok(mime.ok);
  const span = mime.value.parts[0]?.body;
  assert.ok(span);
  const read = readMessage('text/xml', built.body.subarray(span.offset, span.offset + span.length));
  assert.ok(read.ok);
  assert.equal(read.value.payload, undefined);
  assert.equal(read.value.envelope.messageId, PLAN.messageId);
});
