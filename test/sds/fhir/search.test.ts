import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COPC, DISCHARGE, GP_CONNECT, INTERMEDIARY, WITH_REDACTIONS } from '../sandbox.ts';
import {
  fhirStand,
  interaction,
  manufacturer,
  type Outcome,
  organization,
  partyKey,
  type Resource,
  said,
} from './stand.ts';

const ODS = 'https://fhir.nhs.uk/Id/ods-organization-code';
const badRequest = (message: string) => `HTTP 400: Bad Request (${message})`;
const NO_ORGANISATION = badRequest(
  `Missing or invalid 'organization' query parameter. Should be 'organization=${ODS}|value'`,
);
const value = ({ identifier = [] }: Resource, name: string) =>
  identifier.find(({ system }) => system.endsWith(`/${name}`))?.value;

test('SDS-F1 a Device is found by organisation and interaction', async () => {
  await using stand = await fhirStand();
  const { total, entry } = await stand.bundle(
    `/Device?${organization('X26')}&${interaction(COPC)}`,
  );
  assert.equal(total, 1);
  const device = entry[0]?.resource;
  assert.ok(device);
  assert.equal(value(device, 'nhsSpineASID'), '918999199246');
  assert.equal(device.owner?.identifier.value, 'X26');
});

test('SDS-F2 nothing found is a searchset without entries', async () => {
  await using stand = await fhirStand();
  const bundle = await stand.bundle(`/Device?${organization('X99')}&${interaction(COPC)}`);
  assert.equal(bundle.total, 0);
  assert.deepEqual(bundle.entry, []);
});

test('SDS-F3 a Device search without organisation is refused in the words of the API', async () => {
  await using stand = await fhirStand();
  const outcome = await stand.outcome(400, `/Device?${interaction(COPC)}`);
  assert.equal(said(outcome), NO_ORGANISATION);
  assert.deepEqual(outcome.issue[0]?.details.coding, [
    {
      system: 'https://fhir.nhs.uk/STU3/ValueSet/Spine-ErrorOrWarningCode-1',
      code: 'BAD_REQUEST',
      display: 'Bad request',
    },
  ]);
  assert.equal(outcome.issue[0]?.code, 'required');
});

test('SDS-F4 a Device search by party key alone lacks its interaction', async () => {
  await using stand = await fhirStand();
  const outcome = await stand.outcome(
    400,
    `/Device?${organization('X26')}&${partyKey('X26-822084')}`,
  );
  assert.equal(
    said(outcome),
    badRequest(
      "Missing or invalid 'identifier' query parameter. Should be 'identifier=https://fhir.nhs.uk/Id/nhsServiceInteractionId|value'",
    ),
  );
});

test('SDS-F5 a value without its system is refused, for each parameter in its own words', async () => {
  await using stand = await fhirStand();
  const complete = `${organization('X26')}&${interaction(COPC)}`;
  assert.equal(said(await stand.outcome(400, `/Device?organization=X26`)), NO_ORGANISATION);
  assert.equal(
    said(await stand.outcome(400, `/Device?${complete}&identifier=x|y`)),
    badRequest(
      "Missing or invalid 'identifier' query parameter. Should be one or both of: ['identifier=https://fhir.nhs.uk/Id/nhsServiceInteractionId|value', 'identifier=https://fhir.nhs.uk/Id/nhsMhsPartyKey|value']",
    ),
  );
  assert.equal(
    said(await stand.outcome(400, `/Device?${complete}&manufacturing-organization=X26`)),
    badRequest(
      `Missing or invalid 'manufacturing-organization' query parameter. Should be 'manufacturing-organization=${ODS}|value'`,
    ),
  );
});

test('SDS-F6 a blank value counts as missing', async () => {
  await using stand = await fhirStand();
  for (const blank of ['', '%20', '+'])
    assert.equal(
      said(await stand.outcome(400, `/Device?${organization(blank)}&${interaction(COPC)}`)),
      NO_ORGANISATION,
    );
});

test('SDS-F7 a repeated identifier may be an interaction and a party key: both count', async () => {
  await using stand = await fhirStand();
  const search = `/Device?${organization('X26')}&${interaction(COPC)}`;
  assert.equal((await stand.bundle(`${search}&${partyKey('X26-822084')}`)).total, 1);
  assert.equal((await stand.bundle(`${search}&${partyKey('x26-822084')}`)).total, 1);
  assert.equal((await stand.bundle(`${search}&${partyKey('X26-1')}`)).total, 0);
});

test('SDS-F8 of a repeated parameter the last value that is not blank counts', async () => {
  await using stand = await fhirStand();
  const search = (...codes: string[]) =>
    stand.bundle(`/Device?${codes.map(organization).join('&')}&${interaction(COPC)}`);
  assert.equal((await search('X99', 'X26')).total, 1);
  assert.equal((await search('X26', 'X99')).total, 0);
  assert.equal((await search('X26', '')).total, 1);
});

test('SDS-F9 any other parameter is illegal', async () => {
  await using stand = await fhirStand();
  const complete = `${organization('X26')}&${interaction(COPC)}`;
  for (const name of ['foo', '_format', '_count', 'Organization'])
    assert.equal(
      said(await stand.outcome(400, `/Device?${complete}&${name}=1`)),
      badRequest(`Illegal query parameter '${name}'`),
    );
  assert.equal(
    said(await stand.outcome(400, `/Endpoint?${complete}&${manufacturer('X26')}`)),
    badRequest("Illegal query parameter 'manufacturing-organization'"),
  );
});

test('SDS-F10 the manufacturer narrows a Device search', async () => {
  await using stand = await fhirStand();
  const search = `/Device?${organization('X26')}&${interaction(COPC)}`;
  assert.equal((await stand.bundle(`${search}&${manufacturer('X26')}`)).total, 1);
  assert.equal((await stand.bundle(`${search}&${manufacturer('YGM24')}`)).total, 0);
});

test('SDS-F11 an Endpoint is found by interaction and party key, without organisation', async () => {
  await using stand = await fhirStand();
  const { total, entry } = await stand.bundle(
    `/Endpoint?${interaction(COPC)}&${partyKey('X26-820918')}`,
  );
  assert.equal(total, 1);
  assert.equal(entry[0] && value(entry[0].resource, 'nhsMhsCPAId'), 'cb238429762210af860b');
});

const COMBINATIONS = badRequest(
  [
    'Missing or invalid query parameters. Should one of following combinations: [',
    `'organization=${ODS}|value&identifier=https://fhir.nhs.uk/Id/nhsServiceInteractionId|value&identifier=https://fhir.nhs.uk/Id/nhsMhsPartyKey|value'`,
    `'organization=${ODS}|value&identifier=https://fhir.nhs.uk/Id/nhsServiceInteractionId|value'`,
    `'organization=${ODS}|value&identifier=https://fhir.nhs.uk/Id/nhsMhsPartyKey|value'`,
    "'identifier=https://fhir.nhs.uk/Id/nhsServiceInteractionId|value&identifier=https://fhir.nhs.uk/Id/nhsMhsPartyKey|value'",
    ']',
  ].join(''),
);

test('SDS-F12 an Endpoint search by organisation alone names the four combinations', async () => {
  await using stand = await fhirStand();
  assert.equal(said(await stand.outcome(400, `/Endpoint?${organization('X26')}`)), COMBINATIONS);
  assert.equal(
    (await stand.bundle(`/Endpoint?${organization('X26')}&${partyKey('X26-200150')}`)).total,
    1,
  );
});

test('SDS-F13 so does one by interaction alone, by party key alone and by nothing', async () => {
  await using stand = await fhirStand();
  for (const query of [`?${interaction(COPC)}`, `?${partyKey('X26-820918')}`, '', '?'])
    assert.equal(said(await stand.outcome(400, `/Endpoint${query}`)), COMBINATIONS);
});

const addresses = async (stand: Awaited<ReturnType<typeof fhirStand>>, query: string) =>
  (await stand.bundle(`/Endpoint?${query}`)).entry.map(({ resource }) => resource.address);

test('SDS-F14 a forwarded reliable message goes to the intermediary, not to the practice', async () => {
  await using stand = await fhirStand();
  const found = await addresses(stand, `${organization('X26')}&${interaction(COPC)}`);
  assert.deepEqual(found, [INTERMEDIARY, INTERMEDIARY]);
});

test('SDS-F15 a forwarded express message goes to the express intermediary', async () => {
  await using stand = await fhirStand();
  await stand.directory.put({
    dn: 'uniqueIdentifier=S20001A000190,ou=Services,o=nhs',
    attributes: [
      { name: 'objectClass', values: ['nhsMhs'] },
      { name: 'nhsIDCode', values: ['YES'] },
      { name: 'nhsMhsSvcIA', values: ['urn:nhs:names:services:tms:ExpressIntermediary'] },
      { name: 'nhsMHSEndPoint', values: ['https://spine.example/express'] },
    ],
  });
  const found = await addresses(stand, `${organization('X26')}&${interaction(DISCHARGE)}`);
  assert.deepEqual(found, ['https://spine.example/express']);
});

test('SDS-F16 a GP Connect endpoint keeps its own address', async () => {
  await using stand = await fhirStand();
  const found = await addresses(stand, `${organization('B82617')}&${interaction(GP_CONNECT)}`);
  assert.deepEqual(found, ['https://orange.example/gpconnect/']);
});

test('SDS-F17 an interaction that is not on the list keeps its own address', async () => {
  await using stand = await fhirStand();
  const found = await addresses(stand, `${organization('X26')}&${interaction(WITH_REDACTIONS)}`);
  assert.deepEqual(found, ['https://test.x26.example/listener']);
});

test('SDS-F18 without exactly one record and address of the core the answer is 500', async () => {
  await using stand = await fhirStand();
  const search = `/Endpoint?${organization('X26')}&${interaction(COPC)}`;
  const name = 'uniqueIdentifier=S20001A000192,ou=Services,o=nhs';
  const core = stand.directory.current().entry(name);
  assert.ok(core);
  await stand.directory.remove(name);
  const none = await stand.outcome(500, search);
  const expected = (what: string, count: number) =>
    `Expected 1 ${what} for forward reliable/express routing and reliability but got ${count}`;
  assert.equal(said(none), expected('result', 0));
  assert.equal(none.issue[0]?.details.coding[0]?.code, 'INTERNAL_SERVER_ERROR');
  await stand.directory.put(core);
  await stand.directory.put({ ...core, dn: 'uniqueIdentifier=another,ou=Services,o=nhs' });
  assert.equal(said(await stand.outcome(500, search)), expected('result', 2));
  await stand.directory.reset();
  const attributes = core.attributes.map(({ name, values }) =>
    name === 'nhsMHSEndPoint'
      ? { name, values: [...values, 'https://b.example/'] }
      : { name, values },
  );
  await stand.directory.put({ ...core, attributes });
  assert.equal(said(await stand.outcome(500, search)), expected('address', 2));
});

const put = (
  stand: Awaited<ReturnType<typeof fhirStand>>,
  id: string,
  values: Readonly<Record<string, readonly string[]>>,
) =>
  stand.directory.put({
    dn: `uniqueIdentifier=${id},ou=Services,o=nhs`,
    attributes: Object.entries(values).map(([name, each]) => ({ name, values: each })),
  });

test('SDS-F19 a handler with two addresses is two Endpoints', async () => {
  await using stand = await fhirStand();
  const values = { objectClass: ['nhsMhs'], nhsIDCode: ['X27'], nhsMhsSvcIA: ['urn:x:y'] };
  await put(stand, 'two', { ...values, nhsMHSEndPoint: ['https://a/', 'https://b/'] });
  const { total, entry } = await stand.bundle(
    `/Endpoint?${organization('X27')}&${interaction('urn:x:y')}`,
  );
  assert.equal(total, 2);
  assert.deepEqual(
    entry.map(({ resource }) => resource.address),
    ['https://a/', 'https://b/'],
  );
  assert.notEqual(entry[0]?.resource.id, entry[1]?.resource.id);
});

test('where the directory answers in no order, so does FHIR', async () => {
  await using stand = await fhirStand({ sds: { ldap: { order: 'shuffle' } } });
  const search = `/Endpoint?${organization('X26')}&${interaction(COPC)}`;
  const orders = new Set<string>();
  for (let each = 0; each < 12; each++) {
    const { entry } = await stand.bundle(search);
    const keys = entry.flatMap(({ resource }) =>
      (resource.identifier ?? []).filter(({ system }) => system.endsWith('nhsMhsPartyKey')),
    );
    orders.add(keys.map(({ value }) => value).join());
  }
  assert.deepEqual([...orders].sort(), ['X26-820918,X26-9199246', 'X26-9199246,X26-820918']);
});

test('SDS-F20 reliability is the first extension, in its order, retries a number', async () => {
  await using stand = await fhirStand();
  const { entry } = await stand.bundle(`/Endpoint?${interaction(COPC)}&${partyKey('X26-820918')}`);
  const [first, second] = entry[0]?.resource.extension ?? [];
  assert.match(first?.url ?? '', /ReliabilityConfiguration$/);
  assert.deepEqual(first?.extension, [
    { url: 'nhsMHSSyncReplyMode', valueString: 'None' },
    { url: 'nhsMHSRetryInterval', valueString: 'PT2H' },
    { url: 'nhsMHSRetries', valueInteger: 2 },
    { url: 'nhsMHSPersistDuration', valueString: 'PT7H' },
    { url: 'nhsMHSDuplicateElimination', valueString: 'always' },
    { url: 'nhsMHSAckRequested', valueString: 'always' },
  ]);
  assert.equal(second?.valueReference?.identifier.value, COPC);
});

test('SDS-F21 what an entry lacks is left out, and blank is lacking', async () => {
  await using stand = await fhirStand();
  await put(stand, 'bare', {
    objectClass: ['nhsMhs'],
    nhsMhsSvcIA: ['urn:x:y'],
    nhsMHSPartyKey: ['X27-1'],
    nhsMHSRetries: [' '],
  });
  const response = await stand.ask(`/Endpoint?${interaction('urn:x:y')}&${partyKey('X27-1')}`);
  const text = await response.text();
  assert.ok(!text.includes('null'));
  const { entry } = JSON.parse(text) as { entry: { resource: Resource }[] };
  assert.deepEqual(Object.keys(entry[0]?.resource ?? {}), [
    ...['resourceType', 'id', 'status', 'connectionType', 'payloadType'],
    ...['identifier', 'extension'],
  ]);
});

test('SDS-F30 more values than the mapper can take are 500', async () => {
  await using stand = await fhirStand();
  const values = { objectClass: ['nhsAs'], nhsIDCode: ['X27'], nhsAsSvcIA: ['urn:x:y'] };
  await put(stand, '1', { ...values, nhsAsClient: ['X27', 'X28'] });
  const device = await stand.outcome(
    500,
    `/Device?${organization('X27')}&${interaction('urn:x:y')}`,
  );
  assert.match(said(device) ?? '', /nhsAsClient/);
  const handler = { objectClass: ['nhsMhs'], nhsIDCode: ['X27'], nhsMhsSvcIA: ['urn:x:y'] };
  const search = `/Endpoint?${organization('X27')}&${interaction('urn:x:y')}`;
  await put(stand, '2', { ...handler, nhsMHSActor: ['a', 'b'] });
  assert.match(said(await stand.outcome(500, search)) ?? '', /nhsMHSActor/);
  await put(stand, '2', { ...handler, uniqueIdentifier: ['a', 'b'] });
  assert.match(said(await stand.outcome(500, search)) ?? '', /uniqueIdentifier/);
  await put(stand, '2', { ...handler, nhsMHSRetries: ['often'] });
  assert.match(said(await stand.outcome(500, search)) ?? '', /nhsMHSRetries/);
});

test('SDS-F33 the self link is the whole address, percent-decoded', async () => {
  await using stand = await fhirStand();
  const query = `${organization('X26')}&${interaction(COPC)}`;
  const { link, entry } = await stand.bundle(`/Device?${query.replaceAll('|', '%7C')}`);
  assert.deepEqual(link, [{ relation: 'self', url: `${stand.base}/Device?${query}` }]);
  const [found] = entry;
  assert.equal(found?.fullUrl, `${stand.base}/Device/${found?.resource.id}`);
});

test('a request that is wrong in several ways is told of its id, then of its query, then of Accept', async () => {
  await using stand = await fhirStand();
  const wrong = { Accept: 'text/html', 'X-Correlation-ID': 'x' };
  const id = await stand.outcome(400, '/Device?foo=1', { headers: wrong });
  assert.match(said(id) ?? '', /Invalid X-Correlation-ID header/);
  const query = await stand.outcome(400, '/Device?foo=1', { headers: { Accept: 'text/html' } });
  assert.match(said(query) ?? '', /foo/);
});

test('names before needs: an illegal parameter is told of before a missing one', async () => {
  await using stand = await fhirStand();
  const outcome: Outcome = await stand.outcome(400, '/Endpoint?foo=1&organization=x');
  assert.match(said(outcome) ?? '', /Illegal query parameter 'foo'/);
});

test('Spine’s own answer names the system under its own code, in a world as it is', async () => {
  await using stand = await fhirStand();
  const { entry } = await stand.bundle(
    `/Device?${organization('YES')}&${interaction('urn:nhs:names:services:tms:ReliableIntermediary')}`,
  );
  assert.equal(entry[0] && value(entry[0].resource, 'nhsSpineASID'), '928942012545');
});
