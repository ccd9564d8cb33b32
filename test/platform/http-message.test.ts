import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import {
  type BodyReading,
  headerList,
  headerValue,
  headerValues,
  letPass,
  readBody,
  writeReply,
} from '../../src/platform/http-message.ts';
import { startHttpServer } from '../../src/platform/http-server.ts';
import { remainder } from './guarded-server.ts';

test('keeps spelling, order and repetition of headers, and finds them in any spelling', () => {
  const headers = headerList(['Soapaction', 'a', 'X-Twice', '1', 'x-twice', '2']);
  assert.deepEqual(headers, [
    ['Soapaction', 'a'],
    ['X-Twice', '1'],
    ['x-twice', '2'],
  ]);
  assert.equal(headerValue(headers, 'SOAPAction'), 'a');
  assert.deepEqual(headerValues(headers, 'X-TWICE'), ['1', '2']);
  assert.equal(headerValue(headers, 'Host'), undefined);
});

/** Sends bytes to a server that does `handle`, and gives what came back. */
async function exchange(
  sent: string,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  leaveAfter?: Promise<unknown>,
): Promise<string> {
  const handled = Promise.withResolvers<void>();
  const listener = await startHttpServer({
    service: 'test',
    host: '127.0.0.1',
    port: 0,
    onRequest: (request, response) => void handle(request, response).then(handled.resolve),
  });
  const socket = connect(listener.port, '127.0.0.1');
  const received = remainder(socket);
  socket.write(sent);
  leaveAfter?.then(() => socket.destroy());
  const text = await received;
  await handled.promise;
  await listener.close();
  return text;
}

const HEAD = 'POST /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n';

async function readingOf(sent: string, limit: number): Promise<BodyReading> {
  let reading: BodyReading | undefined;
  const answer = await exchange(sent, async (request, response) => {
    reading = await readBody(request, limit);
    await writeReply(response, { status: reading.ok ? 200 : 413, headers: [] });
  });
  assert.ok(reading);
  // Whatever the body was, the peer gets to read its answer.
  assert.match(answer, reading.ok ? /^HTTP\/1\.1 200 / : /^HTTP\/1\.1 413 /);
  return reading;
}

test('reads a body up to the limit and not a byte more', async () => {
  const body = 'a'.repeat(100);
  const announced = `${HEAD}Content-Length: 100\r\n\r\n${body}`;
  assert.deepEqual(await readingOf(announced, 100), { ok: true, body: Buffer.from(body) });
  assert.deepEqual(await readingOf(announced, 99), { ok: false, reason: 'too-large', received: 0 });

  const chunked = `${HEAD}Transfer-Encoding: chunked\r\n\r\n32\r\n${body.slice(50)}\r\n32\r\n${body.slice(50)}\r\n0\r\n\r\n`;
  assert.deepEqual(await readingOf(chunked, 100), { ok: true, body: Buffer.from(body) });
  const tooMuch = await readingOf(chunked, 99);
  assert.equal(tooMuch.ok, false);
  assert.equal(!tooMuch.ok && tooMuch.reason, 'too-large');

  const empty = await readingOf(`${HEAD}Content-Length: 0\r\n\r\n`, 0);
  assert.deepEqual(empty, { ok: true, body: Buffer.alloc(0) });
});

test('says that the peer went away, and how much had come', async () => {
  let reading: BodyReading | undefined;
  let wrote: boolean | undefined;
  const begun = Promise.withResolvers<void>();
  await exchange(
    `${HEAD}Content-Length: 100\r\n\r\nabc`,
    async (request, response) => {
      request.once('data', () => begun.resolve());
      reading = await readBody(request, 100);
      wrote = await writeReply(response, { status: 200, headers: [] });
    },
    begun.promise,
  );
  assert.deepEqual(reading, { ok: false, reason: 'aborted', received: 3 });
  assert.equal(wrote, false);
});

test('writes status, reason and headers as they are given, with the length of the body', async () => {
  const text = await exchange(`${HEAD}Content-Length: 0\r\n\r\n`, async (request, response) => {
    await readBody(request, 0);
    const sent = await writeReply(response, {
      status: 202,
      reason: 'OK',
      headers: [
        ['Content-Type', 'text/xml'],
        ['SOAPAction', 'asyncExpressSyncAck'],
        ['X-Twice', '1'],
        ['x-twice', '2'],
      ],
      body: Buffer.from('<a/>'),
    });
    assert.equal(sent, true);
  });
  assert.match(text, /^HTTP\/1\.1 202 OK\r\nContent-Type: text\/xml\r\nSOAPAction: asyncE/);
  assert.match(text, /\r\nX-Twice: 1\r\nx-twice: 2\r\nContent-Length: 4\r\n[\s\S]*\r\n\r\n<a\/>$/);
  assert.doesNotMatch(text, /chunked/);
});

test('an empty answer says so with Content-Length 0, one without a body says nothing', async () => {
  for (const [status, expected] of [
    [202, /Content-Length: 0\r\n/],
    [204, /^(?![\s\S]*Content-Length)/],
  ] as const) {
    const text = await exchange(`${HEAD}\r\n`, async (_, response) => {
      await writeReply(response, { status, headers: [] });
    });
    assert.match(text, expected);
  }
});

test('a reply to a peer that has gone is told, not thrown', async () => {
  const gone = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  let wrote: boolean | undefined;
  await exchange(
    `${HEAD}\r\n`,
    async (_, response) => {
      asked.resolve();
      await once(response, 'close');
      gone.resolve();
      wrote = await writeReply(response, { status: 200, headers: [] });
    },
    asked.promise,
  );
  await gone.promise;
  assert.equal(wrote, false);
});

test('what follows a refusal is thrown away up to a limit; whoever sends on is cut off', async () => {
  const server = await startHttpServer({
    ...{ service: 'test', host: '127.0.0.1', port: 0 },
    onRequest(request: IncomingMessage, response: ServerResponse) {
      letPass(request, 1_000_000);
      void writeReply(response, { status: 413, headers: [] });
    },
  });
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  let answer = '';
  socket.on('data', (bytes: Buffer) => {
    answer += bytes.toString();
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 107374182400\r\n\r\n');
  await once(socket, 'data');
  assert.match(answer, /^HTTP\/1\.1 413 /);
  const block = Buffer.alloc(65_536);
  const sendOn = () => {
    while (!socket.destroyed && socket.write(block));
  };
  socket.on('drain', sendOn);
  sendOn();
  await closed;
  await server.close();
});
