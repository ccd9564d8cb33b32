import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { base64Length, base64Slice, patterned, wholeOf } from '../../src/gp2gp/content.ts';
import { needsSkeleton, planRecord } from '../../src/gp2gp/plan/plan-record.ts';
import type { AttachmentShape, RecordShape } from '../../src/gp2gp/plan/record-plan.ts';
import { seededIds } from '../../src/platform/ids.ts';
import { seededRandom } from '../../src/platform/random.ts';

function shape(lengths: readonly number[], payload = 50_000): RecordShape {
  const attachments = lengths.map(
    (length, n): AttachmentShape => ({
      id: `ID-${n}`,
      fileName: `ID-${n}_scan.tif`,
      contentType: 'image/tiff',
      length,
    }),
  );
  return { payload: { length: payload, compressedLength: payload / 10 }, attachments };
}

function planOf(record: RecordShape, policy: Parameters<typeof planRecord>[2] = {}) {
  const planning = planRecord(record, seededIds(seededRandom(1)), policy);
  assert.ok(planning.ok, planning.ok ? '' : planning.because);
  return planning.plan;
}

const ways = (plan: ReturnType<typeof planOf>) => plan.documents.map(({ way }) => way.kind);

test('attachments go inline while there is room, then each in its own message', () => {
  const plan = planOf(shape([1_000_000, 1_000_000, 1_000_000, 1_000_000, 10]));
  assert.deepEqual(ways(plan), ['inline', 'inline', 'inline', 'whole', 'inline']);
});

test('98 attachments go inline and the 99th does not', () => {
  const plan = planOf(shape(Array.from({ length: 99 }, () => 100)));
  assert.equal(plan.documents.filter(({ way }) => way.kind === 'inline').length, 98);
  assert.equal(plan.parts.length, 1);
});

test('just below the threshold one message brings it, just above it two chunks do', () => {
  const below = planOf(shape([3_374_999]), { attachments: 'external' });
  const above = planOf(shape([3_375_001]), { attachments: 'external' });
  assert.deepEqual([ways(below), below.documents[0]?.chars], [['whole'], 4_500_000]);
  assert.deepEqual(ways(above), ['chunks']);
  const [document] = above.documents;
  assert.ok(document?.way.kind === 'chunks' && document.announcedLarge);
  const { messageId, chunks } = document.way;
  assert.deepEqual(
    chunks.map(({ fileName, from, to }) => [fileName, from, to]),
    [
      [`${messageId}_0.messageattachment`, 0, 4_500_000],
      [`${messageId}_1.messageattachment`, 4_500_000, 4_500_004],
    ],
  );
  assert.deepEqual(
    above.parts.map(({ kind }) => kind),
    ['index', 'chunk', 'chunk'],
  );
});

test('450 MB in a hundred attachments become a hundred messages and no more', () => {
  const plan = planOf(shape(Array.from({ length: 100 }, () => 3_375_000)), {
    attachments: 'external',
  });
  assert.equal(plan.parts.length, 100);
  assert.equal(new Set(plan.parts.map(({ messageId }) => messageId)).size, 100);
});

test('a payload above the threshold is replaced by a skeleton that travels compressed', () => {
  assert.equal(needsSkeleton(shape([], 4_500_000)), false);
  assert.equal(needsSkeleton(shape([], 4_500_001)), true);
  const plan = planOf(shape([100], 6_000_000));
  const [document] = plan.documents;
  assert.deepEqual(
    [document?.of, document?.compressed, document?.fileName, document?.way.kind],
    ['payload', true, `${plan.skeleton}.gzip`, 'whole'],
  );
  assert.deepEqual(ways(plan), ['whole', 'inline']);
  assert.deepEqual(ways(planOf(shape([], 60_000_000))), ['chunks']);
});

test('a skeleton whose payload nobody has compressed is a fault of the caller', () => {
  const record = { payload: { length: 6_000_000 }, attachments: [] };
  assert.throws(() => planRecord(record, seededIds(seededRandom(1))), RangeError);
});

test('what no message can carry is told', () => {
  const ids = seededIds(seededRandom(1));
  const many = planRecord(shape(Array.from({ length: 30 }, () => 1)), ids, {
    attachments: 'external',
    mostMessages: 29,
  });
  assert.equal(!many.ok && many.because, 'the record needs more than 29 messages');
  const tight = { messageBytes: 20_000, parts: 100, attachmentChars: 5_000_000 };
  const full = planRecord(shape([1]), ids, { skeleton: 'never' }, tight);
  assert.equal(!full.ok && full.because, 'the extract itself does not fit a message');
  const [first] = shape([8_000_000]).attachments;
  assert.ok(first);
  const forced = { ...shape([]), attachments: [{ ...first, travels: 'whole' as const }] };
  const whole = planRecord(forced, ids);
  assert.match(whole.ok ? '' : whole.because, /does not fit one message/);
});

test('chunks follow each other without a gap, and all but the last are multiples of 4', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 80_000_000 }),
      fc.integer({ min: 4, max: 6_000_000 }),
      (length, chunkChars) => {
        fc.pre(length / chunkChars < 2_000);
        const plan = planOf(shape([length]), { attachments: 'external', chunkChars });
        const [document] = plan.documents;
        assert.ok(document && document.chars === base64Length(length));
        if (document.way.kind !== 'chunks') return;
        let at = 0;
        for (const { from, to } of document.way.chunks) {
          assert.equal(from, at);
          assert.ok(to > from && (to % 4 === 0 || to === document.chars));
          assert.ok(to - from <= Math.min(chunkChars, 5_000_000));
          at = to;
        }
        assert.equal(at, document.chars);
      },
    ),
  );
});

test('slices of a content and of its base64 text join to the whole', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 90 }),
      fc.array(fc.nat(200), { maxLength: 5 }),
      (bytes, places) => {
        const text = Buffer.from(bytes).toString('base64');
        const edges = [0, ...places.map((n) => Math.min(n, text.length)), text.length].sort(
          (one, other) => one - other,
        );
        const joined = edges.slice(1).map((to, n) => base64Slice(bytes, edges[n], to).toString());
        assert.equal(joined.join(''), text);
        assert.equal(base64Length(bytes.length), text.length);
      },
    ),
  );
});

test('a content by a pattern is the same however it is sliced', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), fc.nat(300), (length, one, other) => {
      const content = patterned(
        length,
        Buffer.from('0123456'),
        Buffer.from('<<'),
        Buffer.from('>>>'),
      );
      const whole = wholeOf(content);
      assert.equal(whole.length, length);
      const [from, to] = [one, other].map((n) => Math.min(n, length)).sort((a, b) => a - b);
      assert.ok(whole.subarray(from, to).equals(content.slice(from ?? 0, to ?? 0)));
      if (length >= 5) assert.match(whole.toString(), /^<<.*>>>$/);
    }),
  );
});
