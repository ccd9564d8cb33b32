import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { ConnectionOptions } from 'node:tls';
import { type RawRequest, rawCall } from '../../conformance/engine/raw-call.ts';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

let handler: Handler = (_request, response) => void response.end();
let options: ConnectionOptions = {};
let anonymous: ConnectionOptions = {};
let close: () => Promise<void> = async () => undefined;
let directory = '';

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spinebox-raw-call-'));
  const clock = systemClock();
  const store = await openCertificateStore({ directory, clock, keyType: 'p-256' });
  const door = await store.identity('door.test');
  const server = createServer(
    { key: door.keyPem, cert: door.chainPem, ca: door.trustPem, requestCert: true },
    (request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('error', () => undefined);
      request.on('end', () => handler(request, response, Buffer.concat(pieces)));
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const spine = await store.identity('spine.test');
  anonymous = {
    ...{ host: '127.0.0.1', port, servername: 'door.test', ca: door.trustPem },
    rejectUnauthorized: true,
  };
  options = { ...anonymous, key: spine.keyPem, cert: spine.chainPem };
  close = async () => {
    server.closeAllConnections();
    server.close();
  };
});

after(async () => {
  await close();
  await rm(directory, { recursive: true, force: true });
});

const BODY = Buffer.from('0123456789'.repeat(20));

function post(more: Partial<RawRequest> = {}): RawRequest {
  return {
    method: 'POST',
    path: '/door',
    headers: [
      ['Host', 'door.test'],
      ['sOAPaCTION', 'as/written'],
      ['Content-Length', String(BODY.length)],
      ['Connection', 'close'],
    ],
    body: BODY,
    ...more,
  };
}

test('headers and body leave as they are given, and the answer comes back whole', async () => {
  let raw: readonly string[] = [];
  handler = (request, response, body) => {
    raw = request.rawHeaders;
    response.writeHead(202, { 'content-type': 'text/xml' });
    response.end(body);
  };
  const answer = await rawCall(options, post(), 5000);
  assert.ok(answer.kind === 'answered');
  assert.equal(answer.status, 202);
  assert.deepEqual(answer.body, BODY);
  assert.deepEqual(raw.slice(0, 4), ['Host', 'door.test', 'sOAPaCTION', 'as/written']);
});

test('a body that comes slowly, in chunks or after asking is the same body', async () => {
  const bodies: Buffer[] = [];
  const expected: (string | undefined)[] = [];
  handler = (request, response, body) => {
    bodies.push(body);
    expected.push(request.headers['transfer-encoding'] ?? request.headers.expect);
    response.end('taken');
  };
  await rawCall(options, post({ pace: { kind: 'slow', pieces: 7, pauseMs: 1 } }), 5000);
  const headers: RawRequest['headers'] = [
    ['Host', 'door.test'],
    ['Transfer-Encoding', 'chunked'],
    ['Connection', 'close'],
  ];
  await rawCall(options, post({ headers, pace: { kind: 'chunked' } }), 5000);
  const asking: RawRequest['headers'] = [...post().headers, ['Expect', '100-continue']];
  const answer = await rawCall(
    options,
    post({ headers: asking, pace: { kind: 'ask-first' } }),
    5000,
  );
  assert.deepEqual(bodies, [BODY, BODY, BODY]);
  assert.deepEqual(expected, [undefined, 'chunked', '100-continue']);
  assert.ok(answer.kind === 'answered' && answer.status === 200);
  assert.equal(String(answer.body), 'taken');
});

test('a call that is cut has no answer, and the server has no whole message', async () => {
  let whole = 0;
  handler = () => whole++;
  const answer = await rawCall(options, post({ pace: { kind: 'cut', after: 50 } }), 5000);
  assert.equal(answer.kind, 'no-answer');
  assert.equal(whole, 0);
});

test('who is not let in hears why', async () => {
  handler = (_request, response) => response.end();
  const answer = await rawCall(anonymous, post(), 5000);
  assert.ok(answer.kind === 'no-answer');
  assert.match(answer.why, /alert|certificate|ended|reset|ECONNRESET/i);
});

test('a door that says nothing is given up', async () => {
  handler = () => undefined;
  const answer = await rawCall(options, post(), 200);
  assert.deepEqual(answer, { kind: 'no-answer', why: 'no answer within 200 ms' });
});
