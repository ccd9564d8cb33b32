import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLdapClient } from '../../../src/platform/ldap-client.ts';
import { OID } from '../../../src/wire/ldap/ldap-oids.ts';
import { namesOf, rawClient, resultOf, searchFor } from './raw-client.ts';
import { manySystems } from './seed.ts';
import { ldapFault, ldapStand } from './stand.ts';

const X26 = searchFor('(&(nhsIDCode=X26)(objectClass=nhsAs))');

test('L27 a client loses its patience with a slow directory, which answers all the same', async () => {
  await using stand = await ldapStand({ faults: ldapFault({ kind: 'delay', ms: 4000 }) });
  const url = `ldap://localhost:${stand.port}`;
  const hasty = openLdapClient({ url, identity: stand.supplier, timeoutMs: 50 });
  const outcome = await hasty.search({ base: 'o=nhs', filter: '(nhsIDCode=X26)' });
  assert.deepEqual(outcome, {
    failed: 'timeout',
    message: 'timeout: the server did not answer in the time allowed',
  });
  const patient = await rawClient(stand.port);
  const recorded = stand.recorded();
  patient.ask(1, X26);
  const entry = await recorded;
  assert.deepEqual(entry.trace, [
    { stage: 'disturb', text: 'the fault for-the-test asks for: delay 4000 ms' },
  ]);
  await stand.clock.advance(3999);
  assert.deepEqual(patient.pieces(), []);
  await stand.clock.advance(1);
  const messages = await patient.answer();
  assert.equal(namesOf(messages).length, 1);
  assert.equal(resultOf(messages), 0);
  patient.socket.destroy();
  await hasty.close();
});

const RESULTS = [
  ['51', 51],
  ['busy', 51],
  ['11', 11],
  ['no such name', 80],
  ['constructor', 80],
] as const;

for (const [code, expected] of RESULTS) {
  test(`L28 the result "${code}" is answered with no entries`, async () => {
    await using stand = await ldapStand({
      faults: ldapFault({ kind: 'result', code, text: 'as was set' }),
    });
    const client = await rawClient(stand.port);
    client.ask(1, X26);
    const messages = await client.answer();
    assert.deepEqual(namesOf(messages), []);
    assert.equal(resultOf(messages), expected);
    assert.match(JSON.stringify(messages), /as was set/);
    client.socket.destroy();
  });
}

test('an unavailable directory says 52, to searches for one organisation if so set', async () => {
  await using stand = await ldapStand({
    faults: ldapFault({ kind: 'unavailable' }, { ods: ['X26'], operation: ['search'] }),
  });
  const client = await rawClient(stand.port);
  client.ask(1, X26);
  assert.equal(resultOf(await client.answer()), 52);
  client.ask(2, searchFor('(&(objectClass=nhsAs)(nhsIDCode=M85019))'));
  assert.equal(resultOf(await client.answer()), 0);
  client.socket.destroy();
});

test('an answer that is no LDAP is what it is called', async () => {
  await using stand = await ldapStand({ faults: ldapFault({ kind: 'malformed' }) });
  const client = await rawClient(stand.port);
  client.socket.removeAllListeners('data');
  const answered = new Promise<Buffer>((resolve) => client.socket.once('data', resolve));
  client.ask(1, X26);
  assert.equal((await answered).toString('hex'), '300c020101657f0a010004000400');
  client.socket.destroy();
});

test('a dropped connection ends without a word, after the search is on record', async () => {
  await using stand = await ldapStand({ faults: ldapFault({ kind: 'drop' }) });
  const client = await rawClient(stand.port);
  client.ask(1, X26);
  assert.deepEqual(await client.rest(), []);
  const [entry] = await stand.entries();
  assert.equal(entry?.facts?.filter, '(&(nhsIDCode=X26)(objectClass=nhsAs))');
  assert.equal(entry?.facts?.message, 'the connection is dropped');
});

test('a fault that LDAP has no form for is left alone, and the record says so', async () => {
  await using stand = await ldapStand({ faults: ldapFault({ kind: 'no-answer' }) });
  const client = await rawClient(stand.port);
  client.ask(1, X26);
  assert.equal(resultOf(await client.answer()), 0);
  const [entry] = await stand.entries();
  assert.equal(
    entry?.trace?.[0]?.text,
    'the fault for-the-test asks for no-answer, which this face does not know',
  );
  client.socket.destroy();
});

test('nothing of a large answer leaves before its time, and nothing of a dropped one at all', async () => {
  await using stand = await ldapStand({
    entries: manySystems(3000),
    faults: ldapFault({ kind: 'delay', ms: 4000 }),
  });
  const everything = searchFor('(objectClass=nhsAs)');
  const client = await rawClient(stand.port);
  client.ask(1, everything);
  // Long enough for a search that is not held back to send most of its entries.
  for (let id = 2; id < 40; id++) {
    client.ask(id, { kind: 'extended-request', oid: OID.whoAmI });
    assert.equal((await client.next())?.id, id);
  }
  const recorded = stand.recorded();
  await stand.clock.advance(4000);
  assert.equal((await recorded).facts?.entries, 3000);
  assert.equal(namesOf(await client.answer()).length, 3000);
  await stand.configure({ faults: ldapFault({ kind: 'drop' }) });
  client.ask(3, everything);
  assert.deepEqual(await client.rest(), []);
});

test('binds go wrong on their own, and only as often as is set', async () => {
  await using stand = await ldapStand({
    faults: {
      twice: {
        faces: ['ldap'],
        when: { operation: ['bind'] },
        attempts: { from: 1, to: 2 },
        actions: [{ kind: 'result', code: 'busy' }],
      },
    },
  });
  const client = await rawClient(stand.port);
  const results: (number | undefined)[] = [];
  for (let id = 1; id <= 3; id++) {
    const authentication = { kind: 'simple' as const, password: '' };
    client.ask(id, { kind: 'bind-request', version: 3, name: '', authentication });
    results.push(resultOf(await client.answer()));
  }
  assert.deepEqual(results, [51, 51, 0]);
  client.ask(4, X26);
  assert.equal(resultOf(await client.answer()), 0);
  client.socket.destroy();
});

test('what cannot be put on record is not answered as if it were', async () => {
  const logged: string[] = [];
  await using stand = await ldapStand({ onLogged: (_facts, text) => logged.push(text) });
  const client = await rawClient(stand.port);
  client.ask(1, X26);
  await client.answer();
  await stand.journal.close();
  client.ask(2, X26);
  const messages = await client.answer();
  assert.deepEqual(namesOf(messages), []);
  assert.equal(resultOf(messages), 52);
  assert.deepEqual(logged, ['a search is not on record']);
  client.socket.destroy();
});
