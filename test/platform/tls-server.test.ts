import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { after, before, test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { WRONG_VARIANTS, type WrongVariant } from '../../src/pki/certificate-store.ts';
import type { Identity } from '../../src/pki/identity.ts';
import { openHttpClient } from '../../src/platform/http-client.ts';
import { peerOf } from '../../src/platform/peer-certificate.ts';
import {
  openssl,
  type TemporaryStore,
  temporaryStore,
  withoutOpenssl,
} from '../pki/temporary-store.ts';
import { guardedServer, POST, remainder, tlsClient } from './guarded-server.ts';

let made: TemporaryStore;
let spine: Identity;
let riverside: Identity;

before(async () => {
  made = await temporaryStore();
  spine = await made.store.identity('spine.test');
  riverside = await made.store.identity('riverside.test');
});
after(() => made[Symbol.asyncDispose]());

test('a client with a good certificate gets in, and the server knows who it is', async () => {
  await using server = await guardedServer(spine);
  const client = openHttpClient({ identity: riverside });
  const answer = await client.post(`https://localhost:${server.listener.port}/reliable?x=1`, {
    headers: [['SOAPAction', '"urn:x/Y"']],
    body: Buffer.from('hello'),
  });
  await client.close();

  assert.ok('status' in answer, JSON.stringify(answer));
  assert.equal(answer.status, 202);
  const [request] = server.requests;
  assert.ok(request);
  assert.equal(request.url, '/reliable?x=1');
  assert.ok(request.rawHeaders.includes('SOAPAction'));
  assert.equal(request.headers['content-length'], '5');
  const peer = peerOf(request.socket);
  assert.equal(peer.address, '127.0.0.1');
  assert.equal(peer.fqdn, 'riverside.test');
  assert.ok(peer.names?.includes('riverside.test'));
  assert.match(peer.fingerprint ?? '', /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  assert.equal(peer.protocol, 'TLSv1.3');
  assert.deepEqual(server.refusals, []);
});

test('RSA-2048 on both sides works with the suites of TLS 1.2', async () => {
  await using rsa = await temporaryStore({ keyType: 'rsa-2048' });
  const identity = await rsa.store.identity('spine.test');
  await using server = await guardedServer(identity, { maxVersion: 'TLSv1.2' });
  for (const ciphers of ['ECDHE-RSA-AES256-GCM-SHA384', 'DHE-RSA-AES128-GCM-SHA256']) {
    const socket = tlsClient(server, identity, { ciphers, minVersion: 'TLSv1.2' });
    await once(socket, 'secureConnect');
    assert.equal(socket.getProtocol(), 'TLSv1.2');
    assert.equal(socket.getCipher().name, ciphers);
    socket.write(POST);
    const [text] = await once(socket.setEncoding('latin1'), 'data');
    assert.match(text, /^HTTP\/1\.1 202 /);
    socket.destroy();
  }
});

const REFUSED: Readonly<Record<WrongVariant, readonly [cause: string, message: RegExp]>> = {
  expired: [
    'expired',
    /^expired on \d{4}-\d\d-\d\dT[\d:]{8}Z: the client certificate of "r\.test"$/,
  ],
  'not-yet-valid': [
    'not-yet-valid',
    /^not yet valid, only from \d{4}-\d\d-\d\dT[\d:]{8}Z: .*"r\.test"/,
  ],
  'unknown-ca': [
    'unknown-issuer',
    /^unknown issuer: .*"r\.test" leads to "Another Root CA", which is not trusted here$/,
  ],
  'self-signed': ['self-signed', /^self-signed: .*"r\.test" is signed with its own key/],
  revoked: ['revoked', /^revoked: the client certificate of "r\.test" is on the revocation list$/],
  name: [
    'name-mismatch',
    /^name mismatch: expected "r\.test", the client certificate is for "other\.r\.test"$/,
  ],
  usage: ['wrong-usage', /^wrong usage: .*"r\.test" may not be used as a client/],
  'missing-intermediate': [
    'missing-intermediate',
    /^missing intermediate: .*"r\.test" was issued by "Spinebox Unlisted Sub CA"/,
  ],
  'rsa-1024': [
    'key-too-small',
    /^key too small: .*"r\.test" has an RSA key of 1024 bits, at least 2048/,
  ],
};

for (const variant of WRONG_VARIANTS) {
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    test(`refuses "${variant}" over ${version} with its cause, whatever is sent at once`, async () => {
      const wrong = await made.store.wrongIdentity(variant, 'r.test');
      await using server = await guardedServer(
        { ...spine, crlPem: made.store.crlPem },
        { expectedNames: () => ['r.test'] },
      );
      const socket = tlsClient(server, wrong, { minVersion: version, maxVersion: version });
      // Before the handshake is over: travels in the same packets as its end.
      socket.write(POST.repeat(3));
      const received = remainder(socket);
      const refusal = await server.refused();

      const [cause, message] = REFUSED[variant];
      assert.equal(refusal.cause, cause);
      assert.match(refusal.message, message);
      assert.equal(refusal.peer.address, '127.0.0.1');
      assert.equal(refusal.peer.fqdn, variant === 'name' ? 'other.r.test' : 'r.test');
      assert.equal(await received, '');
      assert.deepEqual(server.requests, []);
    });
  }
}

for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
  test(`refuses a client without a certificate over ${version}`, async () => {
    await using server = await guardedServer(spine);
    const socket = tlsClient(server, undefined, { minVersion: version, maxVersion: version });
    socket.write(POST);
    const received = remainder(socket);
    const refusal = await server.refused();
    assert.equal(refusal.cause, 'no-certificate');
    assert.equal(
      refusal.message,
      'no certificate sent: every client of this service has to show one',
    );
    assert.equal(await received, '');
    assert.deepEqual(server.requests, []);
  });

  test(`judges a client anew that offers an earlier ${version} session`, async () => {
    const passing = await made.store.identity(`passing-${version.slice(-1)}.test`);
    await using server = await guardedServer(spine);
    // This client would resume its session if the server let it.
    const options = { minVersion: version, maxVersion: version, secureOptions: 0 };
    const first = tlsClient(server, passing, options);
    let session: Buffer | undefined;
    first.on('session', (bytes: Buffer) => {
      session = bytes;
    });
    await once(first, 'secureConnect');
    first.write(POST);
    await once(first, 'data');
    session ??= first.getSession();
    first.destroy();
    const resumed = { ...options, ...(session && { session }) };
    const next = tlsClient(server, passing, resumed);
    next.write(POST);
    await once(next, 'data');
    assert.equal(next.isSessionReused(), false);
    next.destroy();
    await made.store.revoke(passing.fqdn);
    server.listener.reload({ ...spine, crlPem: made.store.crlPem });

    const second = tlsClient(server, passing, resumed);
    second.write(POST);
    const received = remainder(second);
    const refusal = await server.refused();
    assert.equal(refusal.cause, 'revoked');
    assert.equal(second.isSessionReused(), false);
    assert.equal(await received, '');
    assert.equal(server.requests.length, 2);
  });
}

test('lets in who shows no certificate where one is only asked for, but not who shows a bad one', async () => {
  await using server = await guardedServer(spine, { clientCertificate: 'request' });
  const nobody = tlsClient(server, undefined);
  nobody.write(POST);
  const [answer] = await once(nobody.setEncoding('latin1'), 'data');
  assert.match(answer, /^HTTP\/1\.1 202 /);
  nobody.destroy();

  tlsClient(server, await made.store.wrongIdentity('expired', 'r.test')).write(POST);
  assert.equal((await server.refused()).cause, 'expired');
  assert.equal(server.requests.length, 1);
});

test('asks for no certificate where none is wanted', async () => {
  await using server = await guardedServer(spine, { clientCertificate: 'none' });
  const socket = tlsClient(server, await made.store.wrongIdentity('expired', 'r.test'));
  socket.write(POST);
  const [answer] = await once(socket.setEncoding('latin1'), 'data');
  assert.match(answer, /^HTTP\/1\.1 202 /);
  socket.destroy();
});

interface Attempt {
  readonly title: string;
  readonly tls?: Parameters<typeof tlsClient>[2];
  readonly plain?: string;
  readonly cause: string;
  readonly message: RegExp;
}

const ATTEMPTS: readonly Attempt[] = [
  {
    title: 'TLS 1.1',
    tls: { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    cause: 'protocol-too-old',
    message: /^protocol too old: the client offers no version of TLS that is accepted/,
  },
  {
    title: 'a cipher suite nobody else has',
    tls: { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' },
    cause: 'no-shared-cipher',
    message: /^no shared cipher: the client and this side have no cipher suite in common/,
  },
  {
    title: 'a plain HTTP request',
    plain: POST,
    cause: 'not-tls',
    message: /^not TLS: the client sent a plain HTTP request to a TLS port$/,
  },
  {
    title: 'bytes that are no protocol',
    plain: 'hello, is this the spine? '.repeat(10),
    cause: 'not-tls',
    message: /^not TLS: what the client sent is not a TLS handshake$/,
  },
];

for (const { title, tls, plain, cause, message } of ATTEMPTS) {
  test(`says of ${title} what it is`, async () => {
    await using server = await guardedServer(spine);
    const socket = tls
      ? tlsClient(server, riverside, tls)
      : connectPlain(server.listener.port, '127.0.0.1').on('error', () => undefined);
    if (plain) socket.write(plain);
    const refusal = await server.refused();
    assert.equal(refusal.cause, cause, refusal.code);
    assert.match(refusal.message, message);
    assert.equal(refusal.peer.address, '127.0.0.1');
    socket.destroy();
    assert.deepEqual(server.requests, []);
  });
}

test('does not wait for ever for a handshake, and notices one that is broken off', async () => {
  await using server = await guardedServer(spine, { handshakeTimeoutMs: 50 });
  const silent = connectPlain(server.listener.port, '127.0.0.1');
  silent.on('error', () => undefined);
  const slow = await server.refused();
  assert.equal(slow.cause, 'timeout');
  silent.destroy();

  await using patient = await guardedServer(spine);
  const leaving = connectPlain(patient.listener.port, '127.0.0.1');
  await once(leaving, 'connect');
  leaving.end();
  assert.equal((await patient.refused()).cause, 'reset');
});

test('a client that does not trust us is told apart from one that just leaves', {
  skip: withoutOpenssl,
}, async () => {
  await using server = await guardedServer(spine, { clientCertificate: 'none' });
  const connecting = openssl(
    ...['s_client', '-connect', `127.0.0.1:${server.listener.port}`],
    ...['-verify_return_error', '-tls1_2'],
  );
  const refusal = await server.refused();
  assert.equal(refusal.cause, 'our-certificate-refused');
  assert.match(refusal.message, /the client refused our certificate: it does not know the issuer/);
  await connecting;
});

test('shows the certificate it was reloaded with from the next connection on', async () => {
  await using server = await guardedServer(spine);
  const name = async () => {
    const socket = tlsClient(server, riverside);
    await once(socket, 'secureConnect');
    const { subject } = socket.getPeerCertificate();
    socket.destroy();
    return subject.CN;
  };
  assert.equal(await name(), 'spine.test');
  server.listener.reload(riverside);
  assert.equal(await name(), 'riverside.test');
});

test('many clients that break off at any moment leave the server standing', async () => {
  await using server = await guardedServer(spine);
  const sockets: TLSSocket[] = [];
  for (let each = 0; each < 40; each++) {
    const socket = tlsClient(server, each % 2 ? riverside : undefined);
    sockets.push(socket);
    const events = ['connect', 'secureConnect', 'session', 'data'];
    socket.once(events[each % events.length] ?? 'connect', () => socket.destroy());
    socket.write(POST);
  }
  await Promise.all(sockets.map((socket) => socket.closed || once(socket, 'close')));
  const last = tlsClient(server, riverside);
  last.write(POST);
  const [answer] = await once(last.setEncoding('latin1'), 'data');
  assert.match(answer, /^HTTP\/1\.1 202 /);
  last.destroy();
});
