import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readEhrExtract } from '../../../src/gp2gp/ehr-extract.ts';
import type { MessageLimits, SendingPolicy } from '../../../src/gp2gp/plan/record-plan.ts';
import { receivingPractice } from './received-record.ts';
import { type Held, received, sendRecord } from './sent-record.ts';

const LIMITS: MessageLimits = { messageBytes: 36_000, parts: 7, attachmentChars: 20_000 };

const held: fc.Arbitrary<Held> = fc.record({
  bytes: fc.oneof(
    { weight: 4, arbitrary: fc.uint8Array({ maxLength: 60 }) },
    { weight: 1, arbitrary: fc.constant(new Uint8Array()) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 14_000, max: 30_000 }).map((n) => Buffer.alloc(n, 'synthetic')),
    },
  ),
  compressed: fc.boolean(),
  shape: fc.record(
    {
      travels: fc.constantFrom('whole', 'chunks', 'vision', undefined),
      // Also such that no piece can be decoded by itself.
      chunkLengths: fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 4 }),
      announcedLarge: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
});

const policy: fc.Arbitrary<Partial<SendingPolicy>> = fc.record(
  {
    attachments: fc.constantFrom('inline', 'external'),
    chunkChars: fc.integer({ min: 2_000, max: 12_000 }),
    skeleton: fc.constantFrom('by-size', 'always', 'never'),
    hl7Ids: fc.constantFrom('same', 'different'),
  },
  { requiredKeys: [] },
);

test('whatever is sent, however it travels and in whatever order it comes, is the same at the end', async () => {
  let planned = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(held, { maxLength: 8 }),
      policy,
      fc.integer({ min: 0, max: 40_000 }),
      fc.infiniteStream(fc.nat()),
      async (record, choice, payloadBytes, chance) => {
        const sent = sendRecord(record, payloadBytes, choice, LIMITS);
        if (typeof sent === 'string') return;
        planned += 1;
        for (const { body, parts } of [sent.extract, ...sent.parts]) {
          assert.ok(body.length <= LIMITS.messageBytes, `${body.length} bytes`);
          assert.ok(parts <= LIMITS.parts, `${parts} parts`);
        }
        const practice = receivingPractice();
        const order = sent.parts
          .map((part) => ({ part, key: chance.next().value ?? 0 }))
          .sort((one, other) => one.key - other.key)
          .map(({ part }) => part);
        // Some come before the extract itself.
        const early = (chance.next().value ?? 0) % (order.length + 2);
        for (const message of order.slice(0, early)) await practice.arrive(message);
        await practice.arrive(sent.extract);
        for (const message of order.slice(early)) await practice.arrive(message);
        const { phase, outcome } = practice.state();
        assert.equal(outcome, undefined);
        assert.equal(phase, sent.plan.skeleton ? 'rebuilding' : 'filing');
        for (const [n, document] of sent.plan.documents.entries()) {
          if (document.way.kind === 'inline') continue;
          const want = document.of === 'payload' ? sent.payload : record[document.of]?.bytes;
          assert.ok(practice.documents.get(n + 1)?.equals(want ?? new Uint8Array()));
        }
        const acknowledged = practice.effects.flatMap((effect) =>
          effect.kind === 'send-acknowledgement' ? [effect.refTo] : [],
        );
        const hl7Ids = sent.plan.parts.map(({ hl7Id }) => hl7Id);
        assert.deepEqual(acknowledged.toSorted(), hl7Ids.toSorted(), 'each is answered once');
      },
    ),
    { numRuns: 120, seed: 11 },
  );
  assert.ok(planned > 60, `only ${planned} records could be planned`);
});

test('inline documents come out as they went in', () => {
  const record = [
    { bytes: Buffer.from('plain'), compressed: false },
    { bytes: Buffer.from('compressed'), compressed: true },
  ];
  const sent = sendRecord(record, 0, {}, LIMITS);
  assert.ok(typeof sent !== 'string');
  assert.equal(sent.parts.length, 0);
  const opened = received(sent.extract).attachments.map(({ open }) => open());
  assert.deepEqual(
    opened.map((one) => one.ok && one.bytes.toString()),
    ['plain', 'compressed'],
  );
});

test('the length that a description declares is what travels', () => {
  const record = [
    { bytes: Buffer.alloc(20_000, 'x'), compressed: false },
    { bytes: Buffer.alloc(90, 'y'), compressed: true },
  ];
  const sent = sendRecord(record, 0, { attachments: 'external' }, LIMITS);
  assert.ok(typeof sent !== 'string');
  const lengths = received(sent.extract).documents.map(({ length }) => length);
  const chars = sent.plan.documents.map((document) => document.chars);
  assert.deepEqual(lengths, chars);
  const bytesOf = new Map(
    sent.parts.map((part) => {
      const [piece] = received(part).documents;
      return [part.envelope.messageId, piece?.kind === 'inline' ? piece.bytes : 0];
    }),
  );
  const named = sent.parts
    .flatMap((part) => received(part).documents)
    .filter((document) => document.kind === 'external');
  assert.ok(named.length > 1);
  for (const { messageId, length } of named) assert.equal(bytesOf.get(messageId), length);
});

test('the payload in a skeleton is an extract of the same patient', () => {
  const sent = sendRecord([], 60_000, {}, LIMITS);
  assert.ok(typeof sent !== 'string');
  assert.equal(sent.plan.skeleton === undefined, false);
  const whole = readEhrExtract(sent.payload);
  const core = readEhrExtract(received(sent.extract).payload ?? Buffer.alloc(0));
  assert.ok(whole.ok && core.ok);
  assert.equal(core.value.nhsNumber, whole.value.nhsNumber);
  assert.ok(core.value.compositions === 1 && sent.payload.length === 60_000);
});
