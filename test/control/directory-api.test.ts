import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapDevice } from '../../simulator/sds/fhir/map-device.ts';
import { mapEndpoint } from '../../simulator/sds/fhir/map-endpoint.ts';
import { directoryStand, ldifOf } from '../sds/directory-stand.ts';
import { ask, json, stand } from './stand.ts';

interface Entry {
  readonly dn: string;
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** A control API with a directory over the same default world. */
async function desk() {
  const sds = await directoryStand();
  const { directory } = sds;
  const api = await stand({}, { directory, world: sds.world, settings: sds.settings });
  return {
    ...{ directory, url: api.url },
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await sds[Symbol.asyncDispose]();
    },
  };
}

const entriesOf = (body: Readonly<Record<string, unknown>>) => body.entries as readonly Entry[];
const named = (dn: string) => `/directory/entries/${encodeURIComponent(dn)}`;
const SYSTEM = 'uniqueIdentifier=999000000001,ou=Services,o=nhs';

test('systems and message handlers are found by their codes', async () => {
  await using api = await desk();
  const { status, body } = await ask(
    `${api.url}/directory?ods=Z99001&interaction=RCMR_IN010000UK05`,
  );
  assert.equal(status, 200);
  const [system, handler, ...others] = entriesOf(body);
  assert.equal(system?.dn, SYSTEM);
  assert.ok(handler?.attributes.some(({ name }) => name === 'nhsMHSEndPoint'));
  assert.deepEqual(others, []);
  const all = await ask(`${api.url}/directory`);
  assert.ok(entriesOf(all.body).length > 50);
});

test('a question that the directory does not know is refused', async () => {
  await using api = await desk();
  const { status, body } = await ask(`${api.url}/directory?name=Riverside`);
  assert.equal(status, 400);
  assert.match(String(body.message), /name/);
});

test('L33 a contract that is patched in a running world shows at once', async () => {
  await using api = await desk();
  const interaction = 'urn:nhs:names:services:gp2gp:RCMR_IN030000UK06';
  const contracts = { [interaction]: { persistDuration: 'PT9M', endpoint: 'https://new.test/x' } };
  const patched = await ask(
    `${api.url}/world`,
    json('PATCH', { organisations: { sut: { contracts } } }),
  );
  assert.equal(patched.status, 200);
  const { body } = await ask(`${api.url}/directory?ods=Z99003&interaction=${interaction}`);
  const handler = entriesOf(body)[1];
  const value = (wanted: string) =>
    handler?.attributes.find(({ name }) => name === wanted)?.values[0];
  assert.equal(value('nhsMHSPersistDuration'), 'PT9M');
  assert.equal(value('nhsMHSEndPoint'), 'https://new.test/x');
});

test('an entry is put, seen and taken away', async () => {
  await using api = await desk();
  const dn = 'uniqueIdentifier=1,ou=Services,o=nhs';
  const attributes = [
    { name: 'objectClass', values: ['top', 'nhsAs'] },
    { name: 'nhsIDCode', values: ['X26'] },
  ];
  const put = await ask(`${api.url}${named(dn)}`, json('PUT', { attributes }));
  assert.equal(put.status, 200);
  assert.deepEqual(put.body, { dn, attributes });
  const found = await ask(`${api.url}/directory?ods=X26`);
  assert.deepEqual(entriesOf(found.body), [{ dn, attributes }]);
  const gone = await ask(`${api.url}${named(dn)}`, { method: 'DELETE' });
  assert.equal(gone.status, 204);
  const again = await ask(`${api.url}${named(dn)}`, { method: 'DELETE' });
  assert.equal(again.status, 404);
});

test('an entry that cannot be is refused with what to do', async () => {
  await using api = await desk();
  const attributes = [{ name: 'cn', values: ['x'] }];
  const { status, body } = await ask(
    `${api.url}${named('cn=x,ou=People,o=nhs')}`,
    json('PUT', { attributes }),
  );
  assert.equal(status, 409);
  assert.equal(body.error, 'SIM_DIRECTORY_ENTRY');
  assert.match(String(body.remedy), /objectClass/);
  const branch = await ask(`${api.url}${named('ou=Services,o=nhs')}`, { method: 'DELETE' });
  assert.equal(branch.status, 409);
});

test('LDIF goes in whole or not at all, and entries as JSON too', async () => {
  await using api = await desk();
  const ldif = (body: string): RequestInit => ({
    ...{ method: 'POST', body },
    headers: { 'content-type': 'text/ldif' },
  });
  const text = ldifOf('7', { objectClass: 'nhsAs', nhsIDCode: 'X27' });
  const taken = await ask(`${api.url}/directory/import`, ldif(text));
  assert.deepEqual([taken.status, taken.body], [200, { entries: 1 }]);
  const bad = await ask(`${api.url}/directory/import`, ldif(`${text}oops\n`));
  assert.equal(bad.status, 409);
  assert.match(String(bad.body.message), /LDIF:7: /);

  const { body } = await ask(`${api.url}/directory?ods=X27`);
  const again = await ask(`${api.url}/directory/import`, json('POST', body));
  assert.deepEqual([again.status, again.body], [200, { entries: 1 }]);
  const wrong = await ask(`${api.url}/directory/import`, json('POST', { entries: [{ dn: 'x' }] }));
  assert.equal(wrong.status, 400);
});

test('flat records of the public sandbox are taken in as systems and message handlers', async () => {
  await using api = await desk();
  const records = [
    { uniqueIdentifier: ['1'], nhsIDCode: 'X26', nhsAsSvcIA: ['urn:a:B', 'urn:a:C'] },
    // In the sandbox a message handler may have the id of a system.
    { uniqueIdentifier: '1', nhsMhsCPAId: 'S1', nhsIDCode: 'X26', nhsMhsSvcIA: 'urn:a:B' },
    { uniqueIdentifier: '2', nhsIDCode: 'X26', nhsMhsSvcIA: 'urn:a:C', nhsMHSActor: [], x: null },
  ];
  const taken = await ask(`${api.url}/directory/import`, json('POST', records));
  assert.deepEqual([taken.status, taken.body], [200, { entries: 3 }]);
  const { body } = await ask(`${api.url}/directory?ods=X26`);
  assert.deepEqual(
    entriesOf(body).map(({ dn, attributes }) => [dn.split(',')[0], attributes.length]),
    [
      ['uniqueIdentifier=1', 4],
      ['uniqueIdentifier=S1', 5],
      ['uniqueIdentifier=2', 4],
    ],
  );
  const wrong = await ask(`${api.url}/directory/import`, json('POST', [{ nhsIDCode: 'X26' }]));
  assert.equal(wrong.status, 400);
  assert.match(String(wrong.body.message), /record 0 is neither/);
});

test('an answer of the SDS FHIR API is taken in as what it was made from', async () => {
  await using api = await desk();
  const [system, handler] = api.directory.find({ ods: 'Z99001', interaction: 'RCMR_IN010000UK05' });
  assert.ok(system && handler);
  const two = ['https://one.test/', 'https://two.test/'];
  const withTwo = {
    ...handler,
    attributes: handler.attributes.map((each) =>
      each.name === 'nhsMHSEndPoint' ? { ...each, values: two } : each,
    ),
  };
  const resources = [mapDevice(system, '1'), ...mapEndpoint(withTwo, two, () => '2')];
  assert.equal(resources.length, 3);
  const bundle = { resourceType: 'Bundle', entry: resources.map((resource) => ({ resource })) };
  const before = [system, withTwo].map(({ attributes }) => attributes);
  await ask(`${api.url}${named(system.dn)}`, { method: 'DELETE' });
  await ask(`${api.url}${named(handler.dn)}`, { method: 'DELETE' });
  const taken = await ask(`${api.url}/directory/import`, {
    ...json('POST', bundle),
    headers: { 'content-type': 'application/fhir+json' },
  });
  assert.deepEqual([taken.status, taken.body], [200, { entries: 2 }]);
  const now = api.directory.find({ ods: 'Z99001', interaction: 'RCMR_IN010000UK05' });
  assert.deepEqual(
    now.map(({ dn }) => dn),
    [system.dn, handler.dn],
  );
  // What FHIR does not tell is gone; all else is as it was.
  for (const [at, { attributes }] of now.entries()) {
    const told = attributes.slice(1).map(({ name, values }) => {
      assert.deepEqual(values, before[at]?.find((each) => each.name === name)?.values, name);
      return name;
    });
    assert.equal(told.length, at === 0 ? 6 : 16);
  }
  const wrong = { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Patient' } }, 7] };
  const refused = await ask(`${api.url}/directory/import`, json('POST', wrong));
  assert.equal(refused.status, 400);
  assert.match(String(refused.body.message), /record 0 is neither/);
});

test('the whole directory goes out as LDIF', async () => {
  await using api = await desk();
  const response = await fetch(`${api.url}/directory.ldif`);
  assert.equal(response.headers.get('content-type'), 'text/ldif; charset=utf-8');
  assert.equal(await response.text(), api.directory.exportLdif());
});

test('what does not fit together is listed', async () => {
  await using api = await desk();
  assert.deepEqual((await ask(`${api.url}/directory/lint`)).body, { remarks: [] });
  await ask(`${api.url}${named('uniqueIdentifier=S20001A000192,ou=Services,o=nhs')}`, {
    method: 'DELETE',
  });
  const { body } = await ask(`${api.url}/directory/lint`);
  const [remark] = body.remarks as readonly { readonly rule: string }[];
  assert.equal(remark?.rule, 'core-intermediary');
});

test('the operations are documented where there is a directory, and only there', async () => {
  await using api = await desk();
  const paths = async (url: string) => {
    const { body } = await ask(`${url}/openapi.json`);
    return Object.keys(body.paths as object).filter((path) => path.includes('/directory'));
  };
  assert.deepEqual(await paths(api.url), [
    '/api/v1/directory',
    '/api/v1/directory.ldif',
    '/api/v1/directory/import',
    '/api/v1/directory/entries/{dn}',
    '/api/v1/directory/lint',
  ]);
  await using bare = await stand();
  assert.deepEqual(await paths(bare.url), []);
});
