import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import type { Identity } from '../../src/pki/identity.ts';
import { startHttpServer } from '../../src/platform/http-server.ts';
import { CannotListenError, PortInUseError } from '../../src/platform/port-in-use-error.ts';
import { type TemporaryStore, temporaryStore } from '../pki/temporary-store.ts';
import { guardedServer, POST, remainder, tlsClient } from './guarded-server.ts';

let made: TemporaryStore;
let spine: Identity;

before(async () => {
  made = await temporaryStore();
  spine = await made.store.identity('spine.test');
});
after(() => made[Symbol.asyncDispose]());

const HERE = { service: 'debug', host: '127.0.0.1', port: 0 };

test('says which service cannot have its port, and what to do', async () => {
  await using server = await guardedServer(spine);
  const { port } = server.listener;
  await assert.rejects(startHttpServer({ ...HERE, port, onRequest() {} }), (error: unknown) => {
    assert.ok(error instanceof PortInUseError);
    assert.equal(error.code, 'SIM_PORT_IN_USE');
    assert.equal(
      error.message,
      `debug could not listen on 127.0.0.1 port ${port}: another process holds it`,
    );
    assert.match(error.remedy, /port 0/);
    return true;
  });
  await assert.rejects(
    startHttpServer({ ...HERE, host: '203.0.113.1', onRequest() {} }),
    CannotListenError,
  );
});

test('closes at once although idle, silent and half-shaken connections are open', async () => {
  const server = await guardedServer(spine, { closeGraceMs: 60_000 });
  const idle = tlsClient(server, spine);
  idle.write(POST);
  await once(idle, 'data');
  const fresh = tlsClient(server, spine);
  await once(fresh, 'secureConnect');
  const silent = connect(server.listener.port, '127.0.0.1');
  await once(silent, 'connect');
  silent.write(Buffer.from([0x16, 0x03]));
  const gone = [idle, fresh, silent].map(remainder);

  const started = performance.now();
  await server.listener.close();
  await Promise.all(gone);
  // Far below the grace that answers under way would have.
  assert.ok(performance.now() - started < 5_000);
  assert.equal(server.listener.connections(), 0);
  assert.deepEqual(server.refusals, []);
});

test('lets an answer under way finish before it closes, and takes no new connection', async () => {
  let response: ServerResponse | undefined;
  const server = await guardedServer(spine, {
    onRequest(_, theirs) {
      response = theirs;
      asked.resolve();
    },
  });
  const asked = Promise.withResolvers<void>();
  const socket = tlsClient(server, spine);
  const received = remainder(socket);
  socket.write(POST);
  await asked.promise;

  const closed = server.listener.close();
  const late = connect(server.listener.port, '127.0.0.1');
  const [error] = await once(late, 'error');
  assert.equal(error.code, 'ECONNREFUSED');
  response?.end('done');
  await closed;
  assert.match(await received, /^HTTP\/1\.1 200 [\s\S]*done/);
});

test('does not wait for an answer for longer than its grace', async () => {
  const asked = Promise.withResolvers<void>();
  const server = await guardedServer(spine, {
    closeGraceMs: 20,
    onRequest: () => asked.resolve(),
  });
  const socket = tlsClient(server, spine);
  const received = remainder(socket);
  socket.write(POST);
  await asked.promise;
  await server.listener.close();
  assert.equal(await received, '');
});

for (const [title, sent, status] of [
  ['headers that dribble in', 'POST /x HTTP/1.1\r\nHost: x\r\nX-Slow: ', 408],
  ['a body that never comes', 'POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc', 408],
  ['headers without end', `POST /x HTTP/1.1\r\nX-Long: ${'a'.repeat(64 * 1024)}`, 431],
  ['something that is not HTTP', 'EHLO spine\r\n\r\n', 400],
] as const) {
  test(`ends a connection with ${status} for ${title}`, async () => {
    let aborted = 0;
    const listener = await startHttpServer({
      ...HERE,
      requestTimeoutMs: 200,
      headersTimeoutMs: 100,
      onRequest(request) {
        request.resume().on('error', () => aborted++);
      },
    });
    const socket = connect(listener.port, '127.0.0.1');
    const received = remainder(socket);
    socket.write(sent);
    assert.match(await received, new RegExp(`^HTTP/1\\.1 ${status} `));
    await listener.close();
    assert.equal(aborted, title === 'a body that never comes' ? 1 : 0);
  });
}

test('answers plain HTTP, several requests on one connection, without delay between packets', async () => {
  const paths: (string | undefined)[] = [];
  const listener = await startHttpServer({
    ...HERE,
    onRequest(request, response) {
      paths.push(request.url);
      response.end(request.url);
    },
  });
  const socket = connect(listener.port, '127.0.0.1').setEncoding('latin1');
  for (const path of ['/first', '/second']) {
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const [text] = await once(socket, 'data');
    assert.match(text, new RegExp(`Connection: keep-alive[\\s\\S]*${path}$`));
  }
  assert.deepEqual(paths, ['/first', '/second']);
  assert.equal(listener.connections(), 1);
  await listener.close();
});

test('ends a connection on which more and more is asked before an answer is taken, and serves the others', async () => {
  let asked = 0;
  const held: ServerResponse[] = [];
  const listener = await startHttpServer({
    ...HERE,
    onRequest(request, response) {
      if (request.url === '/other') {
        response.end('served');
        return;
      }
      asked++;
      held.push(response);
    },
  });
  const flood = connect(listener.port, '127.0.0.1');
  flood.write('GET /x HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20_000));
  await new Promise((closed) =>
    flood
      .resume()
      .on('error', () => undefined)
      .on('close', closed),
  );
  assert.equal(asked, 100);
  const other = connect(listener.port, '127.0.0.1').setEncoding('latin1');
  other.write('GET /other HTTP/1.1\r\nHost: x\r\n\r\n');
  assert.match(String(await once(other, 'data')), /served$/);
  other.destroy();
  assert.equal(held.length, 100);
  // Nothing is waited for on behalf of a connection that is gone.
  await listener.close();
});

test('a client may ask ahead, as often as it likes, while it takes the answers', async () => {
  const listener = await startHttpServer({
    ...HERE,
    onRequest: (_, response) => response.end('.'),
  });
  const socket = connect(listener.port, '127.0.0.1').setEncoding('latin1');
  for (let round = 0; round < 5; round++) {
    socket.write('GET /x HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(50));
    let text = '';
    while ((text.match(/HTTP\/1\.1 200/g)?.length ?? 0) < 50) text += await once(socket, 'data');
  }
  assert.equal(listener.connections(), 1);
  socket.destroy();
  await listener.close();
});
