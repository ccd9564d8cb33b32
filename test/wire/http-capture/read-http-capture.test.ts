import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { type HttpCapture, headerOf } from '../../../src/wire/http-capture/http-capture.ts';
import { readHttpCapture } from '../../../src/wire/http-capture/read-http-capture.ts';
import { readMime } from '../../../src/wire/mime/read-mime.ts';
import { readXml } from '../../../src/wire/xml/read-xml.ts';

function read(text: string | Buffer): { value: HttpCapture; body: string; codes: string[] } {
  const bytes = Buffer.from(text);
  const reading = readHttpCapture(bytes);
  assert.ok(reading.ok);
  const { offset, length } = reading.value.body;
  const body = bytes.toString('latin1', offset, offset + length);
  return { value: reading.value, body, codes: reading.deviations.map(({ code }) => code) };
}

test('reads a request with its head', () => {
  const { value, body, codes } = read(
    'POST /reliablemessaging/x HTTP/1.1\r\nHost: spine.example\r\nSOAPAction:"a/b"\r\nContent-Length: 4\r\n\r\n<a/>',
  );
  assert.deepEqual(codes, []);
  assert.equal(body, '<a/>');
  assert.deepEqual(
    [value.kind, value.method, value.path, value.version],
    ['request', 'POST', '/reliablemessaging/x', '1.1'],
  );
  assert.equal(headerOf(value.headers, 'soapaction'), '"a/b"');
  assert.equal(headerOf(value.headers, 'accept'), undefined);
});

test('reads a response, with and without a reason', () => {
  for (const line of ['HTTP/1.1 202 Accepted', 'HTTP/1.1 202 ', 'HTTP/1.1 202']) {
    const { value, body, codes } = read(`${line}\r\nContent-Length: 0\r\n\r\n`);
    assert.deepEqual([value.kind, value.status, body, codes], ['response', 202, '', []]);
  }
});

test('takes anything else for a body alone', () => {
  for (const text of [
    '',
    '--b\r\nContent-Id: <a>\r\n\r\n',
    '<a/>',
    'POST it',
    'x'.repeat(100_000),
  ]) {
    const { value, body } = read(text);
    assert.deepEqual([value.kind, value.headers, body], ['body', [], text]);
  }
});

test('tells lengths that are wrong and keeps the whole body', () => {
  const request = (headers: string): string => `POST / HTTP/1.1\r\n${headers}\r\n<a/>`;
  const lengths = {
    'Content-Length: 5\r\n': ['http.content-length-mismatch'],
    'Content-Length: TODO\r\n': ['http.content-length-malformed'],
    '': ['http.content-length-missing'],
    'content-length: 4\r\nContent-Length: 9\r\n': ['http.content-length-repeated'],
    'Transfer-Encoding: Chunked\r\n': ['http.chunked'],
  };
  for (const [headers, expected] of Object.entries(lengths)) {
    const { body, codes } = read(request(headers));
    assert.deepEqual(codes, expected, headers);
    assert.equal(body, '<a/>');
  }
});

test('takes line feeds, folded lines and lines that are no header', () => {
  const { value, body, codes } = read(
    'GET /a HTTP/1.0\nX-One: 1\n  2\nrubbish\nContent-Length: 1\n\nb',
  );
  assert.deepEqual(codes, ['http.header-malformed', 'http.bare-line-feeds']);
  assert.deepEqual(value.headers, [
    { name: 'X-One', value: '1 2' },
    { name: 'Content-Length', value: '1' },
  ]);
  assert.equal(body, 'b');
});

test('finds a body that no blank line sets off', () => {
  const { body, codes } = read('POST / HTTP/1.1\r\nContent-Length: 3\r\n--b');
  assert.deepEqual([body, codes], ['--b', ['http.no-blank-line']]);
});

test('refuses a head without end', () => {
  const reading = readHttpCapture(Buffer.from(`POST / HTTP/1.1\r\n${'a: b\r\n'.repeat(20_000)}`));
  assert.equal(!reading.ok && reading.failure.code, 'http.head-too-large');
});

test('answers any bytes without throwing', () => {
  const pieces = fc.constantFrom(
    '\r\n',
    '\n',
    ':',
    'a: b',
    ' ',
    'Content-Length: ',
    '7',
    '<',
    '\u00e9',
  );
  fc.assert(
    fc.property(
      fc.constantFrom('', 'POST / HTTP/1.1\n', 'HTTP/1.1 200\n'),
      fc.array(pieces),
      (start, found) => {
        const bytes = Buffer.from(start + found.join(''));
        const reading = readHttpCapture(bytes);
        assert.ok(reading.ok);
        assert.equal(reading.value.body.offset + reading.value.body.length, bytes.length);
      },
    ),
    { numRuns: 500 },
  );
});

const SAMPLES = join(import.meta.dirname, '../../../../shared/samples/gp2gp/conversations');
const skip = existsSync(SAMPLES) ? false : 'the samples are not here';

test('reads the captured messages of real systems down to their envelopes', { skip }, () => {
  const files = globSync('*/*.{mime,ebxml}', { cwd: SAMPLES });
  assert.ok(files.length >= 10);
  for (const file of files) {
    const bytes = readFileSync(join(SAMPLES, file));
    const capture = readHttpCapture(bytes);
    assert.ok(capture.ok, file);
    const { headers, body } = capture.value;
    const content = bytes.subarray(body.offset);
    const mime = readMime(content, headerOf(headers, 'content-type'));
    assert.ok(mime.ok, file);
    assert.ok(mime.value.parts.length >= 2, file);
    for (const part of mime.value.parts.slice(0, 2)) {
      const { offset, length } = part.body;
      const tree = readXml(content.subarray(offset, offset + length));
      assert.ok(tree.ok, `${file}: ${tree.ok ? '' : tree.failure.message}`);
    }
  }
});
