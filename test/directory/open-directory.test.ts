import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIRECTORY_BRANCHES } from '../../src/directory/branches.ts';
import type { DirectoryEntry } from '../../src/directory/entry.ts';
import { openDirectory } from '../../src/directory/open-directory.ts';
import type { SearchScope } from '../../src/wire/ldap/ldap-filter.ts';
import { entryOf, M85019_AS, X26_AS, X26_MHS } from './entry-of.ts';

const directory = openDirectory([M85019_AS, X26_AS, X26_MHS]);
const all = { kind: 'present', attribute: 'objectClass' } as const;
const under = (base: string, scope: SearchScope) => {
  const found = directory.search({ base, scope, filter: all, strict: true });
  return found && [...found].map(({ dn }) => dn);
};

test('L7 a base is found in every spelling', () => {
  const code = { kind: 'equal', attribute: 'nhsIDCode', value: 'M85019' } as const;
  for (const base of ['ou=services,o=nhs', 'ou=services, o=nhs', 'OU=Services,O=NHS', 'o=nhs']) {
    const found = directory.search({ base, scope: 'sub', filter: code, strict: true });
    assert.deepEqual([...(found ?? [])], [M85019_AS], base);
  }
});

test('L8 a base that does not exist is told from one that has nothing', () => {
  assert.equal(under('ou=nowhere,o=nhs', 'sub'), undefined);
  assert.equal(under('not a name', 'sub'), undefined);
  assert.deepEqual(under('ou=People,o=nhs', 'one'), []);
});

test('L9 the scope of the base alone gives the branch itself', () => {
  assert.deepEqual(under('ou=services,o=nhs', 'base'), ['ou=Services,o=nhs']);
});

test('L10 one level below Services gives what the whole of it gives, but the branch', () => {
  assert.deepEqual(under('ou=Services,o=nhs', 'sub'), [
    'ou=Services,o=nhs',
    ...(under('ou=Services,o=nhs', 'one') ?? []),
  ]);
  assert.equal(under('o=nhs', 'one')?.length, 5);
});

test('entries come as they were put in, the branches first; a later one replaces an earlier', () => {
  const changed: DirectoryEntry = {
    ...X26_AS,
    dn: 'UNIQUEIDENTIFIER=918999199246, OU=services, O=nhs',
  };
  const { entries, entry } = openDirectory([X26_AS, X26_MHS, changed]);
  assert.deepEqual(entries, [...DIRECTORY_BRANCHES, changed, X26_MHS]);
  assert.equal(entry('uniqueIdentifier=918999199246,ou=Services,o=nhs'), changed);
  assert.equal(entry('uniqueIdentifier=0,ou=Services,o=nhs'), undefined);
});

test('a comma in a name does not make a level', () => {
  const odd = { dn: 'cn=a\\,o\\=nhs,ou=People,o=nhs', attributes: [] };
  const { search } = openDirectory([odd]);
  const found = search({
    base: 'o=nhs',
    scope: 'one',
    filter: { kind: 'and', filters: [] },
    strict: true,
  });
  assert.ok(found);
  assert.ok(![...found].includes(odd));
});

test('entries are judged only when they are asked for', () => {
  const many = Array.from({ length: 1000 }, (_, at) =>
    entryOf('nhsMhs', { uniqueIdentifier: `S${at}`, nhsIDCode: 'X26' }),
  );
  let judged = 0;
  const counted = many.map((entry) => ({
    ...entry,
    get attributes() {
      judged += 1;
      return entry.attributes;
    },
  }));
  const { search } = openDirectory(counted);
  judged = 0;
  const [first] = search({ base: 'o=nhs', scope: 'sub', filter: all, strict: true }) ?? [];
  assert.equal(first?.dn, 'o=nhs');
  assert.equal(judged, 0);
});

test('a scan says where it has judged for a while in vain', () => {
  const many = Array.from({ length: 100 }, (_, at) =>
    entryOf('nhsAs', { uniqueIdentifier: `${at}` }),
  );
  const { scan, search } = openDirectory(many);
  const filter = { kind: 'equal', attribute: 'nhsProductName', value: 'x' } as const;
  const asked = { base: 'o=nhs', scope: 'sub', filter, strict: true } as const;
  const marks = [...(scan(asked) ?? [])];
  assert.ok(marks.length >= 5 && marks.every((mark) => mark === undefined));
  assert.deepEqual([...(search(asked) ?? [])], []);
  assert.equal(scan({ ...asked, base: 'ou=nowhere,o=nhs' }), undefined);
});

test('many alternatives that hold for many find each entry once', () => {
  const many = Array.from({ length: 3000 }, (_, at) =>
    entryOf('nhsAs', { uniqueIdentifier: `${at}`, nhsIDCode: 'X26' }),
  );
  const filters = Array.from({ length: 200 }, () => ({
    ...{ kind: 'equal' as const, attribute: 'nhsIDCode', value: 'X26' },
  }));
  const large = openDirectory(many);
  const asked = { base: 'o=nhs', scope: 'sub', strict: true } as const;
  const began = performance.now();
  const [first] = large.search({ ...asked, filter: { kind: 'or', filters } }) ?? [];
  // Putting the positions of two hundred alternatives together first would take far longer.
  assert.ok(performance.now() - began < 20);
  assert.equal(first?.dn, many[0]?.dn);
  const found = large.search({ ...asked, filter: { kind: 'or', filters } }) ?? [];
  assert.deepEqual(
    [...found].map(({ dn }) => dn),
    many.map(({ dn }) => dn),
  );
});

const organisation = (nhsOrgCloseDate?: string) =>
  entryOf('nhsGPPractice', {
    uniqueIdentifier: 'Z99008',
    nhsIDCode: 'Z99008',
    ...(nhsOrgCloseDate ? { nhsOrgCloseDate } : {}),
  });
const now = () => new Date('2026-01-05T09:00:00Z');

test('an organisation is open, closed by its date, or unknown', () => {
  const status = (...entries: DirectoryEntry[]) =>
    openDirectory(entries, { now }).organisation('Z99008');
  assert.equal(status(), 'unknown');
  assert.equal(status(organisation()), 'open');
  assert.equal(status(organisation('20251231')), 'closed');
  assert.equal(status(organisation('20260105090000')), 'closed');
  assert.equal(status(organisation('20270101')), 'open');
  assert.equal(openDirectory([organisation('20270101')]).organisation('Z99008'), 'closed');
});

test('a system shows that its organisation is at work, unless the organisation has closed', () => {
  const system = entryOf('nhsAs', { uniqueIdentifier: '1', nhsIDCode: 'Z99008' });
  const serving = entryOf('nhsAs', {
    uniqueIdentifier: '2',
    nhsIDCode: 'X',
    nhsAsClient: 'Z99008',
  });
  assert.equal(openDirectory([system]).organisation('Z99008'), 'open');
  assert.equal(openDirectory([serving]).organisation('Z99008'), 'open');
  assert.equal(openDirectory([system]).organisation('z99008'), 'unknown');
  assert.equal(openDirectory([system, organisation('20200101')]).organisation('Z99008'), 'closed');
});

test('ten thousand endpoints are loaded well within a second and searched by index', () => {
  const many = Array.from({ length: 10_000 }, (_, at) =>
    entryOf('nhsMhs', {
      uniqueIdentifier: `S${at}`,
      nhsIDCode: `Z${at >> 2}`,
      nhsMHSPartyKey: `Z${at >> 2}-900000`,
      nhsMhsSvcIA: `urn:nhs:names:services:gp2gp:RCMR_IN0${at % 4}`,
    }),
  );
  const began = performance.now();
  const large = openDirectory(many);
  const loaded = performance.now() - began;
  const filters = (code: number) =>
    [
      { kind: 'equal', attribute: 'objectClass', value: 'nhsMhs' },
      { kind: 'equal', attribute: 'nhsIDCode', value: `Z${code}` },
    ] as const;
  const start = performance.now();
  for (let code = 0; code < 1000; code++) {
    const filter = { kind: 'and', filters: filters(code) } as const;
    const found = large.search({ base: 'ou=Services,o=nhs', scope: 'sub', filter, strict: true });
    assert.equal([...(found ?? [])].length, 4);
  }
  const searched = (performance.now() - start) / 1000;
  assert.ok(loaded < 1000, `loaded in ${loaded} ms`);
  // Judging every entry takes tens of milliseconds: only an index is this fast, on any machine.
  assert.ok(searched < 1, `${searched} ms a search`);
});
