import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Identity } from '../../src/pki/identity.ts';
import { peerOf } from '../../src/platform/peer-certificate.ts';
import {
  type StreamConnection,
  type StreamServer,
  type StreamServerOptions,
  startStreamServer,
} from '../../src/platform/stream-server.ts';
import type { HandshakeRefusal } from '../../src/platform/tls-gate.ts';
import { tlsSettings } from '../../src/platform/tls-settings.ts';
import { type TemporaryStore, temporaryStore } from '../pki/temporary-store.ts';
import { refusalQueue } from './refusal-queue.ts';

let made: TemporaryStore;
let spine: Identity;
let riverside: Identity;

before(async () => {
  made = await temporaryStore();
  spine = await made.store.identity('spine.test');
  riverside = await made.store.identity('riverside.test');
});
after(() => made[Symbol.asyncDispose]());

interface Echo extends AsyncDisposable {
  readonly server: StreamServer;
  readonly refusals: readonly HandshakeRefusal[];
  readonly admitted: StreamConnection[];
  refused(): Promise<HandshakeRefusal>;
}

/** Says everything back; the word `upgrade` on a plain connection is answered with `go` and followed by TLS. */
async function echo(options: Partial<StreamServerOptions> = {}): Promise<Echo> {
  const { refusals, add, next } = refusalQueue();
  const admitted: StreamConnection[] = [];
  const talk = (connection: StreamConnection) => {
    admitted.push(connection);
    const { socket, secure } = connection;
    const take = async (piece: Buffer) => {
      if (secure || piece.toString() !== 'upgrade') return socket.write(piece);
      socket.off('data', take);
      socket.pause();
      await new Promise((sent) => socket.write('go', sent));
      const next = await connection.upgrade();
      if (next) talk(next);
    };
    socket.on('data', take);
  };
  const server = await startStreamServer({
    service: 'sds-ldap',
    host: '127.0.0.1',
    port: 0,
    identity: spine,
    secure: false,
    clientCertificate: 'request',
    onConnection: talk,
    onRefusedHandshake: add,
    ...options,
  });
  return {
    server,
    refusals,
    admitted,
    refused: next,
    [Symbol.asyncDispose]: () => server.close(),
  };
}

const quiet = <S extends Socket>(socket: S): S => {
  socket.on('error', () => undefined);
  return socket;
};

const plain = ({ server }: Echo) => quiet(connect(server.port, '127.0.0.1'));

function secure(under: Echo | Socket, identity?: Identity): TLSSocket {
  const where =
    under instanceof Socket ? { socket: under } : { port: under.server.port, host: '127.0.0.1' };
  return quiet(
    connectTls({ ...where, ...(identity && tlsSettings(identity)), rejectUnauthorized: false }),
  );
}

async function says(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  const [answer] = await once(socket, 'data');
  return String(answer);
}

test('a plain connection is served, and its peer has an address only', async () => {
  await using here = await echo();
  const socket = plain(here);
  assert.equal(await says(socket, 'hello'), 'hello');
  assert.deepEqual(peerOf(here.admitted[0]?.socket ?? socket), { address: '127.0.0.1' });
  socket.destroy();
});

test('a connection that begins with TLS knows who its peer is', async () => {
  await using here = await echo({ secure: true, clientCertificate: 'require' });
  const socket = secure(here, riverside);
  assert.equal(await says(socket, 'hello'), 'hello');
  assert.equal(peerOf(here.admitted[0]?.socket ?? socket).fqdn, 'riverside.test');
  assert.equal(here.admitted[0]?.secure, true);
  socket.destroy();
});

test('a plain connection goes on with TLS in place', async () => {
  await using here = await echo({ clientCertificate: 'require' });
  const below = plain(here);
  assert.equal(await says(below, 'upgrade'), 'go');
  const socket = secure(below, riverside);
  assert.equal(await says(socket, 'hello again'), 'hello again');
  assert.equal(peerOf(here.admitted[1]?.socket ?? socket).fqdn, 'riverside.test');
  assert.equal(here.server.connections(), 1);
  socket.destroy();
});

for (const upgraded of [false, true]) {
  const how = upgraded ? 'an upgraded connection' : 'a connection that begins with TLS';

  test(`${how} without a certificate does not get in where one is required`, async () => {
    await using here = await echo({ secure: !upgraded, clientCertificate: 'require' });
    const below = upgraded ? plain(here) : undefined;
    if (below) await says(below, 'upgrade');
    const socket = secure(below ?? here);
    socket.write('let me in');
    const refusal = await here.refused();
    assert.equal(refusal.cause, 'no-certificate');
    assert.equal(refusal.peer.address, '127.0.0.1');
    if (!socket.closed) await once(socket, 'close');
    assert.equal(here.admitted.length, upgraded ? 1 : 0);
  });

  test(`${how} with an expired certificate does not get in where one is asked for`, async () => {
    await using here = await echo({ secure: !upgraded });
    const below = upgraded ? plain(here) : undefined;
    if (below) await says(below, 'upgrade');
    secure(below ?? here, await made.store.wrongIdentity('expired', 'r.test')).write('x');
    const refusal = await here.refused();
    assert.match(refusal.message, /^expired on .*: the client certificate of "r.test"$/);
  });

  test(`${how} that speaks no TLS is told apart`, async () => {
    await using here = await echo({ secure: !upgraded });
    const socket = plain(here);
    if (upgraded) await says(socket, 'upgrade');
    socket.write('this is no handshake, whatever it is '.repeat(10));
    assert.equal((await here.refused()).cause, 'not-tls');
    socket.destroy();
  });

  test(`${how} is not waited for for ever`, async () => {
    await using here = await echo({ secure: !upgraded, handshakeTimeoutMs: 50 });
    const socket = plain(here);
    if (upgraded) await says(socket, 'upgrade');
    assert.equal((await here.refused()).cause, 'timeout');
    if (!socket.closed) await once(socket, 'close');
  });
}

test('connections beyond the greatest number are ended at once', async () => {
  await using here = await echo({ maxConnections: 1 });
  const first = plain(here);
  assert.equal(await says(first, 'one'), 'one');
  const second = plain(here);
  second.resume();
  await once(second, 'close');
  assert.equal(await says(first, 'still here'), 'still here');
  first.destroy();
});

test('closing waits for connections in use, but not longer than its grace', async () => {
  const here = await echo({ closeGraceMs: 50 });
  const socket = plain(here);
  await says(socket, 'hello');
  const closed = here.server.close();
  assert.equal(await says(socket, 'still served'), 'still served');
  await closed;
  if (!socket.closed) await once(socket, 'close');
  await here.server.close();
});

test('closing ends a handshake under way without calling it refused', async () => {
  const here = await echo({ closeGraceMs: 60_000 });
  const socket = plain(here);
  await says(socket, 'upgrade');
  await here.server.close();
  if (!socket.closed) await once(socket, 'close');
  assert.deepEqual(here.refusals, []);
});

test('another certificate is shown from the next handshake on', async () => {
  await using here = await echo({ secure: true });
  const name = async () => {
    const socket = secure(here);
    await once(socket, 'secureConnect');
    const { subject } = socket.getPeerCertificate();
    socket.destroy();
    return subject.CN;
  };
  assert.equal(await name(), 'spine.test');
  here.server.reload(riverside);
  assert.equal(await name(), 'riverside.test');
});

test('a port that is taken is said to be', async () => {
  await using here = await echo();
  const again = echo({ port: here.server.port });
  await assert.rejects(
    again,
    (error: Error & { code?: string }) => error.code === 'SIM_PORT_IN_USE',
  );
});
