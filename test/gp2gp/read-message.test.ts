import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildMessage } from '../../src/gp2gp/build-message.ts';
import type { DocumentToWrite } from '../../src/gp2gp/document-to-write.ts';
import { readArrival } from '../../src/gp2gp/read-arrival.ts';
import { readMessage } from '../../src/gp2gp/read-message.ts';
import { synthesizeRecord } from '../../src/gp2gp/synthetic-record.ts';
import { FACTS } from './extract-facts.ts';
import { PLAN } from './message-plan.ts';

const { payload } = synthesizeRecord({ seed: 1, entries: 1 }, FACTS);

function read(...documents: readonly DocumentToWrite[]) {
  const { headers, body } = buildMessage({ ...PLAN, payload, documents });
  const reading = readMessage(headers[0]?.[1], body);
  assert.ok(reading.ok);
  return { message: reading.value, deviations: reading.deviations, body };
}

const elsewhere = (description: string, documentId = 'D1'): DocumentToWrite => ({
  kind: 'external',
  messageId: 'EEEEEEEE-2222-4222-8222-000000000001',
  documentId,
  description,
});

test('a reference to another message tells its id, its document, and what is described', () => {
  const text =
    'Filename="D1_a=b &amp c.tif" ContentType=image/tiff Compressed=Yes LargeAttachment=Yes OriginalBase64=Yes Length=12';
  const { message, deviations } = read(elsewhere(text));
  assert.deepEqual(deviations, []);
  const [reference] = message.external;
  assert.equal(reference?.messageId, 'EEEEEEEE-2222-4222-8222-000000000001');
  assert.equal(reference?.documentId, 'D1');
  assert.equal(reference?.raw, text);
  const [document] = message.documents;
  assert.ok(document);
  const { description: _all, ...facts } = document;
  assert.deepEqual(facts, {
    kind: 'external',
    messageId: 'EEEEEEEE-2222-4222-8222-000000000001',
    position: 1,
    documentId: 'D1',
    fileName: 'D1_a=b &amp c.tif',
    contentType: 'image/tiff',
    compressed: true,
    large: true,
    skeleton: false,
    length: 12,
    fault: undefined,
  });
});

test('pairs stand in any order, with tabs and line breaks between them', () => {
  const { message, deviations } = read(
    elsewhere(
      '\n\tLength=7\n\tOriginalBase64=No\t Compressed=Yes\r\nContentType=text/xml Filename="x y.txt"',
    ),
  );
  assert.deepEqual(deviations, []);
  const [document] = message.documents;
  assert.deepEqual(
    [document?.length, document?.compressed, document?.contentType, document?.fileName],
    [7, true, 'text/xml', 'x y.txt'],
  );
});

test('the mark of a skeleton is known in any case and with any spaces', () => {
  for (const mark of [
    'X-GP2GP-Skeleton: Yes',
    'X-GP2GP-SKELETON:yes',
    ' x-gp2gp-skeleton : YES ',
  ]) {
    const { message } = read(elsewhere(`Filename="k.gzip" DomainData="${mark}"`));
    assert.equal(message.documents[0]?.skeleton, true, mark);
  }
  const { message } = read(elsewhere('Filename="k.gzip" DomainData="X-GP2GP-Skeleton: No"'));
  assert.equal(message.documents[0]?.skeleton, false);
});

test('a description that leaves open what to do is told, and refuses the extract', () => {
  const { message, deviations } = read(elsewhere('Filename="x.txt" Compressed=Maybe'));
  assert.deepEqual(
    deviations.map(({ code }) => code),
    ['description.yes-no'],
  );
  const arrival = readArrival(message);
  assert.ok(arrival.kind === 'extract');
  assert.equal(arrival.fault, 'Compressed is "Maybe", not Yes or No');
});

test('a description that is odd and clear enough is told, and refuses nothing', () => {
  const { message, deviations } = read(elsewhere('Filename="x.txt" Colour=Blue Length=many'));
  assert.deepEqual(
    deviations.map(({ code }) => code),
    ['description.unknown-key', 'description.length'],
  );
  const arrival = readArrival(message);
  assert.equal(arrival.kind === 'extract' && arrival.fault, undefined);
});

test('a description of old is a file name', () => {
  const { message } = read(elsewhere('letter.txt'));
  const [document] = message.documents;
  assert.deepEqual([document?.fileName, document?.description], ['letter.txt', undefined]);
});

test('a part is found where it lies, in the encoding in which it travels', () => {
  const part = (contentId: string, transferEncoding: string, text: string): DocumentToWrite => ({
    kind: 'inline',
    contentId,
    partType: 'image/bmp',
    transferEncoding,
    content: Buffer.from(text),
    description: `Filename="${contentId}" ContentType=image/bmp`,
  });
  const { message, body } = read(
    part('a@b', 'base64', 'QUJD'),
    elsewhere('x'),
    part('c@d', 'binary', 'DEF'),
  );
  assert.deepEqual(
    message.documents.map((one) => [one.position, one.kind, one.kind === 'inline' && one.encoding]),
    [
      [1, 'inline', 'base64'],
      [2, 'external', false],
      [3, 'inline', 'decoded'],
    ],
  );
  const texts = message.attachments.map(({ span: { offset, length } }) =>
    body.subarray(offset, offset + length).toString(),
  );
  assert.deepEqual(texts, ['QUJD', 'DEF']);
  assert.deepEqual(
    message.attachments.map(({ part: index, contentType }) => [index, contentType]),
    [
      [2, 'image/bmp'],
      [3, 'image/bmp'],
    ],
  );
  // Spine knows no such type of part.
  assert.match(body.toString('latin1'), /Content-Type: application\/octet-stream/);
});

test('an arrival says who wrote it and when', () => {
  const arrival = readArrival(read().message);
  assert.equal(arrival.kind, 'extract');
  assert.equal(arrival.fromAsid, FACTS.senderAsid);
  assert.equal(arrival.timestamp, read().message.envelope.timestamp);
  assert.equal(arrival.hl7Id, FACTS.hl7Id);
});
