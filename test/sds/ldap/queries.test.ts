import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connectLdap, type LdapConnection } from '../../../src/platform/ldap-client.ts';
import { namesOf, rawClient, resultOf, searchFor } from './raw-client.ts';
import { COPC, REQUEST, SEED } from './seed.ts';
import { type LdapStand, ldapStand } from './stand.ts';

let stand: LdapStand;
let client: LdapConnection;

before(async () => {
  stand = await ldapStand();
  const url = `ldap://127.0.0.1:${stand.port}`;
  client = await connectLdap({ url, identity: stand.supplier });
});
after(async () => {
  await client.unbind();
  await stand[Symbol.asyncDispose]();
});

interface Asked {
  readonly base?: string;
  readonly scope?: 'base' | 'one' | 'sub';
  readonly attributes?: readonly string[];
  readonly sizeLimit?: number;
}

/** What ldapts, a client that is not ours, makes of the answer. */
async function search(filter: string, asked: Asked = {}) {
  const { base = 'ou=services,o=nhs', attributes = [], ...rest } = asked;
  const options = { scope: 'sub' as const, filter, attributes: [...attributes], ...rest };
  const { searchEntries } = await client.search(base, options);
  // ldapts makes up what was asked for and did not come.
  return searchEntries.map(withoutEmpty);
}

function withoutEmpty<T extends object>(entry: T): T {
  const held = Object.entries(entry).filter(([, value]) => [value].flat().length > 0);
  return Object.fromEntries(held) as T;
}

const dns = async (filter: string, asked: Asked = {}) =>
  (await search(filter, asked)).map(({ dn }) => dn);

const failsWith = (code: number) => (error: Error & { code?: number }) => error.code === code;

/** Q1: what PRM asks by hand. */
const Q1 = `(&(objectclass=nhsAS)(nhsIDCode=M85019)(nhsASSvcIA=${REQUEST}))`;
/** Q2 and Q3: the two steps of the MHS adaptor. */
const q2 = (ods: string, svcIA: string) =>
  `(&(nhsIDCode=${ods})(objectClass=nhsAs)(nhsAsSvcIA=${svcIA}))`;
const q3 = (partyKey: string, svcIA: string) =>
  `(&(objectClass=nhsMhs)(nhsMHSPartyKey=${partyKey})(nhsMhsSvcIA=${svcIA}))`;
const M85019_DN = 'uniqueIdentifier=200000000149,ou=Services,o=nhs';
const X26_DN = 'uniqueIdentifier=918999199246,ou=Services,o=nhs';

test('L1 an anonymous bind is accepted', async () => {
  await client.bind('', '');
  assert.equal(client.isBound, true);
});

test('L2 a search needs no bind', async () => {
  const url = `ldap://127.0.0.1:${stand.port}`;
  const fresh = await connectLdap({ url, identity: stand.supplier });
  const { searchEntries } = await fresh.search('ou=services,o=nhs', { filter: Q1 });
  await fresh.unbind();
  assert.equal(searchEntries.length, 1);
});

test('L3 the system of a practice is found by organisation and interaction', async () => {
  const found = await search(Q1, { attributes: ['+', '*'] });
  assert.equal(found.length, 1);
  assert.equal(found[0]?.uniqueIdentifier, '200000000149');
  assert.equal(found[0]?.nhsMHSPartyKey, 'YGM24-820388');
  assert.equal(found[0]?.dn, M85019_DN);
});

test('L4 organisation codes are compared with case', async () => {
  assert.deepEqual(await dns(Q1.replace('M85019', 'm85019')), []);
  const record = (await stand.entries()).at(-1);
  assert.match(record?.summary ?? '', /: 0 entries$/);
  assert.deepEqual(record?.trace, [
    {
      stage: 'perform',
      text: '(nhsIDCode=m85019) is compared with case: in another case it is there',
    },
  ]);
});

for (const [how, filter] of [
  ['lower', Q1.replace('nhsIDCode', 'nhsidcode').replace('nhsASSvcIA', 'nhsassvcia')],
  ['upper', Q1.replace('nhsIDCode', 'NHSIDCODE').replace('nhsASSvcIA', 'NHSASSVCIA')],
] as const) {
  test(`L5 attribute names in ${how} case find the same`, async () => {
    assert.deepEqual(await dns(filter), [M85019_DN]);
  });
}

test('L6 party keys are compared without case', async () => {
  const found = await dns('(&(objectClass=nhsAs)(nhsMHSPartyKey=ygm24-820388))');
  assert.deepEqual(found, [M85019_DN]);
  assert.match((await stand.entries()).at(-1)?.summary ?? '', /^search for ygm24-820388 from /);
});

for (const base of ['ou=services, o=nhs', 'OU=Services,O=NHS', 'o=nhs']) {
  test(`L7 the base "${base}" is where services are`, async () => {
    assert.deepEqual(await dns(Q1, { base }), [M85019_DN]);
  });
}

test('L8 a base that does not exist is result 32, and no name at all is 34', async () => {
  await assert.rejects(search(Q1, { base: 'ou=nowhere,o=nhs' }), failsWith(32));
  await assert.rejects(search(Q1, { base: 'services' }), failsWith(34));
});

test('L9 scope base finds the base alone', async () => {
  assert.deepEqual(await dns('(objectClass=*)', { scope: 'base' }), ['ou=Services,o=nhs']);
});

test('L10 scope one finds the same entries as the whole tree below', async () => {
  const one = await dns('(uniqueIdentifier=*)', { scope: 'one' });
  assert.deepEqual(one, await dns('(uniqueIdentifier=*)'));
  assert.equal(one.length, SEED.length);
});

test('L11 two attributes asked for are two attributes answered', async () => {
  const found = await search(Q1, { attributes: ['nhsMHSPartyKey', 'uniqueIdentifier'] });
  assert.deepEqual(found, [
    { dn: M85019_DN, uniqueIdentifier: '200000000149', nhsMHSPartyKey: 'YGM24-820388' },
  ]);
});

test('L12 the attribute 1.1 is the name alone', async () => {
  assert.deepEqual(await search(Q1, { attributes: ['1.1'] }), [{ dn: M85019_DN }]);
});

test('L13 plus and star add what the server says of an entry', async () => {
  const [plain] = await search(Q1, { attributes: ['*'] });
  const [found] = await search(Q1, { attributes: ['+', '*'] });
  assert.equal(found?.entryDN, 'uniqueidentifier=200000000149,ou=services,o=nhs');
  assert.match(
    String(found?.entryUUID),
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-/,
  );
  assert.equal(found?.createTimestamp, '20150302141231Z');
  assert.equal(found?.creatorsName, 'cn=Directory Manager,cn=Root DNs,cn=config');
  assert.equal(found?.structuralObjectClass, 'nhsAs');
  assert.equal(found?.subschemaSubentry, 'cn=schema');
  assert.equal(found?.hasSubordinates, 'false');
  assert.equal(found?.numSubordinates, '0');
  assert.equal(plain?.entryUUID, undefined);
  const [again] = await search(Q1, { attributes: ['entryUUID'] });
  assert.deepEqual(again, { dn: M85019_DN, entryUUID: found?.entryUUID });
});

test('L13 a branch says how many entries stand below it', async () => {
  const [branch] = await search('(objectClass=*)', { scope: 'base', attributes: ['+'] });
  assert.equal(branch?.hasSubordinates, 'true');
  assert.equal(branch?.numSubordinates, String(SEED.length));
  assert.equal(branch?.ou, undefined);
});

test('L14 an attribute that nobody knows is ignored', async () => {
  const found = await search(Q1, { attributes: ['nhsNoSuchThing', 'uniqueIdentifier'] });
  assert.deepEqual(found, [{ dn: M85019_DN, uniqueIdentifier: '200000000149' }]);
});

test('L15 the party key of the system does not lead to a handler, that of the handlers does', async () => {
  const [system] = await search(q2('X26', COPC), {
    attributes: ['nhsMHSPartyKey', 'uniqueIdentifier'],
  });
  assert.equal(system?.nhsMHSPartyKey, 'X26-822084');
  assert.deepEqual(await dns(q3('X26-822084', COPC)), []);
  const [handler, ...others] = await search(q3('X26-820918', COPC));
  assert.equal(handler?.nhsMhsCPAId, 'cb238429762210af860b');
  assert.deepEqual(others, []);
});

test('L16 a handler with two endpoints is one entry with two values', async () => {
  const [handler, ...others] = await search(q3('X26-820918', COPC));
  assert.deepEqual(handler?.nhsMHSEndPoint, ['https://two.example/a', 'https://two.example/b']);
  assert.deepEqual(others, []);
});

test('L17 an attribute without a rule matches nothing when strict, and its value when relaxed', async () => {
  assert.deepEqual(await dns('(nhsMHSRetries=2)'), []);
  await stand.configure({ sds: { strictMatching: false } });
  assert.equal((await dns('(nhsMHSRetries=2)')).length, 3);
  await stand.configure({});
});

test('L18 there are no substrings of organisation codes when strict', async () => {
  assert.deepEqual(await dns('(nhsIDCode=M85*)'), []);
  await stand.configure({ sds: { strictMatching: false } });
  assert.equal((await dns('(nhsIDCode=M85*)')).length, 2);
  await stand.configure({});
});

test('L19 a size limit gives what fits, and result 4', async () => {
  const raw = await rawClient(stand.port);
  raw.ask(1, searchFor('(nhsIDCode=*)', { sizeLimit: 5 }));
  const limited = await raw.answer();
  assert.equal(namesOf(limited).length, 5);
  assert.equal(resultOf(limited), 4);
  await stand.configure({ ldap: { sizeLimit: 3 } });
  raw.ask(2, searchFor('(nhsIDCode=*)', { sizeLimit: 5 }));
  const stricter = await raw.answer();
  assert.equal(namesOf(stricter).length, 3);
  assert.equal(resultOf(stricter), 4);
  raw.ask(3, searchFor('(nhsIDCode=X26)'));
  const exact = await raw.answer();
  assert.equal(namesOf(exact).length, 3);
  assert.equal(resultOf(exact), 0);
  await stand.configure({});
  raw.socket.destroy();
});

test('L20 pages of two over five entries are two, two and one', async () => {
  const sizes: number[] = [];
  const pages = client.searchPaginated('ou=services,o=nhs', {
    filter: '(|(nhsIDCode=M85019)(nhsIDCode=X26))',
    paged: { pageSize: 2 },
  });
  for await (const { searchEntries } of pages) sizes.push(searchEntries.length);
  assert.deepEqual(sizes, [2, 2, 1]);
});

test('L21 without a class only those that carry the interaction are found', async () => {
  const found = await dns(`(&(nhsIDCode=X26)(nhsMhsSvcIA=${COPC}))`);
  assert.deepEqual(found, [
    'uniqueIdentifier=S918999508766,ou=Services,o=nhs',
    'uniqueIdentifier=cb238429762210af860b,ou=Services,o=nhs',
  ]);
});

test('L22 undefined or true is true', async () => {
  const found = await search('(|(nhsMHSRetries=2)(nhsIDCode=X26))');
  assert.equal(found.length, 3);
  assert.ok(found.every(({ nhsIDCode }) => nhsIDCode === 'X26'));
});

test('L23 a negation finds all others, those without the attribute too', async () => {
  const found = await search('(&(uniqueIdentifier=*)(!(nhsIDCode=X26)))');
  assert.deepEqual(found.map(({ nhsIDCode }) => nhsIDCode ?? 'none').sort(), [
    'M85019',
    'M85019',
    'YES',
    'none',
  ]);
});

test('L29 every write is refused, and nothing changes', async () => {
  const before = await search('(objectClass=*)', { base: 'o=nhs' });
  const entry = { objectClass: 'nhsAs', uniqueIdentifier: '1' };
  const writes = () => [
    client.add('uniqueIdentifier=1,ou=Services,o=nhs', entry),
    client.del(M85019_DN),
    client.modifyDN(M85019_DN, 'uniqueIdentifier=2'),
    client.modify(M85019_DN, []),
  ];
  for (const write of writes()) await assert.rejects(write, failsWith(50));
  await stand.configure({ ldap: { writeResult: 'unwillingToPerform' } });
  for (const write of writes()) await assert.rejects(write, failsWith(53));
  await stand.configure({});
  assert.deepEqual(await search('(objectClass=*)', { base: 'o=nhs' }), before);
});

test('L30 the root says what the server can', async () => {
  const [root] = await search('(objectClass=*)', {
    base: '',
    scope: 'base',
    attributes: ['+', '*'],
  });
  assert.equal(root?.dn, '');
  assert.equal(root?.namingContexts, 'o=nhs');
  assert.equal(root?.supportedLDAPVersion, '3');
  assert.ok([root?.supportedControl].flat().includes('1.2.840.113556.1.4.319'));
  assert.ok([root?.supportedExtension].flat().includes('1.3.6.1.4.1.1466.20037'));
  assert.equal(root?.subschemaSubentry, 'cn=schema');
  const [bare] = await search('(objectClass=*)', { base: '', scope: 'base' });
  assert.deepEqual(bare, { dn: '', objectClass: 'top' });
});

for (const base of ['cn=schema', 'cn=Subschema', 'CN = subschema']) {
  test(`L30 the schema is published at "${base}"`, async () => {
    const [schema] = await search('(objectClass=subschema)', {
      base,
      scope: 'base',
      attributes: ['objectClasses', 'attributeTypes'],
    });
    const types = [schema?.attributeTypes].flat().map(String);
    const ods = types.find((type) => type.includes("'nhsIDCode'"));
    assert.match(ods ?? '', /EQUALITY caseExactMatch .*SINGLE-VALUE/);
    assert.ok(types.some((type) => type.includes("'nhsMhsManufacturerOrg'")));
    assert.ok(
      [schema?.objectClasses].flat().some((each) => String(each).includes("NAME 'nhsMhs'")),
    );
  });
}

test('L31 a practice of a supplier has a party key that does not begin with its code', async () => {
  const q6 = `(&(objectclass=nhsMHS)(nhsMHSSvcIA=${REQUEST})(nhsIDcode=M85019))`;
  const [handler] = await search(q6, { base: 'ou=services, o=nhs' });
  assert.equal(handler?.nhsMHSPartyKey, 'YGM24-820388');
  const q7 = `(&(objectclass=nhsAS)(nhsASSvcIA=${REQUEST})(nhsIDcode=M85019)(nhsMhsPartyKey=${handler?.nhsMHSPartyKey}))`;
  const [system] = await search(q7);
  assert.equal(system?.uniqueIdentifier, '200000000149');
});

test('L32 a name inside a value comes back as it is, spaces and all', async () => {
  const [system] = await search(Q1);
  assert.equal(
    system?.nhsRequestorURP,
    'uniqueidentifier=555008543106,uniqueidentifier=555008542105,uid=1, ou=people, o=nhs',
  );
});

test('L33 a change of the directory shows in the next search', async () => {
  const [system, ...others] = SEED;
  assert.ok(system);
  const attributes = system.attributes.map((each) =>
    each.name === 'nhsMHSPartyKey' ? { ...each, values: ['YGM24-999999'] } : each,
  );
  stand.put([{ ...system, attributes }, ...others]);
  const [changed] = await search(Q1);
  assert.equal(changed?.nhsMHSPartyKey, 'YGM24-999999');
  stand.put(SEED);
});

test('a search below the root finds the tree', async () => {
  assert.deepEqual(await dns('(objectClass=organization)', { base: '', scope: 'one' }), ['o=nhs']);
  assert.deepEqual(await dns('(nhsAsClient=X26)', { base: '' }), [X26_DN]);
});

test('names are spelt as the schema does, or as they were asked for when that is set', async () => {
  const asked = { attributes: ['NHSIDCODE', 'nhsmhspartykey'] };
  const [schema] = await search(Q1, asked);
  assert.deepEqual(Object.keys(schema ?? {}), ['dn', 'nhsIDCode', 'nhsMHSPartyKey']);
  await stand.configure({ ldap: { attributeNames: 'requested' } });
  const [requested] = await search(Q1, asked);
  assert.deepEqual(Object.keys(requested ?? {}), ['dn', 'NHSIDCODE', 'nhsmhspartykey']);
  await stand.configure({});
});

test('types only are names without values', async () => {
  const options = { filter: Q1, attributes: ['nhsIDCode'], returnAttributeValues: false };
  const { searchEntries } = await client.search('o=nhs', options);
  assert.deepEqual(searchEntries, [{ dn: M85019_DN, nhsIDCode: [] }]);
  const raw = await rawClient(stand.port);
  raw.ask(1, searchFor(Q1, { typesOnly: true, attributes: ['nhsIDCode'] }));
  const [entry] = await raw.answer();
  assert.deepEqual(entry?.operation, {
    kind: 'search-entry',
    dn: M85019_DN,
    attributes: [{ name: 'nhsIDCode', values: [] }],
  });
  raw.socket.destroy();
});

test('the order is that of the directory, or none when that is set', async () => {
  const inOrder = await dns('(uniqueIdentifier=*)');
  assert.deepEqual(
    inOrder,
    SEED.map(({ dn }) => dn),
  );
  await stand.configure({ ldap: { order: 'shuffle' } });
  const orders = new Set<string>();
  for (let each = 0; each < 10; each++) {
    const found = await dns('(uniqueIdentifier=*)');
    assert.deepEqual([...found].sort(), [...inOrder].sort());
    orders.add(found.join());
  }
  assert.ok(orders.size > 1);
  await stand.configure({});
});

test('what the server says of an entry finds it, alone and among other conditions', async () => {
  const [held] = await search(Q1, { attributes: ['+'] });
  const found = (filter: string) => dns(filter, { base: 'o=nhs' });
  const uuid = String(held?.entryUUID);
  assert.deepEqual(await found(`(entryUUID=${uuid})`), [M85019_DN]);
  assert.deepEqual(await found(`(ENTRYUUID=${uuid.toUpperCase()})`), [M85019_DN]);
  assert.deepEqual(await found('(entryUUID=00000000-0000-5000-8000-000000000000)'), []);
  const name = 'UniqueIdentifier=200000000149, OU=services, O=nhs';
  assert.deepEqual(await found(`(entryDN=${name})`), [M85019_DN]);
  assert.deepEqual(await found(`(&(nhsIDCode=M85019)(!(entryDN=${name})))`), [
    'uniqueIdentifier=S20001A000999,ou=Services,o=nhs',
  ]);
  const parents = ['o=nhs', 'ou=Services,o=nhs'];
  assert.deepEqual(await found('(hasSubordinates=TRUE)'), parents);
  assert.deepEqual(await found('(hasSubordinates=true)'), parents);
  assert.equal((await found('(subschemaSubentry=*)')).length, SEED.length + 6);
  assert.deepEqual(await found('(&(nhsIDCode=M85019)(createTimestamp>=20200101000000Z))'), []);
  assert.equal((await found('(&(nhsIDCode=M85019)(createTimestamp<=20200101000000Z))')).length, 2);
});

test('a comparison goes by any name of an attribute, and by what the server says', async () => {
  assert.equal(await client.compare('o=nhs', 'organizationName', 'NHS'), true);
  assert.equal(await client.compare('o=nhs', 'name', 'nhs'), true);
  assert.equal(await client.compare('o=nhs', 'hasSubordinates', 'TRUE'), true);
  assert.equal(await client.compare(M85019_DN, 'entryDN', 'o=nhs'), false);
});

test('a comparison is true, false, or says why it is neither', async () => {
  assert.equal(await client.compare(M85019_DN, 'nhsmhspartykey', 'ygm24-820388'), true);
  assert.equal(await client.compare(M85019_DN, 'nhsIDCode', 'm85019'), false);
  await assert.rejects(client.compare(M85019_DN, 'nhsMHSEndPoint', 'x'), failsWith(16));
  await assert.rejects(
    client.compare('uniqueIdentifier=0,ou=Services,o=nhs', 'o', 'x'),
    failsWith(32),
  );
  const handler = 'uniqueIdentifier=S918999508766,ou=Services,o=nhs';
  await assert.rejects(client.compare(handler, 'nhsMHSRetries', '2'), failsWith(18));
});
