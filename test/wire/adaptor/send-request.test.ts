import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ATTACHMENT_TYPES } from '../../../src/domain/attachment-types.ts';
import { readSendRequest } from '../../../src/wire/adaptor/read-send-request.ts';
import type { SendRequest } from '../../../src/wire/adaptor/send-request.ts';
import { writeSendRequest } from '../../../src/wire/adaptor/write-send-request.ts';

/** Records with a prototype, so that they compare to what is read. */
const plain = <T>(model: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record<T>(model, { noNullPrototype: true });

const STRICT = { unknownMembers: 'refuse' } as const;

const read = (value: unknown, rules: Parameters<typeof readSendRequest>[1] = STRICT) =>
  readSendRequest(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), rules);

const refusal = (value: unknown, rules?: Parameters<typeof readSendRequest>[1]): string => {
  const reading = read(value, rules);
  return reading.ok ? 'it was read' : reading.because;
};

const attachment = {
  is_base64: true,
  content_type: 'application/pdf',
  payload: 'JVBERi0=',
  description: 'letter',
};

test('a body is read with the defaults of its lists', () => {
  assert.deepEqual(read({ payload: '<a/>' }), {
    ok: true,
    request: { payload: '<a/>', attachments: [], externalAttachments: [] },
  });
});

test('a body that is missing or no JSON is told apart', () => {
  assert.equal(refusal(''), 'Body missing from request');
  assert.equal(refusal(' \n'), 'Body missing from request');
  assert.equal(refusal('{'), 'Invalid JSON request body');
});

test('what could not be sent as it was handed over is refused, not replaced', () => {
  const bytes = Buffer.concat([
    Buffer.from('{"payload":"'),
    Buffer.from([0xc3]),
    Buffer.from('"}'),
  ]);
  assert.deepEqual(readSendRequest(bytes, STRICT), {
    ok: false,
    because: 'Invalid JSON request body',
  });
  assert.equal(refusal('\ufeff{"payload":"<a/>"}'), 'Invalid JSON request body');
  assert.match(refusal('{"payload":"<a>\\ud800</a>"}'), /'payload': \['Not a valid string\.'\]/);
  const hidden = { ...attachment, description: 'a\u0001b' };
  assert.match(
    refusal({ payload: '<a/>', attachments: [hidden] }),
    /0: \{'description': \['Not a valid string\.'\]/,
  );
  const outside = { message_id: 'a\u0000', description: 'b' };
  assert.match(refusal({ payload: '<a/>', external_attachments: [outside] }), /'message_id'/);
});

test('every fault of a body is told at its place, as Python shows a dictionary', () => {
  assert.equal(
    refusal({ title: 'x' }),
    "Invalid request. Validation errors: {'payload': ['Missing data for required field.'], 'title': ['Unknown field.']}",
  );
  assert.equal(
    refusal({ payload: '', attachments: [attachment, { ...attachment, is_base64: 'true' }] }),
    "Invalid request. Validation errors: {'payload': ['Length must be between 1 and 5000000.'], 'attachments': {1: {'is_base64': ['Not a valid boolean.']}}}",
  );
  assert.equal(
    refusal([]),
    "Invalid request. Validation errors: {'_schema': ['Invalid input type.']}",
  );
  assert.match(refusal({ payload: null }), /'Field may not be null\.'/);
  assert.match(refusal({ payload: 1 }), /'Not a valid string\.'/);
  assert.match(refusal({ payload: 'x', attachments: {} }), /'Not a valid list\.'/);
  assert.match(
    refusal({ payload: 'x', attachments: [{ ...attachment, content_type: 'application/x-gzip' }] }),
    /'content_type': \['Must be one of: text\/plain, /,
  );
  assert.match(
    refusal({ payload: 'x', attachments: [{ ...attachment, description: '' }] }),
    /'description': \['Shorter than minimum length 1\.'\]/,
  );
});

test('98 attachments are taken, 99 are not', () => {
  const many = (count: number) => ({
    payload: 'x',
    attachments: Array.from({ length: count }, () => attachment),
  });
  assert.equal(read(many(98)).ok, true);
  assert.match(refusal(many(99)), /'attachments': \['Longer than maximum length 98\.'\]/);
});

test('characters are counted, not bytes: 5,000,000 are taken and one more is not', () => {
  assert.equal(read({ payload: 'é'.repeat(5_000_000) }).ok, true);
  assert.match(refusal({ payload: 'x'.repeat(5_000_001) }), /between 1 and 5000000/);
});

test('members that no schema has are refused or ignored, by setting', () => {
  const body = { payload: 'x', external_attachments: [{ ...external, title: 'scan' }] };
  assert.match(refusal(body), /'external_attachments': \{0: \{'title': \['Unknown field\.'\]\}\}/);
  assert.equal(read(body, { unknownMembers: 'ignore' }).ok, true);
});

const external = { message_id: 'E5F6', description: 'scan', document_id: '_E5' };

const anyRequest: fc.Arbitrary<SendRequest> = plain({
  payload: fc.string({ minLength: 1, unit: 'grapheme' }),
  attachments: fc.array(
    plain({
      isBase64: fc.boolean(),
      contentType: fc.constantFrom(...ATTACHMENT_TYPES),
      payload: fc.string({ minLength: 1, unit: 'grapheme' }),
      description: fc.string({ minLength: 1 }),
      documentId: fc.option(fc.string(), { nil: undefined }),
    }),
    { maxLength: 5 },
  ),
  externalAttachments: fc.array(
    plain({
      documentId: fc.option(fc.string(), { nil: undefined }),
      messageId: fc.string(),
      description: fc.string({ minLength: 1 }),
    }),
    { maxLength: 5 },
  ),
});

test('what is written is read again', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      assert.deepEqual(readSendRequest(writeSendRequest(request), STRICT), { ok: true, request });
    }),
  );
});

test('no body throws, and a refusal stays short', () => {
  const check = (bytes: Uint8Array) => {
    const reading = readSendRequest(bytes, STRICT);
    assert.ok(reading.ok || reading.because.length < 4_100);
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), check));
  fc.assert(fc.property(fc.json(), (text) => check(Buffer.from(text))));
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (attachments, payload) =>
      check(Buffer.from(JSON.stringify({ payload, attachments, external_attachments: payload }))),
    ),
  );
  check(
    Buffer.from(
      JSON.stringify(Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [n, n]))),
    ),
  );
  check(Buffer.from('{"__proto__": 1, "payload": "x"}'));
});

test('a member called __proto__ is refused like any other', () => {
  assert.match(refusal('{"payload": "x", "__proto__": 1}'), /'__proto__': \['Unknown field\.'\]/);
});
