import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSmspAnswer } from '../../../src/demographics/smsp/read-answer.ts';
import { readSmspRequest } from '../../../src/demographics/smsp/read-request.ts';
import { writeSmspAnswer, writeSmspFault } from '../../../src/demographics/smsp/write-answer.ts';
import { writeSmspRequest } from '../../../src/demographics/smsp/write-request.ts';
import { arbitraryAnswer, arbitraryRequest, OPERATIONS, smspRequest } from './specimens.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

test('every request is read as it was written', () => {
  fc.assert(
    fc.property(arbitraryRequest, (request) => {
      const reading = readSmspRequest(bytes(writeSmspRequest(request)));
      assert.equal(reading.kind, 'read');
      assert.deepEqual(reading.request, request);
    }),
  );
});

test('every answer is read as it was written', () => {
  fc.assert(
    fc.property(arbitraryAnswer, (answer) => {
      const reading = readSmspAnswer(bytes(writeSmspAnswer(answer)));
      assert.ok(reading.ok, reading.ok ? '' : reading.failure.message);
      assert.deepEqual(reading.value, answer);
    }),
  );
});

test('a fault is no answer', () => {
  const fault = { messageId: 'A', errorId: 'B', code: '1000', text: 'Invalid', diagnostic: 'x' };
  assert.equal(readSmspAnswer(bytes(writeSmspFault(fault))).ok, false);
});

test('nothing that a peer sends makes a reader throw, whole or in pieces', () => {
  const good = bytes(writeSmspRequest(smspRequest()));
  const broken = fc.oneof(
    fc.uint8Array(),
    fc.string().map(bytes),
    fc
      .tuple(fc.nat(good.length), fc.nat(good.length), fc.uint8Array({ maxLength: 12 }))
      .map(([a, b, put]) =>
        Buffer.concat([good.subarray(0, Math.min(a, b)), put, good.subarray(Math.max(a, b))]),
      ),
  );
  fc.assert(
    fc.property(broken, (input) => {
      assert.ok(['read', 'broken', 'invalid'].includes(readSmspRequest(input).kind));
      assert.equal(typeof readSmspAnswer(input).ok, 'boolean');
    }),
    { numRuns: 500 },
  );
});

test('value and semanticsText may stand in either order', () => {
  const swapped = writeSmspRequest(smspRequest()).replaceAll(
    /(<value [^>]*\/>)(\s*)(<semanticsText>[^<]*<\/semanticsText>)/g,
    '$3$2$1',
  );
  assert.notEqual(swapped, writeSmspRequest(smspRequest()));
  const reading = readSmspRequest(bytes(swapped));
  assert.equal(reading.kind, 'read');
  assert.deepEqual(reading, readSmspRequest(bytes(writeSmspRequest(smspRequest()))));
});

test('a rule of the query that is broken is named without the values', () => {
  const why = (change: Parameters<typeof smspRequest>[0]) => {
    const reading = readSmspRequest(bytes(writeSmspRequest(smspRequest(change))));
    return reading.kind === 'invalid' ? reading.why : reading.kind;
  };
  const { query } = smspRequest();
  const number = { root: query.nhsNumber?.root ?? '', extension: '9991001010' };
  assert.match(why({ query: { ...query, birthTime: undefined } }), /DateOfBirth is missing/);
  assert.match(why({ query: { ...query, birthTime: '29 Feb' } }), /DateOfBirth is no date/);
  assert.match(why({ query: { birthTime: '1980' } }), /NHSNumber is missing/);
  assert.match(why({ query: { ...query, nhsNumber: number } }), /is no NHS number/);
  const search = { operation: 'getNHSNumber', query: { birthTime: '1980', gender: '2' } } as const;
  assert.match(why(search), /Person\.Name is missing/);
  const named = { given: [], family: 'X' };
  assert.match(why({ ...search, query: { ...search.query, name: { given: ['X'] } } }), /no family/);
  assert.match(why({ ...search, query: { ...search.query, gender: '3', name: named } }), /Gender/);
  const wild = { given: [], family: 'T*' };
  assert.match(why({ ...search, query: { ...search.query, name: wild } }), /asterisk/);
  assert.match(
    why({ operation: 'getPatientDetails', query: { birthTime: '1980' } }),
    /neither Person\.NHSNumber nor/,
  );
});

test('an envelope that contradicts itself is broken or invalid, and says why', () => {
  const good = writeSmspRequest(smspRequest());
  const cases: readonly (readonly [change: (text: string) => string, kind: string, why: RegExp])[] =
    [
      [
        (text) => text.replaceAll('2005/08/addressing', '2005/09/addressing'),
        'broken',
        /MessageID/,
      ],
      [(text) => text.replace(/<wsa:Action>[^<]*/, '<wsa:Action>urn:other'), 'broken', /Action/],
      [(text) => text.replace('service="urn:nhs-itk', 'service="urn:other'), 'broken', /service/],
      [
        (text) => text.replace('<itk:payload id="uuid_5', '<itk:payload id="uuid_6'),
        'invalid',
        /id/,
      ],
      [(text) => text.replace('manifest count="1"', 'manifest count="2"'), 'invalid', /count/],
      [(text) => text.replace('base64="false"', 'base64="true"'), 'invalid', /base64/],
      [(text) => text.replaceAll('Request-v1-0 xmlns', 'Reply-v1-0 xmlns'), 'broken', /./],
      [(text) => text.replaceAll('queryEvent', 'queryevent'), 'invalid', /queryEvent/],
      [(text) => text.replaceAll('soap:Header', 'soap:Head'), 'broken', /Header/],
      [(text) => text.replace('<?xml', '<!DOCTYPE x><?xml'), 'broken', /./],
      [() => '<a/>', 'broken', /no SOAP/],
    ];
  for (const [change, kind, why] of cases) {
    const text = change(good);
    assert.notEqual(text, good);
    const reading = readSmspRequest(bytes(text));
    assert.equal(reading.kind, kind, text);
    assert.match(reading.kind === 'read' ? '' : reading.why, why);
  }
  assert.equal(OPERATIONS.length, 5);
});
