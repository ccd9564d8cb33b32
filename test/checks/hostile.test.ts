import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { conversationExaminer } from '../../src/checks/conversation-examiner.ts';
import { examineMessage } from '../../src/checks/examine-message.ts';
import { readForExamination } from '../../src/checks/read-message.ts';
import { buildMessage } from '../../src/gp2gp/build-message.ts';
import { NO_DESCRIPTION, writeDescription } from '../../src/wire/ebxml/description.ts';
import { scanBase64 } from '../../src/wire/mime/scan-base64.ts';
import {
  type Captured,
  edited,
  findingsIn,
  NOW,
  readCaptured,
  swap,
} from '../specimens/captured.ts';
import { contractOf, GOOD, id, R, S, TRANSFER } from '../specimens/transfer.ts';

const BASES = [...Object.values(GOOD)];

test('whatever bytes come, they are read, judged and told; nothing is thrown', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc
      .record({
        base: fc.constantFrom(...BASES),
        at: fc.nat(20_000),
        cut: fc.nat(300),
        put: fc.uint8Array({ maxLength: 60 }),
      })
      .map(({ base, at, cut, put }) => {
        const from = at % base.body.length;
        return Buffer.concat([base.body.subarray(0, from), put, base.body.subarray(from + cut)]);
      }),
  );
  const types = fc.constantFrom(undefined, 'text/xml', GOOD.request.http?.contentType);
  fc.assert(
    fc.property(bytes, types, (body, contentType) => {
      const read = readForExamination({ contentType, body, now: NOW });
      for (const finding of examineMessage(read)) assert.ok(finding.message.length > 0);
      const examiner = conversationExaminer();
      for (const message of TRANSFER.slice(0, 3))
        examiner.take(message.name, readCaptured(message));
      examiner.take('hostile', read);
      examiner.findings();
    }),
    { numRuns: 150 },
  );
});

test('base64 that was written can be read, and is found so', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(80), (bytes, width) => {
      const text = Buffer.from(bytes).toString('base64');
      const lines =
        width < 4 ? text : (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\r\n');
      const scan = scanBase64(Buffer.from(lines));
      assert.deepEqual([scan.characters, scan.remainder, scan.fault], [text.length, 0, undefined]);
    }),
  );
});

test('a right record with any file names has nothing against its descriptions', () => {
  const name = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
  fc.assert(
    fc.property(name, (text) => {
      fc.pre(text.trim() !== '' && !/["\\u0000-\\u001f\\ufffe\\uffff\\ud800-\\udfff\s]/.test(text));
      const message = withDocuments([{ fileName: text, content: Buffer.from('AAAA') }]);
      const found = findingsIn(message).filter(({ check }) => check.startsWith('DESCRIPTION'));
      assert.deepEqual(found, [], text);
    }),
    { numRuns: 60 },
  );
});

interface Document {
  readonly fileName: string;
  readonly content: Buffer;
}

/** An extract with these documents inside, anchored or not. */
function withDocuments(documents: readonly Document[]): Captured {
  const base = readCaptured(GOOD.plainExtract);
  const built = buildMessage({
    contract: contractOf(R, 'RCMR_IN030000UK06'),
    fromPartyKey: S.party,
    conversationId: id('1'),
    messageId: id('4'),
    time: NOW,
    payload: base.payload?.bytes ?? Buffer.alloc(0),
    documents: documents.map(({ fileName, content }, number) => ({
      kind: 'inline',
      documentId: id('B', number + 1),
      contentId: `${id('B', number + 1)}@spine.nhs.uk`,
      partType: 'text/plain',
      content,
      description: {
        ...NO_DESCRIPTION,
        filename: fileName,
        contentType: 'text/plain',
        compressed: false,
        largeAttachment: false,
        originalBase64: true,
        length: content.length,
      },
    })),
  });
  return { ...GOOD.plainExtract, body: built.body };
}

test('five megabytes in 98 attachments are judged well within a second', () => {
  const content = Buffer.alloc(52_000, 'QUJD');
  const documents = Array.from({ length: 98 }, (_, n) => ({ fileName: `${n}.txt`, content }));
  const message = withDocuments(documents);
  assert.ok(message.body.length > 5_000_000);
  findingsIn(GOOD.plainExtract);
  const start = performance.now();
  const found = findingsIn(message);
  const took = performance.now() - start;
  // Nothing in the plain record refers to them: told, and told 25 times at most.
  assert.deepEqual([...new Set(found.map(({ check }) => check))], ['ATTACHMENT-08']);
  assert.equal(found.length, 25);
  assert.ok(took < 1_000, `it took ${took} ms`);
});

test('thousands of faults of a kind are told 25 times, in a message and in a conversation', () => {
  const references = Array.from(
    { length: 3_000 },
    (_, n) =>
      `<eb:Reference xlink:href="mid:${id('E', n + 10)}"><eb:Description xml:lang="en">${writeDescription({ ...NO_DESCRIPTION, filename: '' })}</eb:Description></eb:Reference>`,
  ).join('');
  const hostile = edited(GOOD.extract, {
    body: swap('</eb:Manifest>', `${references}</eb:Manifest>`),
  });
  const counted = new Map<string, number>();
  const examiner = conversationExaminer();
  for (const message of TRANSFER) {
    const each = message.name === 'extract' ? hostile : message;
    if (message.name !== 'final-ack') examiner.take(each.name, readCaptured(each));
  }
  for (const { check } of [...findingsIn(hostile), ...examiner.findings({ ended: true })]) {
    counted.set(check, (counted.get(check) ?? 0) + 1);
  }
  assert.equal(counted.get('DESCRIPTION-02'), 25);
  assert.equal(counted.get('CONVERSATION-10'), 25);
  assert.ok([...counted.values()].every((count) => count <= 25));
});

test('a part that expands to gigabytes is not expanded', () => {
  // Forty megabytes of zeros twice over the limit would be expanded if nothing stopped it.
  const bomb = Buffer.from(readGzip(80 * 1024 * 1024).toString('base64'));
  const message = edited(withDocuments([{ fileName: 'bomb.txt', content: bomb }]), {
    body: swap('Compressed=No', 'Compressed=Yes'),
  });
  const found = findingsIn(message).map(({ check }) => check);
  assert.deepEqual(found, ['ATTACHMENT-08'], 'what cannot be told is not held against it');
});

function readGzip(size: number): Buffer {
  return gzipSync(Buffer.alloc(size));
}
