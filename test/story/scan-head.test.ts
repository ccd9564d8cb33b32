import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { factsOfBody } from '../../src/scenario/transcript-facts.ts';
import { type StoryHead, scanHead } from '../../src/story/scan-head.ts';
import type { Captured } from '../specimens/captured.ts';
import { acknowledgementOf, GOOD, R, TRANSFER } from '../specimens/transfer.ts';

const actionOf = ({ body }: Captured) =>
  /<eb:Action>([^<]*)</.exec(body.toString('latin1'))?.[1] ?? '';

const scanned = (captured: Captured, text = captured.body.toString('latin1')) =>
  scanHead(actionOf(captured), captured.http?.contentType, text);

/** What both ways of reading must agree on. */
const told = (head: StoryHead | undefined) => ({
  hl7Id: head?.hl7Id,
  extractId: head?.extractId,
  acknowledgement: head?.acknowledgement && {
    typeCode: head.acknowledgement.typeCode,
    code: head.acknowledgement.code,
    refTo: head.acknowledgement.refTo,
  },
  references: head?.references.map(({ href }) => href),
});

const read = (captured: Captured) =>
  factsOfBody(actionOf(captured), captured.http?.contentType, captured.body);

test('what is found by the text of a message is what reading it gives', () => {
  let found = 0;
  for (const captured of [...TRANSFER, ...Object.values(GOOD)]) {
    const head = scanned(captured);
    if (!head) continue;
    found++;
    assert.deepEqual(told(head), told(read(captured)), captured.name);
  }
  assert.ok(found >= TRANSFER.length, `only ${found} were found by their text`);
});

test('an acknowledgement that refuses is left to the reader', () => {
  assert.equal(scanned(GOOD.nack), undefined);
  assert.equal(scanned(acknowledgementOf('X', R, '31')), undefined);
  assert.equal(scanned(GOOD.finalAck)?.acknowledgement?.typeCode, 'AA');
});

test('text that hides something is left to the reader', () => {
  const text = GOOD.finalAck.body.toString('latin1');
  const hiding = [
    text.replace('<id root', '<!-- <id root="NOT-THIS"/> --><id root'),
    text.replace('<creationTime', '<![CDATA[x]]><creationTime'),
    text.replace('8bit\r\n\r\n<MCCI', 'base64\r\n\r\n<MCCI'),
  ];
  for (const each of hiding) {
    assert.notEqual(each, text);
    assert.equal(scanned(GOOD.finalAck, each), undefined);
  }
});

test('a payload that is cut off still gives its ids', () => {
  const text = GOOD.plainExtract.body.toString('latin1');
  const head = scanned(GOOD.plainExtract, text.slice(0, text.indexOf('<EhrExtract') + 400));
  assert.deepEqual(told(head), told(read(GOOD.plainExtract)));
});

test('no bytes break it, and where it answers it agrees with the reader', () => {
  const bytes = GOOD.finalAck.body.toString('latin1');
  fc.assert(
    fc.property(
      fc.nat(bytes.length - 1),
      fc.string({ maxLength: 8 }),
      fc.nat(12),
      (at, put, away) => {
        const text = bytes.slice(0, at) + put + bytes.slice(at + away);
        const type = GOOD.finalAck.http?.contentType;
        const head = scanHead('MCCI_IN010000UK13', type, text);
        const facts = factsOfBody('MCCI_IN010000UK13', type, Buffer.from(text, 'latin1'));
        // What is not well-formed any more has no facts for a reader.
        if (head && facts.acknowledgement && facts.hl7Id !== undefined)
          assert.equal(head.acknowledgement?.refTo, facts.acknowledgement.refTo);
      },
    ),
    { numRuns: 300 },
  );
});
