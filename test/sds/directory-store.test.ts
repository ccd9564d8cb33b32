import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DirectoryEntryError, LdifError } from '../../simulator/sds/directory-errors.ts';
import { WorldError } from '../../simulator/world/world-problem.ts';
import { type DirectoryEntry, firstValueOf, valuesOf } from '../../src/directory/entry.ts';
import { OBJECT_CLASSES, objectClass } from '../../src/directory/schema/schema.ts';
import { readLdif } from '../../src/wire/ldif/read-ldif.ts';
import { directoryStand, ldifOf } from './directory-stand.ts';

const GP2GP = 'urn:nhs:names:services:gp2gp';
const EXTRACT = `${GP2GP}:RCMR_IN030000UK06`;
const RIVERSIDE = 'uniqueIdentifier=999000000001,ou=Services,o=nhs';
const SAMPLES = join(import.meta.dirname, '../../../shared/samples/sds/ldap');
const skip = existsSync(SAMPLES) ? false : 'the shared samples are not here';

test('every party of the world has an organisation, a system and a handler for each contract', async () => {
  await using stand = await directoryStand();
  const { directory, world } = stand;
  const current = directory.current();
  const [system, ...handlers] = directory.find({ ods: 'Z99001' });
  assert.ok(system);
  assert.equal(system.dn, RIVERSIDE);
  assert.equal(firstValueOf(system, 'nhsMHSPartyKey'), 'Z99001-900001');
  assert.ok(valuesOf(system, 'nhsAsSvcIA').includes(EXTRACT));
  const { contracts } = world.current();
  const own = contracts.filter(({ partyKey }) => partyKey === 'Z99001-900001');
  assert.deepEqual(
    handlers.map((entry) => firstValueOf(entry, 'nhsMhsCPAId')).sort(),
    own.map(({ cpaId }) => cpaId).sort(),
  );
  const practice = current.entry('uniqueIdentifier=Z99001,ou=Organisations,o=nhs');
  assert.equal(practice && firstValueOf(practice, 'o'), 'Riverside Surgery');
  assert.equal(current.organisation('Z99001'), 'open');
  assert.equal(current.organisation('Z99009'), 'unknown');
});

test('Spine publishes its services and both intermediaries under its own party key', async () => {
  await using stand = await directoryStand();
  const found = stand.directory.find({ ods: 'YES' });
  const [system] = found;
  assert.equal(system && firstValueOf(system, 'uniqueIdentifier'), '928942012545');
  const address = (interaction: string) =>
    found
      .filter((entry) => firstValueOf(entry, 'nhsMhsSvcIA') === interaction)
      .map((entry) => firstValueOf(entry, 'nhsMHSEndPoint'));
  for (const name of ['ReliableIntermediary', 'ExpressIntermediary'])
    assert.deepEqual(address(`urn:nhs:names:services:tms:${name}`), [
      'https://127.0.0.1:8443/reliablemessaging/intermediary',
    ]);
  assert.deepEqual(address('urn:nhs:names:services:psis:REPC_IN150016UK05'), [
    'https://127.0.0.1:8443/reliablemessaging/reliablerequest',
  ]);
});

test('reliability is advertised in the words of SDS, and the endpoint is the practice’s own', async () => {
  await using stand = await directoryStand();
  const [, handler] = stand.directory.find({ ods: 'Z99003', interaction: 'RCMR_IN030000UK06' });
  assert.ok(handler);
  const value = (name: string) => firstValueOf(handler, name);
  assert.deepEqual(
    [
      ...['nhsMHSPersistDuration', 'nhsMHSRetries', 'nhsMHSRetryInterval', 'nhsMHSAckRequested'],
      ...['nhsMHSDuplicateElimination', 'nhsMHSSyncReplyMode', 'nhsMHSActor', 'nhsMHSEndPoint'],
    ].map(value),
    [
      ...['PT4H10M', '2', 'PT2H', 'always', 'always', 'None'],
      ...['urn:oasis:names:tc:ebxml-msg:actor:nextMSH', 'https://localhost:9443/'],
    ],
  );
  const [, express] = stand.directory.find({ ods: 'Z99003', interaction: 'PRSC_IN080000UK03' });
  assert.ok(express);
  for (const name of ['nhsMHSPersistDuration', 'nhsMHSRetries', 'nhsMHSRetryInterval'])
    assert.equal(firstValueOf(express, name), undefined, name);
});

test('every entry of the world keeps to the published schema', async () => {
  await using stand = await directoryStand();
  for (const entry of stand.directory.current().entries) {
    const classes = valuesOf(entry, 'objectClass').map((name) => objectClass(name));
    const last = classes.at(-1);
    assert.ok(last, entry.dn);
    const chain = [last];
    for (let up = last.superior; up; up = objectClass(up)?.superior)
      chain.push(...OBJECT_CLASSES.filter(({ name }) => name === up));
    const allowed = new Set(chain.flatMap(({ must, may }) => [...must, ...may]).map(lower));
    for (const name of chain.flatMap(({ must }) => must))
      assert.ok(valuesOf(entry, name).length > 0, `${entry.dn} lacks ${name}`);
    for (const { name } of entry.attributes)
      assert.ok(allowed.has(lower(name)), `${entry.dn} may not have ${name}`);
  }
});

const lower = (text: string) => text.toLowerCase();

test('durations shrink with timeScale, as Spine keeps them', async () => {
  await using stand = await directoryStand({ timeScale: 0.01 });
  const [, handler] = stand.directory.find({ ods: 'Z99001', interaction: EXTRACT });
  assert.ok(handler);
  assert.equal(firstValueOf(handler, 'nhsMHSRetryInterval'), 'PT1M12S');
  assert.equal(firstValueOf(handler, 'nhsMHSPersistDuration'), 'PT2M30S');
});

test('L33 an endpoint that is changed in a running world is in the directory at once', async () => {
  await using stand = await directoryStand();
  const { directory, settings } = stand;
  const address = () => {
    const [, handler] = directory.find({ ods: 'Z99003', interaction: EXTRACT });
    return handler && firstValueOf(handler, 'nhsMHSEndPoint');
  };
  assert.equal(address(), 'https://localhost:9443/');
  let told = 0;
  directory.subscribe(() => {
    told += 1;
  });
  await settings.patch({ organisations: { sut: { endpoint: 'https://localhost:9999/new' } } });
  assert.equal(told, 1);
  assert.equal(address(), 'https://localhost:9999/new');
});

test('two interactions under one CPAId are two entries', async () => {
  const contracts = {
    [EXTRACT]: { cpaId: 'S1A1' },
    [`${GP2GP}:COPC_IN000001UK01`]: { cpaId: 'S1A1' },
  };
  await using stand = await directoryStand({ organisations: { sut: { contracts } } });
  const ids = stand.directory
    .find({ ods: 'Z99003' })
    .filter((entry) => firstValueOf(entry, 'nhsMhsCPAId') === 'S1A1')
    .map((entry) => firstValueOf(entry, 'uniqueIdentifier'));
  assert.deepEqual(ids, ['S1A1', 'S1A1-2']);
});

test('files lie over the world and live edits over files, by name', async () => {
  const file = `version: 1\n\n${ldifOf('999000000001', { objectClass: 'nhsAs', nhsIDCode: 'Z99001', nhsProductName: 'from a file' })}`;
  await using stand = await directoryStand(
    { sds: { entries: ['more.ldif'] } },
    { 'more.ldif': file },
  );
  const { directory, edits } = stand;
  const product = () => {
    const entry = directory.current().entry(RIVERSIDE);
    return entry && firstValueOf(entry, 'nhsProductName');
  };
  assert.equal(product(), 'from a file');
  await directory.put({
    dn: 'UNIQUEIDENTIFIER=999000000001, ou=services, o=NHS',
    attributes: [
      { name: 'objectClass', values: ['nhsAs'] },
      { name: 'nhsProductName', values: ['live'] },
    ],
  });
  assert.equal(product(), 'live');
  assert.equal(await directory.remove(RIVERSIDE), true);
  assert.equal(product(), undefined);
  assert.equal(await directory.remove(RIVERSIDE), false);
  assert.deepEqual(
    edits.map(({ kind }) => kind),
    ['put', 'remove'],
  );
  directory.reset();
  assert.equal(product(), 'from a file');
});

test('an edit is on record before it counts, and does not count when it cannot be', async () => {
  await using stand = await directoryStand();
  const { openDirectoryStore } = await import('../../simulator/sds/directory-store.ts');
  const { world, clock } = stand;
  const directory = await openDirectoryStore({
    world,
    clock,
    before: () => Promise.reject(new Error('the disk is full')),
  });
  await assert.rejects(directory.remove(RIVERSIDE), /disk is full/);
  assert.ok(directory.current().entry(RIVERSIDE));
});

test('what has not changed keeps its identity', async () => {
  await using stand = await directoryStand();
  const { directory } = stand;
  const before = directory.current().entry(RIVERSIDE);
  assert.equal(directory.current(), directory.current());
  await directory.remove('uniqueIdentifier=999000000002,ou=Services,o=nhs');
  assert.equal(directory.current().entry(RIVERSIDE), before);
});

test('a file with a wrong line stops the world, with file and line', async () => {
  const opening = directoryStand(
    { sds: { entries: ['bad.ldif'] } },
    { 'bad.ldif': 'version: 1\n\ndn: o=x\nnothing\n' },
  );
  await assert.rejects(opening, (error: unknown) => {
    assert.ok(error instanceof WorldError);
    assert.match(error.message, /sds\.entries\[0\]: bad\.ldif:4: a line is "name: value"/);
    return true;
  });
});

test('a file must be there, in or below the folder of the world', async () => {
  await assert.rejects(directoryStand({ sds: { entries: ['none.ldif'] } }), /cannot be read/);
  await assert.rejects(directoryStand({ sds: { entries: ['../x.ldif'] } }), /in or below/);
});

test('LDIF is taken in whole or not at all', async () => {
  await using stand = await directoryStand();
  const { directory } = stand;
  const size = () => directory.current().entries.length;
  const before = size();
  const good = ldifOf('S1', { objectClass: 'nhsMhs', nhsIDCode: 'X26' });
  await assert.rejects(directory.importLdif(`${good}dn: nothing\n`, 'a.ldif'), DirectoryEntryError);
  await assert.rejects(directory.importLdif(`${good}nothing\n`, 'a.ldif'), (error: unknown) => {
    assert.ok(error instanceof LdifError);
    assert.match(error.message, /^a\.ldif:7: /);
    return true;
  });
  assert.equal(size(), before);
  assert.equal(await directory.importLdif(`version: 1\n\n${good}`), 1);
  assert.equal(size(), before + 1);
});

test('entries that no search would find, and changes of the tree itself, are refused', async () => {
  await using stand = await directoryStand();
  const { directory } = stand;
  const is = { name: 'objectClass', values: ['nhsAs'] };
  const put = (dn: string, ...attributes: { name: string; values: string[] }[]) =>
    directory.put({ dn, attributes });
  const name = 'uniqueIdentifier=1,ou=Services,o=nhs';
  await assert.rejects(put('no name', is), /is no name/);
  await assert.rejects(put('o=elsewhere', is), /not below o=nhs/);
  await assert.rejects(put('ou=services, o=nhs', is), /branch of the tree/);
  await assert.rejects(put(name), /no objectClass/);
  await assert.rejects(put(name, is, { name: 'a b', values: ['x'] }), /no legal name/);
  await assert.rejects(put(name, is, { name: 'cn', values: [] }), /without a value/);
  await assert.rejects(put(name, is, { name: 'OBJECTCLASS', values: ['x'] }), /twice/);
  await assert.rejects(directory.remove('ou=Services,o=nhs'), /branch of the tree/);
});

test('the whole directory goes out as LDIF and comes back the same', async () => {
  await using stand = await directoryStand();
  const { directory } = stand;
  const text = directory.exportLdif();
  const entries = [...directory.current().entries];
  const { records } = readLdif(text);
  assert.deepEqual(
    records.map(({ dn, attributes }) => ({ dn, attributes })),
    entries,
  );
  assert.equal(await directory.importLdif(text), entries.length - 6);
  assert.deepEqual(directory.current().entries, entries);
});

test('what is looked for is found by any of its codes', async () => {
  await using stand = await directoryStand();
  const ids = (question: Parameters<typeof stand.directory.find>[0]) =>
    stand.directory.find(question).map((entry) => firstValueOf(entry, 'uniqueIdentifier'));
  assert.equal(ids({ asid: '999000000001' })[0], '999000000001');
  assert.deepEqual(ids({ asid: '999000000001' }), ids({ ods: 'z99001' }));
  assert.deepEqual(ids({ partyKey: 'z99001-900001' }), ids({ ods: 'Z99001' }));
  const [system, handler, ...others] = ids({ ods: 'Z99001', interaction: 'rcmr_in030000uk06' });
  assert.equal(system, '999000000001');
  assert.match(handler ?? '', /^S/);
  assert.deepEqual(others, []);
  assert.deepEqual(ids({ asid: '1' }), []);
});

test('the default world gives nothing to remark', async () => {
  await using stand = await directoryStand();
  assert.deepEqual(stand.directory.lint(), []);
});

test('what does not fit together is remarked on', async () => {
  await using stand = await directoryStand();
  const { directory } = stand;
  await directory.remove('uniqueIdentifier=S20001A000192,ou=Services,o=nhs');
  await directory.importLdif(
    [
      ldifOf('1', {
        objectClass: 'nhsAs',
        nhsIDCode: 'X26',
        nhsMHSPartyKey: 'X26-1',
        nhsAsSvcIA: EXTRACT,
      }),
      ldifOf('2', { objectClass: 'nhsAs', nhsIDCode: 'X26', nhsAsSvcIA: EXTRACT }),
      ldifOf('S1', { objectClass: 'nhsMhs', nhsMHSPartyKey: 'X26-2', nhsMhsSvcIA: EXTRACT }),
    ].join(''),
  );
  const rules = directory.lint().map(({ rule, dn }) => [rule, /=([^,]*)/.exec(dn)?.[1]]);
  assert.deepEqual(rules, [
    ['system-without-organisation', '1'],
    ['system-without-organisation', '2'],
    ['handler-without-system', 'S1'],
    ['gp2gp-without-handler', '1'],
    ['gp2gp-without-handler', '2'],
    ['two-systems', '2'],
    ['core-intermediary', 'Services'],
  ]);
});

test('a handler with several values where the schema allows one is remarked on', async () => {
  await using stand = await directoryStand();
  const { directory } = stand;
  const [, handler] = directory.find({ ods: 'Z99003', interaction: EXTRACT });
  assert.ok(handler);
  const attributes = handler.attributes.map(({ name, values }) =>
    name === 'nhsMhsCPAId' ? { name, values: [...values, 'S9'] } : { name, values },
  );
  await directory.put({ ...handler, attributes });
  const [remark] = directory.lint();
  assert.equal(remark?.rule, 'several-values');
  assert.match(remark?.text ?? '', /nhsMhsCPAId has 2 values/);
});

test('where the directory says something else than Spine goes by is remarked on', async () => {
  await using stand = await directoryStand();
  const { directory } = stand;
  const [system, handler] = directory.find({ ods: 'Z99003', interaction: EXTRACT });
  assert.ok(system && handler);
  const saying = (entry: DirectoryEntry, changes: Readonly<Record<string, string>>) => ({
    ...entry,
    attributes: entry.attributes.map(({ name, values }) => {
      const value = changes[name];
      return { name, values: value === undefined ? values : [value] };
    }),
  });
  await directory.put(
    saying(handler, {
      nhsMHSEndPoint: 'https://stale.test/',
      nhsMHSRetries: '9',
      nhsMHSRetryInterval: 'PT120M',
      nhsProductName: 'another',
    }),
  );
  await directory.put(saying(system, { nhsMHSPartyKey: 'X26-900000' }));
  const remarks = directory.lint().filter(({ rule }) => rule === 'unlike-the-world');
  assert.deepEqual(
    remarks.map(({ dn, text }) => [dn, text.replace(/: PATCH .*/, '')]),
    [
      [system.dn, 'says nhsMHSPartyKey X26-900000, Spine goes by Z99003-900003'],
      [
        handler.dn,
        'says nhsMHSEndPoint https://stale.test/, Spine goes by https://localhost:9443/',
      ],
      [handler.dn, 'says nhsMHSRetries 9, Spine goes by 2'],
    ],
  );
  await directory.remove(handler.dn);
  const [gone] = directory.lint().filter(({ rule }) => rule === 'contract-without-handler');
  assert.equal(gone?.dn, handler.dn);
  assert.match(gone?.text ?? '', /RCMR_IN030000UK06 to party Z99003-900003/);
  directory.reset();
  assert.deepEqual(directory.lint(), []);
});

test('the published LDIF is taken in and comes out again', { skip }, async () => {
  for (const file of readdirSync(SAMPLES).filter((name) => name.endsWith('.ldif'))) {
    await using stand = await directoryStand();
    const { directory } = stand;
    const text = readFileSync(join(SAMPLES, file), 'utf8');
    await directory.importLdif(text, file);
    const given = readLdif(text).records.filter(({ dn }) => !/^(ou=[^,]+,)?o=nhs$/.test(dn));
    const out = new Map(readLdif(directory.exportLdif()).records.map((each) => [each.dn, each]));
    for (const { dn, attributes } of given)
      assert.deepEqual(out.get(dn)?.attributes, attributes, dn);
  }
});
