import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodePart } from '../../../src/wire/mime/decode-part.ts';
import type { MimePackage } from '../../../src/wire/mime/mime-package.ts';
import type { MimeStyle } from '../../../src/wire/mime/mime-style.ts';
import { readMime } from '../../../src/wire/mime/read-mime.ts';
import { writeMime } from '../../../src/wire/mime/write-mime.ts';
import { anyParts, anyStyle, PARTS } from './packages.ts';

function read(body: Buffer, type: string | undefined): { value: MimePackage; codes: string[] } {
  const reading = readMime(body, type);
  assert.ok(reading.ok, reading.ok ? '' : reading.failure.message);
  return { value: reading.value, codes: reading.deviations.map(({ code }) => code) };
}

function written(
  style: Partial<MimeStyle>,
  parts = PARTS,
): { value: MimePackage; codes: string[] } {
  const { body, contentType } = writeMime(parts, style);
  return read(body, contentType);
}

function contents(body: Buffer, value: MimePackage): string[] {
  return value.parts.map((part) => {
    const decoded = decodePart(body, part);
    assert.ok(decoded.ok);
    return decoded.value.toString('latin1');
  });
}

const ORIGINAL = PARTS.map(({ content }) => Buffer.from(content).toString('latin1'));

test('reads its own default writing without a deviation', () => {
  const { body, contentType } = writeMime(PARTS);
  const { value, codes } = read(body, contentType);
  assert.deepEqual(codes, []);
  assert.equal(value.length, body.length);
  assert.deepEqual(
    value.parts.map(({ contentId, mediaType, charset, transferEncoding }) => [
      contentId,
      mediaType,
      charset,
      transferEncoding,
    ]),
    [
      ['ebXMLHeader@spine.nhs.uk', 'text/xml', 'UTF-8', '8bit'],
      ['7C3C4B2E@spine.nhs.uk', 'application/xml', undefined, '8bit'],
      ['A1B2C3D4@spine.nhs.uk', 'application/pdf', undefined, 'base64'],
    ],
  );
  assert.deepEqual(contents(body, value), ORIGINAL);
});

test('tells every oddity that the writer can make, and reads the parts all the same', () => {
  const styles: Readonly<Record<string, Partial<MimeStyle>>> = {
    'mime.bare-line-feeds': { lineEnding: '\n' },
    'mime.mixed-line-ends': { lineEnding: 'alternating' },
    'mime.missing-blank-line': { blankLine: false },
    'mime.missing-final-delimiter': { finalDelimiter: false },
    'mime.preamble': { preamble: 'This is MIME.' },
    'mime.epilogue': { epilogue: 'Bye.' },
    'mime.content-id-without-brackets': { idBrackets: false },
    'mime.header-without-space': { spaceAfterColon: false },
    'mime.start-unknown': { start: 'nobody@spine.nhs.uk' },
    'mime.start-not-first': { start: '7c3c4b2e@spine.nhs.uk' },
    'mime.start-without-brackets': { startBrackets: false },
    'mime.start-missing': { parameters: ['boundary', 'type'] },
    'mime.type-missing': { parameters: ['start', 'boundary'] },
    'mime.parameter-unquoted': { quoted: ['boundary', 'start'] },
    'mime.not-related': { mediaType: 'multipart/mixed' },
  };
  for (const [code, style] of Object.entries(styles)) {
    const { value, codes } = written(style);
    assert.deepEqual([...new Set(codes)], [code]);
    const { body } = writeMime(PARTS, style);
    const [first, second, third] = contents(body, value);
    assert.deepEqual([first, second], ORIGINAL.slice(0, 2), code);
    assert.equal(third, ORIGINAL[2], code);
  }
});

test('tells what is odd about single parts', () => {
  const [envelope, payload] = PARTS;
  assert.ok(envelope && payload);
  const odd = {
    'mime.content-id-missing': { ...payload, contentId: undefined },
    'mime.content-id-repeated': { ...payload, contentId: 'EBXMLHEADER@spine.nhs.uk' },
    'mime.content-type-missing': { ...payload, contentType: undefined },
    'mime.transfer-encoding-unknown': { ...payload, transferEncoding: 'uuencode' },
    'mime.header-repeated': {
      ...payload,
      furtherHeaders: [{ name: 'content-type', value: 'text/plain' }],
    },
  };
  for (const [code, part] of Object.entries(odd)) {
    const { value, codes } = written({}, [envelope, part]);
    assert.deepEqual(codes, [code]);
    assert.equal(value.parts.length, 2);
  }
});

test('does not take an indented envelope for a folded header', () => {
  const body = Buffer.from(
    '--b\r\nContent-Type: text/xml;\r\n charset=utf-8\r\nContent-Id:\r\n\t<root>\r\n\t<a:b x="c: d">\r\n</a:b>\r\n--b--',
  );
  const { value, codes } = read(body, 'multipart/related; boundary=b');
  const [part] = value.parts;
  assert.equal(part?.charset, 'utf-8');
  assert.ok(part);
  assert.equal(contents(body, value)[0], '\t<root>\r\n\t<a:b x="c: d">\r\n</a:b>');
  assert.ok(codes.includes('mime.missing-blank-line'));
});

test('takes the blank line before an indented envelope at its word', () => {
  const body = Buffer.from('--b\r\nContent-Id: <r>\r\n\r\n\t<a/>\r\n--b--\r\n');
  const { value, codes } = read(body, 'multipart/related; boundary=b; type="x"; start="<r>"');
  assert.deepEqual(contents(body, value), ['\t<a/>']);
  assert.deepEqual(codes, ['mime.content-type-missing']);
});

test('takes delimiters only at the start of a line, whole, with padding at most', () => {
  const text = 'x--b\r\n--bc\r\n --b\r\n--b-\r\n--b- -\r\n\r--b\r\n--b\u00a0\r\n--b-- x';
  const body = Buffer.from(`--b \t\r\nContent-Id: <r>\r\n\r\n${text}\r\n--b--\t \r\n`);
  const { value } = read(body, 'multipart/related; boundary=b');
  assert.deepEqual(contents(body, value), [Buffer.from(text).toString('latin1')]);
});

test('places what is odd by line and column', () => {
  const body = Buffer.from(
    '--b\r\nContent-Id: <r>\r\n\r\nx\r\ny\r\n--b\r\nContent-Id:<s>\r\n\r\n\r\n--b--',
  );
  const reading = readMime(body, 'multipart/related; type=x; start="<r>"; boundary=b');
  const found = reading.deviations.map(({ code, at }) => [code, at.line, at.column, at.offset]);
  assert.deepEqual(found, [
    ['mime.content-type-missing', 2, 1, 5],
    ['mime.header-without-space', 7, 1, 35],
    ['mime.content-type-missing', 7, 1, 35],
  ]);
});

test('finds the boundary in a body that came without its headers', () => {
  const { body } = writeMime(PARTS, { boundary: '----=_Part_457.16' });
  const { value, codes } = read(Buffer.concat([Buffer.from('\r\n'), body]), undefined);
  assert.deepEqual(codes, ['mime.boundary-guessed']);
  assert.equal(value.type.boundary, '----=_Part_457.16');
  assert.equal(value.parts.length, 3);
  for (const text of ['', '<a/>\r\n', '--\r\n', '--no line end']) {
    const reading = readMime(Buffer.from(text), undefined);
    assert.equal(!reading.ok && reading.failure.code, 'mime.no-boundary', text);
  }
});

test('refuses a body without parts', () => {
  for (const text of ['', 'no delimiter', '--b--\r\n', 'x--b\r\n']) {
    const reading = readMime(Buffer.from(text), 'multipart/related; boundary=b');
    assert.equal(!reading.ok && reading.failure.code, 'mime.no-parts', text);
  }
});

test('reads up to each limit and refuses beyond it', () => {
  const { body, contentType } = writeMime(PARTS);
  const sizes = read(body, contentType).value.parts.map((part) => part.body.length);
  const limits = {
    'mime.too-large': ['bytes', body.length],
    'mime.too-many-parts': ['parts', 3],
    'mime.part-too-large': ['partBytes', Math.max(...sizes)],
    'mime.header-too-large': ['headerBytes', 112],
  } as const;
  for (const [code, [name, most]] of Object.entries(limits)) {
    assert.ok(readMime(body, contentType, { [name]: most }).ok, code);
    const reading = readMime(body, contentType, { [name]: most - 1 });
    assert.equal(!reading.ok && reading.failure.code, code);
  }
});

test('reads back whatever was written, in any style', () => {
  fc.assert(
    fc.property(anyParts, anyStyle, (parts, style) => {
      const { body, contentType } = writeMime(parts, style);
      const { value } = read(body, contentType);
      assert.deepEqual(
        contents(body, value),
        parts.map(({ content }) => Buffer.from(content).toString('latin1')),
      );
      assert.deepEqual(
        value.parts.map(({ contentId }) => contentId),
        parts.map(({ contentId }) => contentId),
      );
    }),
    { numRuns: 1000 },
  );
});
