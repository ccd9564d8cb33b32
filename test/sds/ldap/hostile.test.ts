import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { OID } from '../../../src/wire/ldap/ldap-oids.ts';
import { writeLdapMessage } from '../../../src/wire/ldap/write-ldap-message.ts';
import { arbitraryMessage } from '../../wire/ldap/arbitrary-message.ts';
import { namesOf, rawClient, resultOf, searchFor } from './raw-client.ts';
import { manySystems } from './seed.ts';
import { type LdapStand, ldapStand } from './stand.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');
const ONE = searchFor('(nhsIDCode=Q00001)');
const EVERYTHING = searchFor('(objectClass=nhsAs)');

let stand: LdapStand;
before(async () => {
  stand = await ldapStand({ entries: manySystems(3000), ldap: { maxMessageBytes: 4096 } });
});
after(() => stand[Symbol.asyncDispose]());

/** The server still answers others. */
async function stillThere(): Promise<void> {
  const client = await rawClient(stand.port);
  client.ask(1, ONE);
  assert.equal(namesOf(await client.answer()).length, 1);
  client.socket.destroy();
}

const BROKEN = [
  ['a plain HTTP request', Buffer.from('GET / HTTP/1.1\r\n\r\n'), 'ber.tag'],
  ['an indefinite length', hex('30 80 02 01 01 00 00'), 'ber.indefinite-length'],
  ['a length of eight bytes', hex('30 88 00 00 00 00 00 00 00 05'), 'ber.huge-length'],
  ['a message of four gigabytes', hex('30 84 ff ff ff ff'), 'ldap.too-large'],
  ['a message beyond the limit', hex('30 82 10 00'), 'ldap.too-large'],
  ['an operation that runs over', hex('30 0c 02 01 01 63 7f 02 01 03 04 00 80 00'), 'ber.overrun'],
  ['an unknown operation', hex('30 05 02 01 01 5f 00'), 'ber.unknown-operation'],
  ['an answer', hex('30 0c 02 01 01 65 07 0a 01 00 04 00 04 00'), 'ldap.no-request'],
  [
    'the message id of the server',
    hex('30 0c 02 01 00 60 07 02 01 03 04 00 80 00'),
    'ldap.no-request',
  ],
] as const;

for (const [title, bytes, code] of BROKEN) {
  test(`${title} is told to be wrong, put on record, and ends the connection`, async () => {
    const recorded = stand.recorded();
    const client = await rawClient(stand.port);
    client.send(bytes);
    const messages = await client.rest();
    assert.equal(messages.length, 1);
    const [notice] = messages;
    assert.equal(notice?.id, 0);
    assert.equal(notice?.operation.kind, 'extended-response');
    assert.equal(notice.operation.oid, OID.noticeOfDisconnection);
    assert.equal(notice.operation.result.code, 2);
    const entry = await recorded;
    assert.equal(entry.summary, `unreadable message from 127.0.0.1: ${code}`);
    assert.equal(entry.facts?.code, code);
    await stillThere();
  });
}

test('the bytes of what cannot be read are kept, unless a password may be among them', async () => {
  const recorded = async (bytes: Buffer) => {
    const entry = stand.recorded();
    const client = await rawClient(stand.port);
    client.send(bytes);
    await client.rest();
    const { request } = await entry;
    return request?.body && stand.journal.readBody(request.body);
  };
  assert.equal(
    String(await recorded(Buffer.from('GET / HTTP/1.1\r\n\r\n'))),
    'GET / HTTP/1.1\r\n\r\n',
  );
  const bind = hex('30 12 02 01 01 60 0d 02 01 03 04 00 80 7f 73 65 63 72 65 74');
  assert.equal(await recorded(bind), undefined);
  // Wherever it stands: behind a message id of twenty bytes, behind bytes that are no message.
  const longId = `30 25 02 14 ${'00 '.repeat(19)} 01 60 0d 02 01 03 04 00 80 06 73 65 63 72 65 74`;
  assert.equal(await recorded(hex(longId)), undefined);
  assert.equal(await recorded(Buffer.concat([Buffer.from('GET / and then '), bind])), undefined);
  const change = Buffer.from('w \x80\x171.3.6.1.4.1.4203.1.11.1\x81\x06secret', 'latin1');
  assert.equal(await recorded(change), undefined);
});

test('a filter of no sense is answered, and the connection goes on', async () => {
  const client = await rawClient(stand.port);
  client.send(
    hex('30 1a 02 01 07 63 15 04 00 0a 01 02 0a 01 00 02 01 00 02 01 00 01 01 00 8a 00 30 00'),
  );
  const messages = await client.answer();
  assert.deepEqual([messages[0]?.id, resultOf(messages)], [7, 2]);
  let filter = ONE.filter;
  for (let depth = 0; depth < 60; depth++) filter = { kind: 'not', filter };
  client.ask(8, { ...ONE, filter });
  assert.equal(resultOf(await client.answer()), 11);
  client.ask(9, ONE);
  assert.equal(resultOf(await client.answer()), 0);
  client.socket.destroy();
});

test('a thousand searches in one piece are all answered, each once', async () => {
  const client = await rawClient(stand.port);
  const searches = Array.from({ length: 1000 }, (_, at) =>
    writeLdapMessage({ id: at + 1, operation: ONE, controls: [] }),
  );
  client.send(Buffer.concat(searches));
  const ids = new Set<number>();
  for (let each = 0; each < 1000; each++) {
    const messages = await client.answer();
    assert.equal(messages.length, 2);
    ids.add(messages[0]?.id ?? 0);
  }
  assert.equal(ids.size, 1000);
  client.socket.destroy();
});

test('who asks for everything a hundred times and does not listen takes little memory', async () => {
  const socket = connect(stand.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.pause();
  const searches = Array.from({ length: 100 }, (_, at) =>
    writeLdapMessage({ id: at + 1, operation: EVERYTHING, controls: [] }),
  );
  const { arrayBuffers } = process.memoryUsage();
  socket.write(Buffer.concat(searches));
  await stillThere();
  await stillThere();
  // A hundred answers are 60 MB: they are made only as fast as somebody takes them.
  const grown = process.memoryUsage().arrayBuffers - arrayBuffers;
  assert.ok(grown < 20_000_000, `${Math.round(grown / 1e6)} MB`);
  socket.destroy();
  await stillThere();
});

test('a search whose client goes away in the middle stops', async () => {
  const client = await rawClient(stand.port);
  const recorded = stand.recorded();
  client.ask(1, EVERYTHING);
  await client.next();
  client.socket.destroy();
  assert.ok(Number((await recorded).facts?.entries) <= 3000);
  await stillThere();
});

test('a message that never ends is not waited for longer than an idle connection', async () => {
  await using patient = await ldapStand({ ldap: { idleTimeoutSeconds: 60 } });
  const client = await rawClient(patient.port);
  client.send(hex('30 82 0f 00 02 01 01 63'));
  await patient.clock.advance(30_000);
  client.send(hex('82 0e f0 04 00'));
  await patient.clock.advance(31_000);
  assert.equal(resultOf(await client.rest()), 52);
});

test('a connection on which nothing is ever said does not stand in the way of closing', async () => {
  const closing = await ldapStand();
  const silent = await rawClient(closing.port);
  const halfway = connect(closing.tlsPort, '127.0.0.1');
  halfway.on('error', () => undefined);
  await once(halfway, 'connect');
  await closing[Symbol.asyncDispose]();
  assert.equal(resultOf(await silent.rest()), 52);
  assert.deepEqual(closing.refusals, []);
});

test('junk after StartTLS is told to be no handshake', async () => {
  await using fresh = await ldapStand();
  const client = await rawClient(fresh.port);
  client.ask(1, { kind: 'extended-request', oid: OID.startTls });
  assert.equal(resultOf(await client.answer()), 0);
  client.send(Buffer.from('this is no handshake, whatever it is '.repeat(10)));
  client.socket.removeAllListeners('data');
  client.socket.resume();
  if (!client.socket.closed) await once(client.socket, 'close');
  assert.deepEqual(
    fresh.refusals.map(({ cause }) => cause),
    ['not-tls'],
  );
});

test('no damage to any message takes the server down', async () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitraryMessage, { minLength: 1, maxLength: 4 }),
      damage,
      async (messages, changes) => {
        const bytes = Buffer.concat(messages.map(writeLdapMessage));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        const socket = connect(stand.port, '127.0.0.1');
        socket.on('error', () => undefined);
        socket.resume();
        await once(socket, 'connect');
        socket.end(bytes);
        if (!socket.closed) await once(socket, 'close');
      },
    ),
    { numRuns: 100 },
  );
  await stillThere();
});
