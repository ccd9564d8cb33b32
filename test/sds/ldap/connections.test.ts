import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { connectLdap, openLdapClient } from '../../../src/platform/ldap-client.ts';
import { tlsSettings } from '../../../src/platform/tls-settings.ts';
import { OID } from '../../../src/wire/ldap/ldap-oids.ts';
import { temporaryStore } from '../../pki/temporary-store.ts';
import { clientOn, namesOf, rawClient, resultOf, searchFor, withTls } from './raw-client.ts';
import { REQUEST } from './seed.ts';
import { type LdapStand, ldapStand } from './stand.ts';

const Q1 = `(&(objectclass=nhsAS)(nhsIDCode=M85019)(nhsASSvcIA=${REQUEST}))`;
const ROOT = searchFor('(objectClass=*)', { base: '', scope: 'base', attributes: ['+'] });

let stand: LdapStand;
before(async () => {
  stand = await ldapStand();
});
after(() => stand[Symbol.asyncDispose]());

/** The result of one bind. */
async function bindResult(
  client: Awaited<ReturnType<typeof rawClient>>,
  name: string,
  password: string,
  version = 3,
): Promise<number | undefined> {
  const authentication = { kind: 'simple' as const, password };
  client.ask(1, { kind: 'bind-request', version, name, authentication });
  return resultOf(await client.answer());
}

async function whoAmI(client: Awaited<ReturnType<typeof rawClient>>): Promise<string> {
  client.ask(50, { kind: 'extended-request', oid: OID.whoAmI });
  const [message] = await client.answer();
  assert.equal(message?.operation.kind, 'extended-response');
  return message.operation.value?.toString() ?? 'none';
}

test('L24 without a certificate the handshake of LDAPS fails where one is required', async () => {
  await using strict = await ldapStand({ ldap: { clientCertificate: 'require' } });
  const socket = connectTls({ port: strict.tlsPort, host: '127.0.0.1', rejectUnauthorized: false });
  const client = clientOn(socket);
  client.ask(1, searchFor(Q1));
  assert.deepEqual(await client.rest(), []);
  assert.deepEqual(
    strict.refusals.map(({ cause }) => cause),
    ['no-certificate'],
  );
  assert.deepEqual(await strict.entries(), []);
});

test('L25 with a certificate LDAPS works, and its name is on record', async () => {
  await using strict = await ldapStand({ ldap: { clientCertificate: 'require' } });
  const url = `ldaps://localhost:${strict.tlsPort}`;
  const client = openLdapClient({ url, identity: strict.supplier });
  const outcome = await client.search({ base: 'ou=services,o=nhs', filter: Q1 });
  await client.close();
  assert.ok('entries' in outcome, JSON.stringify(outcome));
  assert.equal(outcome.entries.length, 1);
  const [entry, ...others] = await strict.entries();
  assert.deepEqual(others, []);
  assert.equal(entry?.peer?.fqdn, 'supplier.test');
  assert.equal(entry?.facts?.caller, 'supplier.test');
  assert.equal(entry?.summary, 'search for M85019 from supplier.test: 1 entry');
});

for (const [mode, known] of [
  ['none', '127.0.0.1'],
  ['request', 'supplier.test'],
] as const) {
  test(`L25 with certificates set to "${mode}" LDAPS works without one, and who shows one is ${known}`, async () => {
    await using lax = await ldapStand({ ldap: { clientCertificate: mode } });
    const without = clientOn(
      connectTls({ port: lax.tlsPort, host: '127.0.0.1', rejectUnauthorized: false }),
    );
    without.ask(1, searchFor(Q1));
    assert.equal(namesOf(await without.answer()).length, 1);
    without.socket.destroy();
    const url = `ldaps://localhost:${lax.tlsPort}`;
    const client = openLdapClient({ url, identity: lax.supplier });
    await client.search({ base: 'ou=services,o=nhs', filter: Q1 });
    await client.close();
    const callers = (await lax.entries()).map(({ facts }) => facts?.caller);
    assert.deepEqual(callers, ['127.0.0.1', known]);
  });
}

test('L26 a plain connection gets nothing where TLS is demanded, but may start it', async () => {
  await using strict = await ldapStand({ ldap: { plain: 'starttls-only' } });
  const plain = await rawClient(strict.port);
  plain.ask(1, searchFor(Q1));
  const refused = await plain.answer();
  assert.equal(resultOf(refused), 13);
  assert.deepEqual(namesOf(refused), []);
  assert.equal(await bindResult(plain, '', ''), 13);
  plain.ask(2, { kind: 'extended-request', oid: OID.startTls });
  assert.equal(resultOf(await plain.answer()), 0);
  const secure = await withTls(plain);
  secure.ask(3, searchFor(Q1));
  assert.equal(namesOf(await secure.answer()).length, 1);
  secure.socket.destroy();
});

test('L26 a plain connection gets nothing at all where LDAPS is demanded', async () => {
  await using strict = await ldapStand({ ldap: { plain: 'refuse' } });
  const plain = await rawClient(strict.port);
  plain.ask(1, searchFor(Q1));
  assert.equal(resultOf(await plain.answer()), 13);
  plain.ask(2, { kind: 'extended-request', oid: OID.startTls });
  assert.equal(resultOf(await plain.answer()), 52);
  plain.socket.destroy();
  const [entry] = await strict.entries();
  assert.equal(entry?.summary, 'search from 127.0.0.1: confidentialityRequired');
});

test('L26 there is no plain port where there is TLS alone, and the other way round', async () => {
  await using secureOnly = await ldapStand({ ldap: { listen: 'tls-only' } });
  assert.equal(secureOnly.service.port, undefined);
  assert.ok(secureOnly.tlsPort > 0);
  await using plainOnly = await ldapStand({ ldap: { listen: 'plain-only' } });
  assert.equal(plainOnly.service.tlsPort, undefined);
  assert.ok(plainOnly.port > 0);
});

test('L1 only an anonymous bind is accepted, unless names are taken for anonymous', async () => {
  const client = await rawClient(stand.port);
  assert.equal(await bindResult(client, '', ''), 0);
  assert.equal(await bindResult(client, 'uid=somebody,ou=people,o=nhs', 'secret'), 49);
  assert.equal(await bindResult(client, 'uid=somebody,ou=people,o=nhs', ''), 49);
  assert.equal(await bindResult(client, '', '', 2), 2);
  client.ask(9, {
    kind: 'bind-request',
    version: 3,
    name: '',
    authentication: { kind: 'sasl', mechanism: 'DIGEST-MD5' },
  });
  assert.equal(resultOf(await client.answer()), 7);
  await stand.configure({ ldap: { namedBind: 'accept' } });
  assert.equal(await bindResult(client, 'uid=somebody,ou=people,o=nhs', 'secret'), 0);
  assert.equal(await whoAmI(client), '');
  await stand.configure({});
  client.socket.destroy();
  const recorded = await stand.entries();
  assert.ok(recorded.some(({ summary }) => summary === 'bind from 127.0.0.1: invalidCredentials'));
  assert.doesNotMatch(JSON.stringify(recorded), /secret/);
});

test('who has shown a certificate may bind with it, and is told who that is', async () => {
  const client = clientOn(
    connectTls({
      ...{ port: stand.tlsPort, host: '127.0.0.1', rejectUnauthorized: false },
      ...tlsSettings(stand.supplier),
    }),
  );
  assert.equal(await whoAmI(client), '');
  client.ask(2, ROOT);
  const [root] = await client.answer();
  assert.match(JSON.stringify(root), /EXTERNAL/);
  const external = (credentials?: Buffer) => {
    const sasl = { kind: 'sasl' as const, mechanism: 'EXTERNAL' };
    const authentication = credentials ? { ...sasl, credentials } : sasl;
    client.ask(3, { kind: 'bind-request', version: 3, name: '', authentication });
    return client.answer();
  };
  assert.equal(resultOf(await external()), 0);
  assert.equal(await whoAmI(client), 'dn:cn=supplier.test');
  assert.equal(resultOf(await external(Buffer.from('dn:cn=somebody-else'))), 123);
  assert.equal(await whoAmI(client), '');
  client.socket.destroy();
});

test('nobody binds with a certificate that was not shown', async () => {
  const client = await rawClient(stand.port);
  client.ask(1, ROOT);
  assert.doesNotMatch(JSON.stringify(await client.answer()), /EXTERNAL/);
  const authentication = { kind: 'sasl' as const, mechanism: 'EXTERNAL' };
  client.ask(2, { kind: 'bind-request', version: 3, name: '', authentication });
  assert.equal(resultOf(await client.answer()), 48);
  client.socket.destroy();
});

test('StartTLS begins a new acquaintance, and can be had once', async () => {
  const url = `ldap://localhost:${stand.port}`;
  const client = openLdapClient({ url, identity: stand.supplier, startTls: true });
  const outcome = await client.search({ base: 'ou=services,o=nhs', filter: Q1 });
  await client.close();
  assert.ok('entries' in outcome, JSON.stringify(outcome));
  const last = (await stand.entries()).at(-1);
  assert.equal(last?.facts?.caller, 'supplier.test');
  assert.equal(last?.facts?.secure, true);

  const plain = await rawClient(stand.port);
  plain.ask(1, { kind: 'extended-request', oid: OID.startTls });
  await plain.answer();
  const secure = await withTls(plain);
  secure.ask(2, { kind: 'extended-request', oid: OID.startTls });
  assert.equal(resultOf(await secure.answer()), 1);
  secure.ask(3, ROOT);
  assert.doesNotMatch(JSON.stringify(await secure.answer()), /1\.3\.6\.1\.4\.1\.1466\.20037/);
  secure.socket.destroy();
});

test('what is sent between StartTLS and its answer ends the connection', async () => {
  const client = await rawClient(stand.port);
  client.socket.cork();
  client.ask(1, { kind: 'extended-request', oid: OID.startTls });
  client.ask(2, searchFor(Q1));
  client.socket.uncork();
  const messages = await client.rest();
  assert.equal(messages.length, 1);
  assert.equal(messages[0]?.id, 0);
  assert.equal(resultOf(messages), 2);
});

test('a handshake that StartTLS leads to is judged like any other', async () => {
  await using strict = await ldapStand({ ldap: { clientCertificate: 'require' } });
  const plain = await rawClient(strict.port);
  plain.ask(1, { kind: 'extended-request', oid: OID.startTls });
  assert.equal(resultOf(await plain.answer()), 0);
  const wrong = await strict.certificates.wrongIdentity('expired', 'r.test');
  const socket = connectTls({
    socket: plain.socket,
    rejectUnauthorized: false,
    ...tlsSettings(wrong),
  });
  const client = clientOn(socket);
  client.ask(2, searchFor(Q1));
  assert.deepEqual(await client.rest(), []);
  assert.equal(strict.refusals[0]?.cause, 'expired');
  assert.equal(strict.service.connections(), 0);
});

test('unbinding ends the connection without an answer', async () => {
  const client = await rawClient(stand.port);
  client.ask(1, { kind: 'unbind-request' });
  assert.deepEqual(await client.rest(), []);
});

test('an extended operation that nobody knows is a protocol error', async () => {
  const client = await rawClient(stand.port);
  client.ask(1, { kind: 'extended-request', oid: '1.2.3.4' });
  assert.equal(resultOf(await client.answer()), 2);
  client.ask(2, searchFor(Q1));
  assert.equal(resultOf(await client.answer()), 0);
  client.socket.destroy();
});

test('a control that must be obeyed is known or refused; one that need not be is left alone', async () => {
  const client = await rawClient(stand.port);
  const result = async (oid: string, critical: boolean) => {
    client.ask(1, searchFor(Q1), [{ oid, critical }]);
    return resultOf(await client.answer());
  };
  assert.equal(await result('1.2.3.4', true), 12);
  assert.equal(await result('1.2.3.4', false), 0);
  assert.equal(await result(OID.manageDsaIt, true), 0);
  client.ask(2, { kind: 'compare-request', dn: 'o=nhs', attribute: 'o', value: 'nhs' }, [
    { oid: OID.pagedResults, critical: true },
  ]);
  assert.equal(resultOf(await client.answer()), 12);
  client.socket.destroy();
});

test('entries and the last message leave in one write', async () => {
  const client = await rawClient(stand.port);
  client.ask(1, searchFor('(nhsIDCode=*)'));
  const messages = await client.answer();
  assert.equal(messages.length, 7);
  assert.equal(client.pieces().length, 1);
  client.socket.destroy();
});

test('an idle connection is told and closed; one that asks is not', async () => {
  await using patient = await ldapStand({ ldap: { idleTimeoutSeconds: 60 } });
  const idle = await rawClient(patient.port);
  const asking = await rawClient(patient.port);
  asking.ask(1, searchFor(Q1));
  await asking.answer();
  await patient.clock.advance(40_000);
  asking.ask(2, searchFor(Q1));
  await asking.answer();
  await patient.clock.advance(40_000);
  const said = await idle.rest();
  assert.equal(resultOf(said), 52);
  assert.equal(said[0]?.id, 0);
  asking.ask(3, searchFor(Q1));
  assert.equal(resultOf(await asking.answer()), 0);
  asking.socket.destroy();
});

test('closing tells every client', async () => {
  const closing = await ldapStand();
  const client = await rawClient(closing.port);
  client.ask(1, searchFor(Q1));
  await client.answer();
  const rest = client.rest();
  await closing[Symbol.asyncDispose]();
  assert.equal(resultOf(await rest), 52);
});

test('another certificate is shown after a reload, on both ways to TLS', async () => {
  await using fresh = await ldapStand();
  fresh.service.reload(await fresh.certificates.identity('renewed.test'));
  const direct = connectTls({ port: fresh.tlsPort, host: '127.0.0.1', rejectUnauthorized: false });
  await once(direct, 'secureConnect');
  assert.equal(direct.getPeerCertificate().subject.CN, 'renewed.test');
  direct.destroy();
  const plain = await rawClient(fresh.port);
  plain.ask(1, { kind: 'extended-request', oid: OID.startTls });
  await plain.answer();
  plain.socket.removeAllListeners('data');
  const upgraded = connectTls({ socket: plain.socket, rejectUnauthorized: false });
  await once(upgraded, 'secureConnect');
  assert.equal(upgraded.getPeerCertificate().subject.CN, 'renewed.test');
  upgraded.destroy();
});

test('a client judges the directory, on both ways to TLS', async () => {
  await using elsewhere = await temporaryStore();
  const identity = await elsewhere.store.identity('stranger.test');
  // Both authorities call themselves by one name: ours must have forgotten to send something.
  const why = /^missing intermediate: the server certificate of "ldap.spinebox.test"/;
  const direct = openLdapClient({ url: `ldaps://localhost:${stand.tlsPort}`, identity });
  const outcome = await direct.search({ base: 'o=nhs', filter: '(o=nhs)' });
  assert.ok('failed' in outcome);
  assert.match(outcome.message, why);
  const url = `ldap://localhost:${stand.port}`;
  await assert.rejects(connectLdap({ url, identity, startTls: true }), { message: why });
});

test('a client whose connection was closed while it was idle opens another', async () => {
  await using patient = await ldapStand({ ldap: { idleTimeoutSeconds: 60 } });
  const url = `ldap://localhost:${patient.port}`;
  const client = openLdapClient({ url, identity: patient.supplier });
  const search = () => client.search({ base: 'o=nhs', filter: '(o=nhs)' });
  assert.ok('entries' in (await search()));
  await patient.clock.advance(61_000);
  const again = await search();
  assert.ok('entries' in again, JSON.stringify(again));
  await client.close();
});

test('a client says why there is no answer: nobody there, a refusal, its own end', async () => {
  const gone = await ldapStand();
  const { port, supplier: identity } = gone;
  const url = `ldap://localhost:${port}`;
  const client = openLdapClient({ url, identity });
  const refused = await client.search({ base: 'ou=nowhere,o=nhs', filter: '(o=nhs)' });
  assert.deepEqual(refused, {
    failed: 'result',
    resultCode: 32,
    message: 'the directory answered with result 32',
  });
  await gone[Symbol.asyncDispose]();
  const nobody = await client.search({ base: 'o=nhs', filter: '(o=nhs)' });
  assert.ok('failed' in nobody);
  assert.equal(nobody.failed, 'refused');
  await client.close();
  const closed = await client.search({ base: 'o=nhs', filter: '(o=nhs)' });
  assert.ok('failed' in closed);
  assert.equal(closed.failed, 'closed');
});
