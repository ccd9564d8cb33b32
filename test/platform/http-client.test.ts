import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import type { WrongVariant } from '../../src/pki/certificate-store.ts';
import type { Identity } from '../../src/pki/identity.ts';
import {
  type HttpClientOptions,
  type HttpFailure,
  type HttpOutcome,
  type HttpRequest,
  openHttpClient,
  type WebClient,
} from '../../src/platform/http-client.ts';
import { headerValue, readBody, writeReply } from '../../src/platform/http-message.ts';
import { startHttpServer } from '../../src/platform/http-server.ts';
import { type TemporaryStore, temporaryStore } from '../pki/temporary-store.ts';
import { guardedServer } from './guarded-server.ts';

let made: TemporaryStore;
let spine: Identity;

before(async () => {
  made = await temporaryStore();
  spine = await made.store.identity('spine.test');
});
after(() => made[Symbol.asyncDispose]());

const HELLO: HttpRequest = { headers: [['SOAPAction', '"urn:x/Y"']], body: Buffer.from('hello') };

async function withClient<T>(
  use: (client: WebClient) => Promise<T>,
  options: Partial<HttpClientOptions> = {},
): Promise<T> {
  const client = openHttpClient({ identity: spine, ...options });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

function failed(outcome: HttpOutcome): HttpFailure {
  assert.ok('failed' in outcome, `answered ${JSON.stringify(outcome)}`);
  return outcome;
}

/** A server below HTTP: gives each connection to `handle`. */
async function rawServer(handle: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    handle(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  return {
    url: `http://127.0.0.1:${address.port}/x?y=1`,
    port: address.port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What one request is on the wire. */
async function onTheWire(request: HttpRequest): Promise<string> {
  let received = '';
  await using server = await rawServer((socket) => {
    socket.setEncoding('latin1').on('data', (text: string) => {
      received += text;
      if (received.endsWith('hello')) socket.write('HTTP/1.1 202 OK\r\nContent-Length: 0\r\n\r\n');
    });
  });
  const outcome = await withClient((client) => client.post(server.url, request));
  assert.ok('status' in outcome, JSON.stringify(outcome));
  return received;
}

test('sends headers as they are spelt, and the length of the body, never chunked', async () => {
  const headers = [
    ['SOAPAction', 'urn:x/Y'],
    ['Content-Type', 'multipart/related; boundary="--=_MIME-Boundary"'],
    ['X-TWICE', '1'],
    ['x-twice', '2'],
    ['content-length', '99'],
  ] as const;
  const stream = Readable.from([Buffer.from('he'), Buffer.from('llo')]);
  for (const body of [Buffer.from('hello'), { stream, length: 5 }]) {
    const text = await onTheWire({ headers, body });
    assert.match(text, /^POST \/x\?y=1 HTTP\/1\.1\r\n/);
    assert.match(text, /\r\nSOAPAction: urn:x\/Y\r\nContent-Type: multipart\/related; bound/);
    assert.match(text, /\r\nX-TWICE: 1\r\nx-twice: 2\r\n/);
    assert.deepEqual(
      text.match(/content-length: .*/gi)?.map((line) => line.toLowerCase()),
      ['content-length: 5'],
    );
    assert.doesNotMatch(text, /transfer-encoding/i);
    assert.match(text, /\r\n\r\nhello$/);
  }
});

test('asks for a document without a body', async () => {
  let received = '';
  await using server = await rawServer((socket) => {
    socket.setEncoding('latin1').on('data', (text: string) => {
      received += text;
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
    });
  });
  const accept = [['Accept', 'application/fhir+json']] as const;
  const outcome = await withClient((client) => client.get(server.url, accept));
  assert.ok('status' in outcome, JSON.stringify(outcome));
  assert.equal(outcome.body.toString(), '{}');
  assert.match(received, /^GET \/x\?y=1 HTTP\/1\.1\r\n/);
  assert.match(received, /\r\nAccept: application\/fhir\+json\r\n/);
  assert.doesNotMatch(received, /content-length|transfer-encoding/i);
});

test('gives status, headers as they came, and the body', async () => {
  await using server = await rawServer((socket) => {
    socket.once('data', () =>
      socket.write(
        'HTTP/1.1 302 Elsewhere\r\nSoapaction: a\r\nX-Twice: 1\r\nx-twice: 2\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 4\r\n\r\n<a/>',
      ),
    );
  });
  const outcome = await withClient((client) => client.post(server.url, HELLO));
  // A redirection is an answer like any other: messages do not travel to where they were not sent.
  assert.ok('status' in outcome, JSON.stringify(outcome));
  assert.equal(outcome.status, 302);
  assert.deepEqual(outcome.headers.slice(0, 3), [
    ['Soapaction', 'a'],
    ['X-Twice', '1'],
    ['x-twice', '2'],
  ]);
  assert.equal(headerValue(outcome.headers, 'content-length'), '4');
  assert.equal(outcome.body.toString(), '<a/>');
  assert.equal(outcome.truncated, false);
});

test('keeps no more of an answer than its limit', async () => {
  const listener = await startHttpServer({
    ...{ service: 'test', host: '127.0.0.1', port: 0 },
    onRequest: (_, response) => void response.end('a'.repeat(1_000_000)),
  });
  const url = `http://127.0.0.1:${listener.port}/`;
  for (const [answerLimit, truncated] of [
    [1000, true],
    [1_000_000, false],
  ] as const) {
    const outcome = await withClient((client) => client.post(url, HELLO), { answerLimit });
    assert.ok('status' in outcome, JSON.stringify(outcome));
    assert.equal(outcome.body.length, answerLimit);
    assert.equal(outcome.truncated, truncated);
  }
  await listener.close();
});

test('uses its connections again, and not more of them than it may', async () => {
  let open = 0;
  let most = 0;
  let served = 0;
  const listener = await startHttpServer({
    ...{ service: 'test', host: '127.0.0.1', port: 0 },
    async onRequest(request, response) {
      most = Math.max(most, ++open);
      await readBody(request, 100);
      served++;
      open--;
      await writeReply(response, { status: 200, headers: [] });
    },
  });
  const url = `http://127.0.0.1:${listener.port}/`;
  await withClient(
    async (client) => {
      await Promise.all(Array.from({ length: 12 }, () => client.post(url, HELLO)));
      assert.ok(listener.connections() <= 3, `${listener.connections()} connections`);
    },
    { connections: 3 },
  );
  assert.equal(served, 12);
  assert.ok(most <= 3);
  await listener.close();
});

const SERVERS: readonly (readonly [WrongVariant, cause: string, message: RegExp])[] = [
  ['expired', 'expired', /^expired on \d{4}-.*Z: the server certificate of "r\.test"$/],
  ['not-yet-valid', 'not-yet-valid', /^not yet valid, only from \d{4}-/],
  ['unknown-ca', 'unknown-issuer', /leads to "Another Root CA", which is not trusted here$/],
  ['self-signed', 'self-signed', /^self-signed: the server certificate of "r\.test"/],
  ['revoked', 'revoked', /^revoked: the server certificate of "r\.test"/],
  [
    'name',
    'name-mismatch',
    /^name mismatch: expected "localhost", the server certificate is for "other\.r\.test"$/,
  ],
  ['missing-intermediate', 'missing-intermediate', /was issued by "Spinebox Unlisted Sub CA"/],
  ['rsa-1024', 'key-too-small', /has an RSA key of 1024 bits/],
];

for (const [variant, cause, message] of SERVERS) {
  test(`sends nothing to a server whose certificate is wrong: ${variant}`, async () => {
    const wrong = await made.store.wrongIdentity(variant, 'r.test');
    await using server = await guardedServer(wrong, { clientCertificate: 'none' });
    const outcome = await withClient(
      (client) => client.post(`https://localhost:${server.listener.port}/`, HELLO),
      { identity: { ...spine, crlPem: made.store.crlPem } },
    );
    assert.equal(failed(outcome).failed, cause, failed(outcome).message);
    assert.match(failed(outcome).message, message);
    assert.deepEqual(server.requests, []);
  });
}

test('judges an address by the addresses of the certificate', async () => {
  await using server = await guardedServer(spine);
  const url = `https://127.0.0.1:${server.listener.port}/`;
  const outcome = await withClient((client) => client.post(url, HELLO));
  assert.ok('status' in outcome, JSON.stringify(outcome));

  const wrong = await made.store.wrongIdentity('name', 'r.test');
  await using misnamed = await guardedServer(wrong);
  const other = `https://127.0.0.1:${misnamed.listener.port}/`;
  assert.match(
    failed(await withClient((client) => client.post(other, HELLO))).message,
    /^name mismatch: expected "127\.0\.0\.1"/,
  );
});

test('tells of a server that refuses this client that it may have', async () => {
  const wrong = await made.store.wrongIdentity('expired', 'r.test');
  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    await using server = await guardedServer(spine, { maxVersion });
    const url = `https://localhost:${server.listener.port}/`;
    const outcome = await withClient((client) => client.post(url, HELLO), { identity: wrong });
    assert.equal(failed(outcome).failed, 'reset');
    assert.match(failed(outcome).message, /^connection reset: .* refuses the client certificate/);
    assert.equal((await server.refused()).cause, 'expired');
  }
});

test('tells a plain server on a TLS address, and a port where nobody listens', async () => {
  const plain = await startHttpServer({
    ...{ service: 'test', host: '127.0.0.1', port: 0 },
    onRequest: (_, response) => void response.end(),
  });
  const url = `https://localhost:${plain.port}/`;
  const notTls = failed(await withClient((client) => client.post(url, HELLO)));
  assert.equal(notTls.failed, 'not-tls');
  assert.match(notTls.message, /^not TLS: what the server sent is not a TLS handshake$/);
  await plain.close();

  const refused = failed(await withClient((client) => client.post(url, HELLO)));
  assert.equal(refused.failed, 'refused');
  assert.match(refused.message, /^connection refused: the server does not listen there$/);
});

test('waits no longer than it is told: for a connection, for headers, for the body', async () => {
  await using silent = await rawServer(() => undefined);
  await using halfway = await rawServer((socket) => {
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'));
  });
  const urls = [`https://127.0.0.1:${silent.port}/`, silent.url, halfway.url];
  for (const url of urls) {
    const outcome = await withClient((client) => client.post(url, HELLO), { timeoutMs: 80 });
    assert.equal(failed(outcome).failed, 'timeout', url);
  }
});

test('a connection that breaks, or brings no HTTP, is a failure with its cause', async () => {
  await using breaking = await rawServer((socket) => {
    socket.once('data', () => socket.destroy());
  });
  await using midway = await rawServer((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'));
  });
  await using babbling = await rawServer((socket) => {
    socket.once('data', () => socket.write('220 mail.test ESMTP\r\n'));
  });
  const cause = async (url: string) =>
    failed(await withClient((client) => client.post(url, HELLO))).failed;
  assert.equal(await cause(breaking.url), 'reset');
  assert.equal(await cause(midway.url), 'reset');
  assert.equal(await cause(babbling.url), 'bad-answer');
});

test('a request that cannot be sent as it is fails as a value', async () => {
  await using server = await rawServer(() => undefined);
  const short = { stream: Readable.from([Buffer.from('abc')]), length: 5 };
  const broken = new Readable({
    read() {
      this.destroy(new Error('disk is gone'));
    },
  });
  await withClient(async (client) => {
    const cause = async (url: string, request: HttpRequest) =>
      failed(await client.post(url, request)).failed;
    assert.equal(await cause('not an address', HELLO), 'bad-request');
    assert.equal(await cause('ftp://127.0.0.1/', HELLO), 'bad-request');
    assert.equal(await cause(server.url, { ...HELLO, headers: [['a b', 'c']] }), 'bad-request');
    assert.equal(await cause(server.url, { headers: [], body: short }), 'bad-request');
    const unreadable = await client.post(server.url, {
      headers: [],
      body: { stream: broken, length: 5 },
    });
    assert.match(failed(unreadable).message, /disk is gone/);
  });
});

test('closing ends requests under way as closed, and none is sent afterwards', async () => {
  const asked = Promise.withResolvers<void>();
  await using server = await rawServer((socket) => socket.once('data', () => asked.resolve()));
  const client = openHttpClient({ identity: spine });
  const underWay = client.post(server.url, HELLO);
  await asked.promise;
  await client.close();

  assert.deepEqual(await underWay, { failed: 'closed', message: 'this client was closed' });
  assert.equal(failed(await client.post(server.url, HELLO)).failed, 'closed');
  await client.close();
});
