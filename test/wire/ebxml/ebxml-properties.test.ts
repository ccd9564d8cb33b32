import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  NO_DESCRIPTION,
  readDescription,
  writeDescription,
} from '../../../src/wire/ebxml/description.ts';
import { judgeAnswer } from '../../../src/wire/ebxml/judge-answer.ts';
import { readEbxml } from '../../../src/wire/ebxml/read-ebxml.ts';
import { parseSoapAction, writeSoapAction } from '../../../src/wire/ebxml/soap-action.ts';
import { parseTimestamp, writeTimestamp } from '../../../src/wire/ebxml/timestamp.ts';
import { writeEbxml } from '../../../src/wire/ebxml/write-ebxml.ts';
import { arbitraryEbxml, arbitraryStyle } from '../../specimens/arbitrary-ebxml.ts';
import { hostileBytes, maybe, record, xmlText } from '../../specimens/arbitrary-text.ts';
import { EXTRACT, specimen } from '../../specimens/ebxml-specimens.ts';

const SEEDS = [
  writeEbxml(EXTRACT),
  specimen('ebxml/toolkit-acknowledgment.xml'),
  specimen('ebxml/delivery-failure-acknowledgment.xml'),
  specimen('soap/client-fault.xml'),
];

test('any message in any style reads as it was written, and is written alike twice', () => {
  fc.assert(
    fc.property(arbitraryEbxml(), arbitraryStyle(), (message, style) => {
      const bytes = writeEbxml(message, style);
      assert.ok(bytes.equals(writeEbxml(message, style)));
      const reading = readEbxml(bytes);
      assert.ok(reading.ok, JSON.stringify(reading));
      assert.deepEqual(reading.value, message);
    }),
    { numRuns: 300 },
  );
});

test('no bytes make the reader throw, and every oddity has a place inside them', () => {
  fc.assert(
    fc.property(hostileBytes(...SEEDS), (bytes) => {
      const reading = readEbxml(bytes);
      for (const { at } of reading.deviations) {
        assert.ok(at.offset >= 0 && at.offset <= bytes.length, `offset ${at.offset}`);
        assert.ok(at.line >= 1 && at.column >= 1);
      }
    }),
    { numRuns: 500 },
  );
});

test('no answer makes the judge throw, and it judges every status', () => {
  const types = [undefined, '', 'text/xml', 'text/plain', 'multipart/related; boundary=x', '"'];
  fc.assert(
    fc.property(
      hostileBytes(...SEEDS),
      fc.integer({ min: 100, max: 599 }),
      fc.constantFrom(...types),
      (body, status, contentType) => {
        const judged = judgeAnswer({ status, contentType, body }, EXTRACT.messageId);
        assert.equal(judged.status, status);
        const good = status >= 200 && status < 300;
        if (judged.kind === 'accepted') assert.ok(good);
        if (judged.kind === 'refused') assert.ok(!good);
      },
    ),
    { numRuns: 500 },
  );
});

test('any attachment description reads as it was written', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9./+-]{1,12}$/);
  const quoted = xmlText().map((text) => text.replaceAll('"', ''));
  const description = record({
    filename: quoted,
    contentType: maybe(word),
    compressed: maybe(fc.boolean()),
    largeAttachment: maybe(fc.boolean()),
    originalBase64: maybe(fc.boolean()),
    length: maybe(fc.nat()),
    domainData: maybe(quoted),
    bareName: fc.constant(undefined),
  });
  fc.assert(
    fc.property(description, (value) => {
      const reading = readDescription(writeDescription(value));
      assert.deepEqual(reading, { ok: true, value, deviations: [] });
    }),
  );
  fc.assert(
    fc.property(xmlText(), (text) => {
      fc.pre(!/(?:^|\s)Filename\s*=/i.test(text));
      const reading = readDescription(text);
      assert.deepEqual(reading.ok && reading.value, { ...NO_DESCRIPTION, bareName: text });
    }),
  );
});

test('any moment to the second reads as it was written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (second) => {
      const reading = parseTimestamp(writeTimestamp(second * 1000));
      assert.deepEqual(reading, { ok: true, value: second * 1000, deviations: [] });
    }),
  );
});

test('any SOAPAction reads as it was written, quoted or not, and no text makes its reader throw', () => {
  const service = fc.stringMatching(/^urn:[a-z]{2,8}(:[a-z0-9-]{1,8}){1,4}$/);
  const action = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,20}$/);
  fc.assert(
    fc.property(service, action, fc.boolean(), (name, verb, quoted) => {
      fc.pre(!name.startsWith('urn:urn:'));
      const value = { service: name, action: verb };
      const reading = parseSoapAction(writeSoapAction(value, quoted));
      assert.deepEqual(reading, { ok: true, value, deviations: [] });
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      parseSoapAction(text);
      parseTimestamp(text);
      readDescription(text);
    }),
  );
});
