import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodePart } from '../../../src/wire/mime/decode-part.ts';
import { encodePart } from '../../../src/wire/mime/encode-part.ts';
import type { MimePart } from '../../../src/wire/mime/mime-package.ts';

const BEFORE = 'two\r\nlines ';

function decode(
  content: string | Buffer,
  transferEncoding: string,
): { text: string; odd: unknown[] } {
  const body = Buffer.concat([Buffer.from(BEFORE), Buffer.from(content), Buffer.from(' after')]);
  const length = Buffer.from(content).length;
  const part: MimePart = {
    headers: [],
    contentId: 'a',
    mediaType: 'text/plain',
    charset: undefined,
    transferEncoding,
    body: { offset: BEFORE.length, length },
  };
  const reading = decodePart(body, part);
  assert.ok(reading.ok);
  const odd = reading.deviations.map(({ code, at }) => [code, at.offset - BEFORE.length, at.line]);
  return { text: reading.value.toString('latin1'), odd };
}

test('decodes base64 over lines of any length and ending', () => {
  assert.deepEqual(decode('aGVs\r\nbG8g\nd29y bGQ=\r\n\r\n', 'base64'), {
    text: 'hello world',
    odd: [],
  });
  assert.deepEqual(decode('', 'base64'), { text: '', odd: [] });
});

test('skips what is no digit of base64 and says where it stands', () => {
  assert.deepEqual(decode('aGVs\n*bG8_-', 'base64'), {
    text: 'hello',
    odd: [
      ['mime.base64-invalid', 5, 3],
      ['mime.base64-incomplete', 11, 3],
    ],
  });
});

test('stops at the padding and says that there was more', () => {
  assert.deepEqual(decode('aGVsbG8=\nd29ybGQ=', 'base64'), {
    text: 'hello',
    odd: [['mime.base64-after-padding', 9, 3]],
  });
});

test('tells missing and surplus padding', () => {
  for (const text of ['aGVsbG8', 'aGVsbG8==', 'a', 'aGVs====']) {
    assert.deepEqual(
      decode(text, 'base64').odd,
      [['mime.base64-incomplete', text.length, 2]],
      text,
    );
  }
  assert.equal(decode('aGVsbG8', 'base64').text, 'hello');
});

test('decodes quoted-printable with soft line breaks and keeps what is no escape', () => {
  assert.deepEqual(decode('a=3Db=c3=a9=\r\nc= \t\nd\r\ne', 'quoted-printable'), {
    text: 'a=b\u00c3\u00a9cd\r\ne',
    odd: [],
  });
  assert.deepEqual(decode('a=zz=', 'quoted-printable'), {
    text: 'a=zz=',
    odd: [['mime.quoted-printable-invalid', 1, 2]],
  });
});

test('leaves plain encodings as they are and tells eight bits in seven', () => {
  const content = Buffer.from('a\u00e9', 'latin1');
  for (const encoding of ['8bit', 'binary', 'uuencode']) {
    assert.deepEqual(decode(content, encoding), { text: 'a\u00e9', odd: [] });
  }
  assert.deepEqual(decode(content, '7bit'), {
    text: 'a\u00e9',
    odd: [['mime.eight-bit-in-7bit', 1, 2]],
  });
});

test('decodes what was encoded, to the byte', () => {
  const encodings = fc.constantFrom('base64', 'BASE64 ', 'quoted-printable', '8bit');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), encodings, (content, encoding) => {
      const encoded = encodePart(content, encoding, '\r\n');
      const longest = Math.max(
        ...encoded
          .toString('latin1')
          .split('\r\n')
          .map(({ length }) => length),
      );
      if (encoding !== '8bit') assert.ok(longest <= 76);
      assert.deepEqual(decode(encoded, encoding.trim().toLowerCase()), {
        text: Buffer.from(content).toString('latin1'),
        odd: [],
      });
    }),
    { numRuns: 500 },
  );
});

test('answers any content without throwing', () => {
  fc.assert(
    fc.property(
      fc.uint8Array(),
      fc.constantFrom('base64', 'quoted-printable', '7bit'),
      (content, encoding) => {
        assert.ok(decode(Buffer.from(content), encoding).text.length <= content.length);
      },
    ),
  );
});
