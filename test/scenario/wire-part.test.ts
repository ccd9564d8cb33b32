import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { wholeOf } from '../../src/gp2gp/content.ts';
import { seededIds } from '../../src/platform/ids.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { type HeldDocument, holdDocuments } from '../../src/scenario/held-document.ts';
import { inOrder } from '../../src/scenario/in-order.ts';
import { documentShape } from '../../src/scenario/record-shape.ts';
import { announcementOf, contentsOf, partsOf } from '../../src/scenario/wire-part.ts';
import { writeDescription } from '../../src/wire/ebxml/description.ts';

function hold(...shapes: object[]): readonly HeldDocument[] {
  const parsed = shapes.map((shape) => documentShape.parse({ name: 'scan.tif', ...shape }));
  return holdDocuments(parsed, 7, seededIds(seededRandom(7)));
}

function sent(documents: readonly HeldDocument[]) {
  const ids = seededIds(seededRandom(8));
  return documents.flatMap((document) => partsOf(document, ids, true));
}

test('chunks are slices of one base64 text wherever they are cut', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.nat({ max: 200 }), sizes, fc.boolean(), (bytes, chunks, compressed) => {
      const [document] = hold({ bytes, chunks, compressed, travels: 'in-chunks' });
      assert.ok(document?.content);
      const texts = sent([document]).flatMap((part) =>
        contentsOf(part).flatMap((each) =>
          each.kind === 'inline' ? Buffer.from(each.content).toString('latin1') : [],
        ),
      );
      const joined = Buffer.from(texts.join(''), 'base64');
      const original = compressed ? gunzipSync(joined) : joined;
      assert.deepEqual(original, wholeOf(document.content));
    }),
  );
});

test('an index names its chunks in their order and brings no bytes', () => {
  const documents = hold({ bytes: 300, chunk: 100, travels: 'in-chunks' });
  const [index, ...chunks] = sent(documents);
  assert.deepEqual(
    [index, ...chunks].map((part) => part?.label),
    ['scan.tif/index', 'scan.tif/0', 'scan.tif/1', 'scan.tif/2', 'scan.tif/3'],
  );
  const named = index ? contentsOf(index) : [];
  assert.deepEqual(
    named.map((each) => each.kind === 'external' && each.messageId),
    chunks.map(({ messageId }) => messageId),
  );
});

test('the index of one supplier brings the first chunk itself', () => {
  const [index, second] = sent(hold({ bytes: 90, chunk: 100, travels: 'vision-index' }));
  assert.deepEqual(index && contentsOf(index).map(({ kind }) => kind), ['inline', 'external']);
  assert.equal(second?.label, 'scan.tif/1');
});

test('an index of an index is one level too deep', () => {
  const parts = sent(hold({ bytes: 90, chunk: 100, travels: 'index-of-index' }));
  assert.deepEqual(
    parts.map(({ kind }) => kind),
    ['index', 'index', 'chunk', 'chunk'],
  );
  assert.deepEqual(parts[0]?.names, [parts[1]]);
});

test('what the manifest says may be other than what is so', () => {
  const said = (shape: object): string => {
    const [document] = hold({ bytes: 300, ...shape });
    assert.ok(document);
    const { description } = announcementOf(document, sent([document])) ?? {};
    return typeof description === 'object'
      ? writeDescription(description)
      : (description ?? 'none');
  };
  assert.match(
    said({}),
    /_scan\.tif" ContentType=text\/plain Compressed=No LargeAttachment=No .*Length=400$/,
  );
  assert.match(said({ announced: 'large' }), /LargeAttachment=Yes/);
  assert.match(said({ travels: 'in-chunks', announced: 'whole' }), /LargeAttachment=No/);
  assert.match(said({ saysCompressed: true }), /Compressed=Yes/);
  assert.match(said({ length: 'wrong' }), /Length=407/);
  assert.doesNotMatch(said({ length: 'absent' }), /Length/);
  assert.match(said({ description: 'bare-name' }), /^[0-9A-F-]{36}_scan\.tif$/);
  assert.match(said({ description: 'shuffled' }), /^\n\tLength=400\n\t.*Filename="/s);
  assert.equal(said({ description: { text: 'Compressed=Maybe' } }), 'Compressed=Maybe');
  assert.equal(said({ announced: 'nobody' }), 'none');
});

test('several documents of one name have labels of their own', () => {
  const labels = hold({ count: 2 }, {}, {}).map(({ label }) => label);
  assert.deepEqual(labels, ['scan-1.tif', 'scan-2.tif', 'scan.tif', 'scan.tif#2']);
});

test('parts go in the order that is asked for', () => {
  const documents = hold(
    { name: 'a', bytes: 90, chunk: 100, travels: 'in-chunks' },
    { name: 'b', bytes: 30 },
    { name: 'c', bytes: 30, announced: 'nobody' },
  );
  const parts = sent(documents);
  const order = (choice: object) =>
    inOrder(parts, choice, seededRandom(1))
      .map(({ label }) => label)
      .join(' ');
  assert.equal(order({}), 'a/index a/0 a/1 b');
  assert.equal(order({ order: 'reversed' }), 'b a/1 a/0 a/index');
  assert.equal(order({ order: 'indexes-last' }), 'a/0 a/1 b a/index');
  assert.equal(order({ order: 'interleaved' }), 'a/index b a/0 a/1');
  assert.equal(order({ order: [1, 'index', 'c', 0] }), 'a/1 a/index c a/0');
  assert.equal(order({ only: ['a'], except: ['a/1'] }), 'a/index a/0');
  assert.equal(order({ order: 'shuffled' }).split(' ').toSorted().join(' '), 'a/0 a/1 a/index b');
  assert.throws(() => order({ order: ['nothing'] }), /names "nothing"/);
});

test('a document of gigabytes travels in a few megabytes', () => {
  const [document] = hold({ expands: 100_000_000, compressed: true });
  assert.equal(document?.content, undefined);
  assert.ok((document?.carried.length ?? 0) < 200_000);
});
