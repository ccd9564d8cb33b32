import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  attributeSelection,
  type SelectionRequest,
  selections,
} from '../../../simulator/sds/ldap/attribute-selection.ts';
import { encodedEntries } from '../../../simulator/sds/ldap/encoded-entries.ts';
import type { DirectoryEntry } from '../../../src/directory/entry.ts';
import { readLdapMessage } from '../../../src/wire/ldap/read-ldap-message.ts';
import { manySystems } from './seed.ts';

const ENTRY: DirectoryEntry = {
  dn: 'cn=x,o=nhs',
  attributes: [
    { name: 'objectClass', values: ['top', 'person'] },
    { name: 'cn', values: ['x'] },
    { name: 'sn;lang-en', values: ['y'] },
    { name: 'NHSidcode', values: ['X26'] },
    { name: 'entryUUID', values: ['1'] },
    { name: 'ownInvention', values: ['z'] },
  ],
};

function chosen(request: Partial<SelectionRequest>) {
  const whole = { attributes: [], typesOnly: false, spelling: 'schema' as const, ...request };
  const { nameOf } = attributeSelection(whole);
  return ENTRY.attributes.map(({ name }) => nameOf(name)).filter((name) => name !== undefined);
}

const USER = ['objectClass', 'cn', 'sn;lang-en', 'nhsIDCode', 'ownInvention'];
const CASES: readonly (readonly [attributes: readonly string[], names: readonly string[]])[] = [
  [[], USER],
  [['*'], USER],
  [['+'], ['entryUUID']],
  [
    ['*', '+'],
    ['objectClass', 'cn', 'sn;lang-en', 'nhsIDCode', 'entryUUID', 'ownInvention'],
  ],
  [['1.1'], []],
  [['1.1', 'cn'], ['cn']],
  [
    ['COMMONNAME', 'nhsidcode'],
    ['cn', 'nhsIDCode'],
  ],
  [
    ['2.5.4.3', '1.2.826.0.1285.0.1.10'],
    ['cn', 'nhsIDCode'],
  ],
  [['name'], ['cn']],
  [['sn;lang-en'], ['sn;lang-en']],
  [['sn;lang-de', 'nothing'], []],
  [
    ['entryuuid', 'owninvention'],
    ['entryUUID', 'ownInvention'],
  ],
];

for (const [attributes, names] of CASES) {
  test(`who asks for [${attributes}] is answered ${names.length} attributes`, () => {
    assert.deepEqual(chosen({ attributes }), names);
  });
}

test('a requested spelling is kept where it names the attribute itself', () => {
  const attributes = ['COMMONNAME', 'NhsIdCode', 'objectclass'];
  assert.deepEqual(chosen({ attributes, spelling: 'requested' }), [
    'objectclass',
    'cn',
    'NhsIdCode',
  ]);
});

test('the same question is the same selection, and what is remembered of questions is bounded', () => {
  const select = selections();
  const request = (name: string) => ({
    attributes: [name],
    typesOnly: false,
    spelling: 'schema' as const,
  });
  const first = select(request('cn'));
  assert.equal(select(request('cn')), first);
  assert.notEqual(select({ ...request('cn'), typesOnly: true }), first);
  for (let each = 0; each < 1000; each++) select(request(`a${each}`));
  assert.notEqual(select(request('cn')), first);
});

test('a name with a line break in it does not pass for two names', () => {
  const select = selections();
  const request = (...attributes: string[]) =>
    select({ attributes, typesOnly: false, spelling: 'schema' });
  request('cn\nobjectClass', '","');
  const two = request('cn', 'objectClass');
  assert.deepEqual([two.nameOf('cn'), two.nameOf('objectclass')], ['cn', 'objectClass']);
  assert.equal(request('cn","objectClass').nameOf('cn'), undefined);
});

test('what long questions cost is not remembered, and short ones count with the entries', () => {
  const select = selections();
  const long = {
    attributes: ['x'.repeat(20_000)],
    typesOnly: false,
    spelling: 'schema' as const,
  };
  assert.notEqual(select(long), select(long));
  const encoded = encodedEntries(50_000);
  const all = attributeSelection({ attributes: [], typesOnly: false, spelling: 'schema' });
  const first = encoded.encode(ENTRY, all, () => []);
  for (let each = 0; each < 10; each++) encoded.encode(ENTRY, select(long), () => []);
  assert.notEqual(
    encoded.encode(ENTRY, all, () => []),
    first,
  );
});

test('an entry is encoded once for a selection, and again when it was crowded out', () => {
  const encoded = encodedEntries(10_000);
  const all = attributeSelection({ attributes: [], typesOnly: false, spelling: 'schema' });
  const names = attributeSelection({ attributes: ['cn'], typesOnly: false, spelling: 'schema' });
  const none = () => [];
  const first = encoded.encode(ENTRY, all, none);
  assert.equal(encoded.encode(ENTRY, all, none), first);
  assert.notDeepEqual(encoded.encode(ENTRY, names, none), first);
  for (const system of manySystems(20)) encoded.encode(system, all, none);
  // It was in the generation before: asked for again, it lives on.
  assert.equal(encoded.encode(ENTRY, all, none), first);
  for (const system of manySystems(200)) encoded.encode(system, all, none);
  const again = encoded.encode(ENTRY, all, none);
  assert.notEqual(again, first);
  assert.deepEqual(again, first);
});

test('what the server says of an entry is asked anew each time', () => {
  const encoded = encodedEntries();
  const plus = attributeSelection({ attributes: ['+'], typesOnly: false, spelling: 'schema' });
  const said = (count: string) => {
    const operational = () => [{ name: 'numSubordinates', values: [count] }];
    const operation = encoded.encode(ENTRY, plus, operational);
    const head = Buffer.from([0x30, operation.length + 3, 0x02, 0x01, 0x01]);
    const reading = readLdapMessage(Buffer.concat([head, operation]));
    return JSON.stringify(reading.ok && reading.value.operation);
  };
  assert.match(said('1'), /"numSubordinates","values":\["1"\]/);
  assert.match(said('2'), /"numSubordinates","values":\["2"\]/);
});
