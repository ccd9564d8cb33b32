import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BerWriter } from '../../../src/wire/ldap/ber-writer.ts';
import type { LdapControl } from '../../../src/wire/ldap/ldap-message.ts';
import { OID } from '../../../src/wire/ldap/ldap-oids.ts';
import { pagedResultsControl, readPagedResults } from '../../../src/wire/ldap/paged-results.ts';
import { namesOf, type RawClient, rawClient, resultOf, searchFor } from './raw-client.ts';
import { manySystems } from './seed.ts';
import { type LdapStand, ldapFault, ldapStand } from './stand.ts';

const SYSTEMS = manySystems(3000);
const EVERYTHING = searchFor('(objectClass=nhsAs)');
const NONE = Buffer.alloc(0);

let stand: LdapStand;
let client: RawClient;
before(async () => {
  stand = await ldapStand({ entries: SYSTEMS });
  client = await rawClient(stand.port);
});
after(async () => {
  client.socket.destroy();
  await stand[Symbol.asyncDispose]();
});

const page = (size: number, cookie: Buffer = NONE): readonly LdapControl[] => [
  pagedResultsControl({ size, cookie }, true),
];

async function ask(id: number, filter: string, controls: readonly LdapControl[], sizeLimit = 0) {
  client.ask(id, searchFor(filter, { sizeLimit, attributes: ['1.1'] }), controls);
  const messages = await client.answer();
  const control = messages.at(-1)?.controls.find(({ oid }) => oid === OID.pagedResults);
  return {
    names: namesOf(messages),
    result: resultOf(messages),
    cookie: (control && readPagedResults(control)?.cookie) ?? undefined,
  };
}

test('a large result comes whole, in order, and on record with its number', async () => {
  const recorded = stand.recorded();
  client.ask(1, EVERYTHING);
  const messages = await client.answer();
  assert.deepEqual(
    namesOf(messages),
    SYSTEMS.map(({ dn }) => dn),
  );
  assert.equal(resultOf(messages), 0);
  assert.equal((await recorded).facts?.entries, 3000);
});

test('others get their turn while a large result is answered', async () => {
  const order: string[] = [];
  const other = await rawClient(stand.port);
  const large = (async () => {
    client.ask(1, EVERYTHING);
    await client.answer();
    order.push('large');
  })();
  const small = (async () => {
    // The first entry shows that the large one is under way.
    other.ask(1, searchFor('(nhsIDCode=Q00007)'));
    await other.answer();
    order.push('small');
  })();
  await Promise.all([large, small]);
  assert.deepEqual(order, ['small', 'large']);
  other.socket.destroy();
});

/** Of every entry so much is compared that judging them all takes most of a second, and nothing is found. */
const COSTLY = `(|${'(:dn:caseIgnoreMatch:=nobody)'.repeat(30)})`;

/** Asks for what takes long on the connection of the stand, and for something quick meanwhile on another. */
async function besides(filter: string, then: () => unknown = () => undefined, timeLimit = 0) {
  const order: string[] = [];
  const other = await rawClient(stand.port);
  const slow = (async () => {
    client.ask(1, searchFor(filter, { timeLimit, attributes: ['1.1'] }));
    const messages = await client.answer();
    order.push('slow');
    return messages;
  })();
  other.ask(1, searchFor('(nhsIDCode=Q00007)'));
  await other.answer();
  order.push('quick');
  other.socket.destroy();
  await then();
  return { order, messages: await slow };
}

test('others get their turn while a search judges every entry in vain', async () => {
  const { order, messages } = await besides(COSTLY);
  assert.deepEqual(order, ['quick', 'slow']);
  assert.deepEqual([resultOf(messages), namesOf(messages)], [0, []]);
});

test('others get their turn while every entry that is found was costly to judge', async () => {
  const turns: number[] = [];
  let at = performance.now();
  // How long the loop was kept from anybody else, the client of this test among them.
  const watch = setInterval(() => {
    turns.push(performance.now() - at);
    at = performance.now();
  }, 1);
  const { messages } = await besides(`(!(|${COSTLY.repeat(3)}))`);
  clearInterval(watch);
  assert.ok(namesOf(messages).length >= 3000);
  const longest = turns.sort((a, b) => b - a).slice(0, 3);
  // By the number of entries alone there would be twelve.
  assert.ok(turns.length > 30, `${turns.length} turns, the longest ${longest.join(', ')} ms`);
});

test('others get their turn while all is found that is to be put out of order', async () => {
  await stand.configure({ ldap: { order: 'shuffle' } });
  const { order, messages } = await besides(`(!(|${COSTLY}(!(nhsIDCode=Q00001))))`);
  await stand.configure({});
  assert.deepEqual(order, ['quick', 'slow']);
  assert.equal(namesOf(messages).length, 1);
});

test('a search that judges in vain for longer than its time limit ends with result 3', async () => {
  const { messages } = await besides(COSTLY, () => stand.clock.advance(2000), 1);
  assert.deepEqual([resultOf(messages), namesOf(messages)], [3, []]);
});

test('pages follow one another to the end, over a directory that changes meanwhile', async () => {
  const first = await ask(1, '(objectClass=nhsAs)', page(1400));
  assert.equal(first.names.length, 1400);
  assert.ok(first.cookie && first.cookie.length > 0);
  stand.put([]);
  const second = await ask(2, '(objectClass=nhsAs)', page(1400, first.cookie));
  const third = await ask(3, '(objectClass=nhsAs)', page(1400, second.cookie));
  stand.put(SYSTEMS);
  assert.equal(third.cookie?.length, 0);
  const names = [first, second, third].flatMap((each) => each.names);
  assert.deepEqual(
    names,
    SYSTEMS.map(({ dn }) => dn),
  );
});

test('a last page that is exactly full says that it is the last', async () => {
  const { names, cookie } = await ask(1, '(|(nhsIDCode=Q00001)(nhsIDCode=Q00002))', page(2));
  assert.equal(names.length, 2);
  assert.equal(cookie?.length, 0);
});

test('a size limit counts over all pages', async () => {
  const first = await ask(1, '(objectClass=nhsAs)', page(2), 3);
  assert.equal(first.names.length, 2);
  const second = await ask(2, '(objectClass=nhsAs)', page(2, first.cookie), 3);
  assert.equal(second.names.length, 1);
  assert.equal(second.result, 4);
});

test('a cookie is good for one page of its own search, and not after it was given up', async () => {
  const first = await ask(1, '(objectClass=nhsAs)', page(2));
  const other = await ask(2, '(objectClass=*)', page(2, first.cookie));
  assert.equal(other.result, 53);
  const again = await ask(3, '(objectClass=nhsAs)', page(2, first.cookie));
  assert.equal(again.result, 53);
  const fresh = await ask(4, '(objectClass=nhsAs)', page(2));
  const givenUp = await ask(5, '(objectClass=nhsAs)', page(0, fresh.cookie));
  assert.deepEqual([givenUp.result, givenUp.names, givenUp.cookie?.length], [0, [], 0]);
  assert.equal((await ask(6, '(objectClass=nhsAs)', page(2, fresh.cookie))).result, 53);
});

test('of many unfinished searches the oldest is forgotten', async () => {
  const first = await ask(1, '(objectClass=nhsAs)', page(1));
  for (let each = 0; each < 10; each++) await ask(2, '(objectClass=nhsAs)', page(1));
  assert.equal((await ask(3, '(objectClass=nhsAs)', page(1, first.cookie))).result, 53);
});

test('a page of no size is everything, and a paging that cannot be read is a protocol error', async () => {
  const all = await ask(1, '(|(nhsIDCode=Q00001)(nhsIDCode=Q00002))', page(0));
  assert.equal(all.names.length, 2);
  const nonsense = [{ oid: OID.pagedResults, critical: true, value: Buffer.from('nonsense') }];
  assert.equal((await ask(2, '(objectClass=nhsAs)', nonsense)).result, 2);
});

test('a search that takes longer than its time limit ends with result 3', async () => {
  await stand.configure({ faults: ldapFault({ kind: 'delay', ms: 4000 }) });
  const recorded = stand.recorded();
  client.ask(1, searchFor('(nhsIDCode=Q00001)', { timeLimit: 2 }));
  assert.equal((await recorded).facts?.result, 'timeLimitExceeded');
  await stand.clock.advance(2000);
  const messages = await client.answer();
  assert.equal(resultOf(messages), 3);
  assert.deepEqual(namesOf(messages), []);
  await stand.configure({});
});

test('an abandoned search is answered no more, whatever it waits for', async () => {
  await stand.configure({ faults: ldapFault({ kind: 'delay', ms: 4000 }, { ods: ['Q00001'] }) });
  const recorded = stand.recorded();
  client.ask(1, searchFor('(nhsIDCode=Q00001)'));
  await recorded;
  client.ask(2, { kind: 'abandon-request', abandonedId: 1 });
  client.ask(3, searchFor('(nhsIDCode=Q00002)'));
  assert.equal((await client.answer())[0]?.id, 3);
  await stand.clock.advance(4000);
  client.ask(1, searchFor('(nhsIDCode=Q00003)'));
  assert.equal(namesOf(await client.answer()).length, 1);
  await stand.configure({});
});

for (const [what, search] of [
  ['a large search', EVERYTHING],
  ['a search that judges in vain', searchFor(COSTLY)],
] as const) {
  test(`${what} that is abandoned on its way stops, and that is on record`, async () => {
    const own = await rawClient(stand.port);
    const stopped = stand.recorded();
    own.ask(1, search);
    own.ask(2, { kind: 'abandon-request', abandonedId: 1 });
    assert.equal((await stopped).facts?.result, 'canceled');
    own.ask(3, searchFor('(nhsIDCode=Q00001)'));
    const messages = await own.answer();
    assert.equal(messages.at(-1)?.id, 3);
    own.socket.destroy();
  });
}

test('cancelling answers both operations, and says when there is nothing to cancel', async () => {
  await stand.configure({ faults: ldapFault({ kind: 'delay', ms: 4000 }, { ods: ['Q00001'] }) });
  const cancel = (id: number, target: number) => {
    const value = new BerWriter().begin(0x30).integer(target).end().take();
    client.ask(id, { kind: 'extended-request', oid: OID.cancel, value });
  };
  const recorded = stand.recorded();
  client.ask(1, searchFor('(nhsIDCode=Q00001)'));
  await recorded;
  cancel(2, 1);
  const canceled = await client.answer();
  assert.deepEqual([canceled[0]?.id, resultOf(canceled)], [1, 118]);
  assert.equal(resultOf(await client.answer()), 0);
  cancel(3, 1);
  assert.equal(resultOf(await client.answer()), 119);
  cancel(4, 4);
  assert.equal(resultOf(await client.answer()), 119);
  client.ask(5, { kind: 'extended-request', oid: OID.cancel });
  assert.equal(resultOf(await client.answer()), 2);
  await stand.configure({});
});

test('connections beyond the greatest number are ended', async () => {
  await using small = await ldapStand({ ldap: { maxConnections: 1 } });
  const first = await rawClient(small.port);
  first.ask(1, searchFor('(nhsIDCode=X26)'));
  await first.answer();
  const second = await rawClient(small.port);
  assert.deepEqual(await second.rest(), []);
  first.socket.destroy();
});
