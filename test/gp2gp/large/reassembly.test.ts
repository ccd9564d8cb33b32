import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ManifestDocument } from '../../../src/gp2gp/large/document-facts.ts';
import { placePart } from '../../../src/gp2gp/large/place-part.ts';
import {
  beginReassembly,
  NOTHING_YET,
  partCount,
  pendingMessages,
  type Reassembly,
} from '../../../src/gp2gp/large/reassembly.ts';
import { external, inline } from '../document-facts.ts';

function begin(...manifest: readonly ManifestDocument[]): Reassembly {
  return beginReassembly(NOTHING_YET, manifest).reassembly;
}

function place(
  before: Reassembly,
  ...messages: readonly (readonly [id: string, ...documents: ManifestDocument[]])[]
) {
  let reassembly = before;
  const remarks: string[] = [];
  for (const [messageId, ...documents] of messages) {
    const placed = placePart(reassembly, { messageId, documents });
    reassembly = placed.reassembly;
    const { placement } = placed;
    if (placement.kind === 'stored') remarks.push(...placement.remarks);
    else remarks.push(placement.kind === 'refused' ? placement.because : placement.kind);
  }
  return { reassembly, remarks };
}

test('a length that is not what was declared is told, of a whole and of a chunk', () => {
  const whole = place(begin(external(1, 'M', { length: 90 })), ['M', inline(1, { bytes: 100 })]);
  assert.deepEqual(whole.remarks, ['100 characters came where the extract declares 90']);
  const chunk = place(
    begin(external(1, 'I', { large: true, length: 150 })),
    ['I', external(1, 'C0', { length: 40 }), external(2, 'C1', { length: 100 })],
    ['C0', inline(1, { bytes: 50 })],
    ['C1', inline(1, { bytes: 100 })],
  );
  assert.deepEqual(chunk.remarks, ['a chunk has 50 characters where its index declares 40']);
});

test('what comes otherwise than announced is told and taken', () => {
  const asIndex = place(begin(external(1, 'I')), ['I', external(1, 'C0')]);
  assert.deepEqual(asIndex.remarks, ['LargeAttachment=No was announced and an index came']);
  const asWhole = place(begin(external(1, 'I', { large: true })), ['I', inline(1)]);
  assert.deepEqual(asWhole.remarks, [
    'LargeAttachment=Yes was announced and the whole document came',
  ]);
  const inTwo = place(begin(external(1, 'M')), ['M', inline(1), inline(2)]);
  assert.deepEqual(inTwo.remarks, ['2 parts came in one message without an index']);
  assert.deepEqual(
    inTwo.reassembly.documents[0]?.slots.map(({ piece }) => piece?.part),
    [2, 3],
  );
});

test('a message that is announced twice counts once', () => {
  const { reassembly, remarks } = beginReassembly(NOTHING_YET, [
    external(1, 'M'),
    external(2, 'm'),
  ]);
  assert.deepEqual(pendingMessages(reassembly), ['M']);
  assert.deepEqual(remarks, ['message m is announced twice: the first one counts']);
});

test('names and document ids need not differ', () => {
  const same = { fileName: 'Untitled', documentId: undefined };
  const { reassembly, remarks } = place(
    begin(external(1, 'A', same), external(2, 'B', same)),
    ['B', inline(1, { part: 2 })],
    ['A', inline(1, { part: 2 })],
  );
  assert.deepEqual(remarks, []);
  assert.deepEqual(
    reassembly.documents.map(({ slots }) => slots[0]?.piece?.messageId),
    ['A', 'B'],
  );
});

test('parts are counted with their chunks, and the first chunk of Vision is none of its own', () => {
  const before = begin(inline(1), external(2, 'I'), external(3, 'M'));
  assert.equal(partCount(before), 2);
  const plain = place(before, ['I', external(1, 'C0'), external(2, 'C1')]);
  assert.equal(partCount(plain.reassembly), 4);
  const vision = place(before, ['I', inline(1), external(2, 'C1')]);
  assert.equal(partCount(vision.reassembly), 3);
});

test('an index that names nothing new, itself, or what another names is refused', () => {
  const two = begin(external(1, 'I'), external(2, 'J'));
  assert.deepEqual(place(two, ['I', external(1, 'i')]).remarks, ['an index names itself']);
  assert.deepEqual(place(two, ['I', external(1, 'J')]).remarks, ['message J is announced twice']);
  const taken = place(two, ['I', external(1, 'C')], ['J', external(1, 'C')]);
  assert.equal(taken.remarks.at(-1), 'message C is announced twice');
  assert.deepEqual(pendingMessages(taken.reassembly), ['C', 'J']);
});

test('so many strangers are kept and no more', () => {
  let reassembly = begin(external(1, 'I'));
  let kept = 0;
  for (let n = 0; n < 1_100; n++) {
    const placed = placePart(reassembly, { messageId: `X${n}`, documents: [inline(1)] });
    reassembly = placed.reassembly;
    if (placed.placement.kind === 'parked') kept += 1;
  }
  assert.equal(kept, 1_000);
});
