import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Framed, HttpFramer } from '../../../src/wire/http-capture/http-framer.ts';

/** What was found, bodies joined; the head in a few words. */
function framed(
  kind: 'request' | 'response',
  chunks: readonly (string | Buffer)[],
  methods: string[] = [],
): readonly string[] {
  const framer = new HttpFramer(kind, () => methods.shift());
  const found: Framed[] = [];
  for (const chunk of chunks) found.push(...framer.push(Buffer.from(chunk as string, 'latin1')));
  found.push(...framer.end());
  const lines: string[] = [];
  for (const each of found) {
    const last = lines.at(-1) ?? '';
    if (each.kind === 'head') {
      const { method, path, status, headers } = each.head;
      const told = headers.map(([name, value]) => `${name}=${value}`).join(',');
      lines.push(
        `${each.interim ? 'interim ' : ''}${method ? `${method} ${path}` : status} ${told}`,
      );
    } else if (each.kind === 'end')
      lines.push(`end${each.chunked ? ' chunked' : ''}${each.cut ? ' cut' : ''}`);
    else {
      const text = each.bytes.toString('latin1');
      const more = each.kind === 'broken' ? `broken ${each.why}: ` : `${each.kind} `;
      if (last.startsWith('body ') && each.kind === 'body') lines.push(`${lines.pop()}${text}`);
      else if (/^(broken|unparsed) /.test(last) && each.kind === 'unparsed')
        lines.push(`${lines.pop()}${text}`);
      else lines.push(`${more}${text}`);
    }
  }
  return lines;
}

test('requests that follow one another on a connection are told apart, wherever they are cut', () => {
  const bytes =
    'POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello' +
    'GET /b HTTP/1.1\r\nHost:  y \r\n\r\n' +
    '\r\nPOST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=1\r\nabc\r\n2\r\nde\r\n0\r\nT: 1\r\n\r\n';
  const expected = [
    'POST /a Host=x,Content-Length=5',
    'body hello',
    'end',
    'GET /b Host=y',
    'end',
    'POST /c Transfer-Encoding=chunked',
    'body abcde',
    'end chunked',
  ];
  assert.deepEqual(framed('request', [bytes]), expected);
  assert.deepEqual(framed('request', [...bytes]), expected);
});

test('an answer has the body that its request and its status allow', () => {
  const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n';
  assert.deepEqual(framed('response', [`${ok}${ok}abc`], ['HEAD', 'POST']), [
    '200 Content-Length=3',
    'end',
    '200 Content-Length=3',
    'body abc',
    'end',
  ]);
  const continued =
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n';
  assert.deepEqual(framed('response', [continued], ['POST']), [
    'interim 100 ',
    '204 Content-Length=9',
    'end',
  ]);
  assert.deepEqual(framed('response', ['HTTP/1.0 200 OK\r\n\r\nuntil the', ' end']), [
    '200 ',
    'body until the end',
    'end',
  ]);
});

test('a message that the end of the connection cuts is told as cut', () => {
  assert.deepEqual(framed('request', ['POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc']), [
    'POST / Content-Length=9',
    'body abc',
    'end cut',
  ]);
  assert.deepEqual(framed('request', ['POST / HTTP/1.1\r\nHo']), [
    'broken the connection ended within a head: POST / HTTP/1.1\r\nHo',
  ]);
});

test('what is no HTTP is told once, with its reason, and no byte of it is lost', () => {
  const cases: readonly (readonly [bytes: string, why: RegExp])[] = [
    ['\x00\x01\x02binary\nmore', /no request line of HTTP\/1/],
    ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /no request line of HTTP\/1/],
    ['GET / HTTP/1.1\r\nno header\r\n\r\nrest', /a line of the head is no header/],
    [`GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}`, /more than 64 KiB/],
  ];
  for (const [bytes, why] of cases) {
    for (const cut of [[bytes], [...bytes]]) {
      const [line = '', ...others] = framed('request', cut);
      assert.match(line, why);
      assert.ok(line.endsWith(`: ${bytes}`), 'every byte is handed on');
      assert.deepEqual(others, []);
    }
  }
});

test('a body that cannot be delimited ends what is read of the connection', () => {
  const post = 'POST / HTTP/1.1\r\n';
  const cases: readonly (readonly [bytes: string, why: RegExp])[] = [
    [`${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, /Content-Lengths disagree: ab/],
    [`${post}Content-Length: -1\r\n\r\nab`, /no number: ab/],
    [`${post}Transfer-Encoding: gzip\r\n\r\nab`, /not chunked: ab/],
    [`${post}Transfer-Encoding: chunked\r\n\r\nzz\r\nab`, /size of a chunk is no number: zz\r\nab/],
    [`${post}Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n`, /longer than its size: bc\r\n/],
  ];
  for (const [bytes, why] of cases) {
    const lines = framed('request', [bytes]);
    assert.match(lines.at(-1) ?? '', why);
    assert.match(lines.at(-2) ?? '', /^end.* cut$/);
  }
});

test('after an upgrade the bytes are handed on as they are', () => {
  const bytes = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n\x01\x02';
  assert.deepEqual(framed('response', [bytes]), [
    '101 Upgrade=x',
    'end',
    'broken another protocol follows: \x01\x02',
  ]);
});

const token = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,12}$/);
const headerValue = fc.stringMatching(/^[!-~]{0,20}$/);
const body = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const reserved = /^(content-length|transfer-encoding)$/i;
const message = fc.record({
  method: fc.constantFrom('POST', 'GET', 'PUT'),
  headers: fc.array(
    fc.tuple(
      token.filter((name) => !reserved.test(name)),
      headerValue,
    ),
    { maxLength: 4 },
  ),
  body,
  pieces: fc.option(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 })),
});

test('property: whatever is written is read again, however it is cut', () => {
  fc.assert(
    fc.property(
      fc.array(message, { minLength: 1, maxLength: 5 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 200 })),
      (messages, cuts) => {
        const bytes = Buffer.concat(messages.map(write));
        const framer = new HttpFramer('request');
        const read: { method: string | undefined; body: Buffer; headers: readonly unknown[] }[] =
          [];
        let ends = 0;
        for (let at = 0; at < bytes.length; ) {
          const next = Math.min(bytes.length, at + (cuts.next().value as number));
          for (const each of framer.push(bytes.subarray(at, next))) {
            const last = read.at(-1);
            if (each.kind === 'head') read.push({ ...each.head, body: Buffer.alloc(0) });
            else if (each.kind === 'body' && last)
              last.body = Buffer.concat([last.body, each.bytes]);
            else if (each.kind === 'end') ends++;
            else assert.fail(`found ${each.kind}`);
          }
          at = next;
        }
        assert.deepEqual([...framer.end()], []);
        assert.equal(ends, messages.length);
        assert.deepEqual(
          read.map(({ method, body: each }) => [method, each.toString('hex')]),
          messages.map((each) => [each.method, each.body.toString('hex')]),
        );
        for (const [at, { headers }] of messages.entries())
          assert.deepEqual(read[at]?.headers.slice(0, headers.length), headers);
      },
    ),
    { numRuns: 200 },
  );
});

test('property: hostile bytes never throw, and every byte that is no HTTP is handed on', () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    fc
      .array(
        fc.constantFrom(
          'POST / HTTP/1.1\r\n',
          'Content-Length: 4\r\n',
          '\r\n',
          'Transfer-Encoding: chunked\r\n',
          '4\r\nabcd',
          '0\r\n\r\n',
          '\n',
          'HTTP/1.1 200 OK\r\n',
        ),
        { maxLength: 12 },
      )
      .map((all) => Buffer.from(all.join(''))),
  );
  fc.assert(
    fc.property(
      hostile,
      fc.constantFrom('request', 'response'),
      fc.integer({ min: 1, max: 50 }),
      (bytes, kind, step) => {
        const framer = new HttpFramer(kind as 'request' | 'response');
        const found: Framed[] = [];
        for (let at = 0; at < bytes.length; at += step)
          found.push(...framer.push(bytes.subarray(at, at + step)));
        found.push(...framer.end());
        const broken = found.filter((each) => each.kind === 'broken' || each.kind === 'unparsed');
        const tail = Buffer.concat(
          broken.map((each) => ('bytes' in each ? each.bytes : Buffer.alloc(0))),
        );
        assert.ok(bytes.subarray(bytes.length - tail.length).equals(tail));
        const heads = found.filter((each) => each.kind === 'head' && !each.interim).length;
        assert.equal(found.filter(({ kind: what }) => what === 'end').length, heads);
      },
    ),
    { numRuns: 300 },
  );
});

function write({
  method,
  headers,
  body: content,
  pieces,
}: {
  method: string;
  headers: [string, string][];
  body: Buffer;
  pieces: number[] | null;
}): Buffer {
  const head = [`${method} /x HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  if (!pieces)
    return Buffer.concat([
      Buffer.from(`${[...head, `Content-Length: ${content.length}`].join('\r\n')}\r\n\r\n`),
      content,
    ]);
  const out: Buffer[] = [
    Buffer.from(`${[...head, 'Transfer-Encoding: chunked'].join('\r\n')}\r\n\r\n`),
  ];
  for (let at = 0, turn = 0; at < content.length; turn++) {
    const piece = content.subarray(at, at + (pieces[turn % pieces.length] as number));
    out.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'));
    at += piece.length;
  }
  return Buffer.concat([...out, Buffer.from('0\r\n\r\n')]);
}
