import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json, JsonObject } from '../../../src/demographics/fhir/json.ts';
import { published, skipPublished } from '../../demographics/fhir/published.ts';
import { type AskOptions, type FhirStand, fhirStand, WORKER } from './stand.ts';

const AUTHORITY: JsonObject = {
  url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-RegisteringAuthority',
  extension: [
    { url: 'registeringAuthorityType', valueCodeableConcept: { coding: [{ code: 'x' }] } },
    { url: 'organisationIdentifier', valueString: 'RGS' },
  ],
};
const NEW: JsonObject = {
  resourceType: 'Patient',
  name: [{ use: 'usual', given: ['Zebedee'], family: 'Newcomer', prefix: ['Mr'] }],
  gender: 'male',
  birthDate: '1990-05-06',
  address: [{ use: 'home', line: ['', '1 Fresh Street', '', 'Freshtown'], postalCode: 'ZZ9 9ZZ' }],
  extension: [AUTHORITY],
};
const ALPHA: JsonObject = {
  ...NEW,
  name: [{ use: 'usual', given: ['Alpha'], family: 'Testpatient' }],
  gender: 'female',
  birthDate: '1980-02-29',
  address: [{ use: 'home', line: ['1 SYNTHETIC STREET'], postalCode: 'ZZ1 1AA' }],
};
let last = 0;

function create(stand: FhirStand, body: Json, headers: AskOptions['headers'] = {}) {
  return stand.ask('/Patient', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Request-ID': `60E0B220-8136-4CA5-AE46-${String(last++).padStart(12, '0')}`,
      ...headers,
    },
    body,
  });
}

test('PDS-F19 somebody who is on PDS gets no second number', async () => {
  await using stand = await fhirStand();
  const single = await create(stand, ALPHA);
  assert.deepEqual(
    [single.status, single.error],
    [
      200,
      'SINGLE_MATCH: Unable to create new patient. NHS number 9991001018 found for supplied demographic data.',
    ],
  );
  const twin = { family: 'TWIN', use: 'usual' };
  const born = { birthDate: '2010-03-31', gender: 'female' };
  const address = [{ use: 'home', line: ['18 SYNTHETIC STREET'], postalCode: 'ZZ1 8AA' }];
  const multiple = await create(stand, { ...NEW, ...born, name: [twin], address });
  assert.deepEqual(
    [multiple.status, multiple.error],
    [
      200,
      'MULTIPLE_MATCHES: Unable to create new patient. Multiple matches found for supplied demographic data.',
    ],
  );
});

test('PDS-F19 somebody new gets a number from the pool and version 1, and can be read', async () => {
  await using stand = await fhirStand();
  const reply = await create(stand, NEW);
  assert.equal(reply.status, 201, reply.error);
  assert.equal(reply.body.id, '9991001638');
  assert.equal(reply.body.meta.versionId, '1');
  assert.equal(reply.headers.get('etag'), 'W/"1"');
  assert.equal(reply.body.name[0].period.start, '2026-01-05');
  const read = await stand.ask('/Patient/9991001638');
  assert.deepEqual(read.body, reply.body);
  const second = await create(stand, NEW);
  assert.match(second.error, /^SINGLE_MATCH: .*9991001638/);
});

test('PDS-F19 an application by itself creates nobody, nor does a patient', async () => {
  await using stand = await fhirStand({
    fhir: { authentication: 'enforce' },
    principals: {
      app: { ...WORKER, mode: 'application-restricted' },
      self: { ...WORKER, mode: 'patient', patient: '9991001018' },
    },
  });
  const app = await create(stand, NEW, { Authorization: 'Bearer app' });
  assert.deepEqual(
    [app.status, app.error],
    [
      403,
      'INVALID_METHOD: Your app has insufficient permissions to use this method. Please contact support.',
    ],
  );
  assert.equal(
    app.body.issue[0].details.coding[0].display,
    'Cannot create resource with application-restricted access token',
  );
  const self = await create(stand, NEW, { Authorization: 'Bearer self' });
  assert.equal(self.status, 403);
  assert.match(self.error, /^ACCESS_DENIED: /);
});

test('what is missing or wrong in a new patient is told by its path', async () => {
  await using stand = await fhirStand({ fhir: { createRatePerSecond: 0 } });
  const says = async (body: Json) => (await create(stand, body)).error;
  assert.equal(await says({ bananas: 'in pyjamas' }), "MISSING_VALUE: Missing value - 'name'");
  const { address, gender, birthDate, extension, ...named } = NEW;
  assert.equal(await says(named), "MISSING_VALUE: Missing value - 'address'");
  assert.equal(
    await says({ ...named, address } as Json),
    "MISSING_VALUE: Missing value - 'gender'",
  );
  assert.equal(
    await says({ ...named, address, gender } as Json),
    "MISSING_VALUE: Missing value - 'birthDate'",
  );
  assert.equal(
    await says({ ...named, address, gender, birthDate } as Json),
    "MISSING_VALUE: Missing value - 'extension'",
  );
  const name = (change: JsonObject) => [{ use: 'usual', family: 'X', ...change }];
  assert.equal(
    await says({ ...NEW, name: name({ given: 'not an array' }) }),
    "INVALID_VALUE: Invalid value - 'not an array' in field 'name/0/given'",
  );
  assert.equal(
    await says({ ...NEW, address: ['not', 'an', 'object'] }),
    "INVALID_VALUE: Invalid value - 'not' in field 'address/0'",
  );
  assert.equal(
    await says({ ...NEW, gender: 'notAValidOption' }),
    "INVALID_VALUE: Invalid value - 'notAValidOption' in field 'gender'",
  );
  assert.equal(
    await says({ ...NEW, birthDate: 'not-a-date' }),
    "INVALID_VALUE: Invalid value - 'not-a-date' in field 'birthDate'",
  );
  assert.match(await says({ ...NEW, birthDate: '2026-01-06' }), /^INVALID_VALUE: /);
  assert.match(await says({ ...NEW, pets: [] }), /^ADDITIONAL_PROPERTIES: .*'pets'/);
  const practice = { generalPractitioner: [{ identifier: { value: 'Z99001' } }] };
  assert.match(await says({ ...NEW, ...practice }), /^ADDITIONAL_PROPERTIES: .*Practitioner'/);
  assert.match(await says({ ...NEW, name: [...name({}), ...name({})] }), /^TOO_MANY_VALUES/);
  assert.match(await says({ ...NEW, name: [] }), /^TOO_FEW_VALUES_SUBMITTED: /);
  assert.match(await says({ ...NEW, name: name({ family: 'B<>' }) }), /^UNSUPPORTED_CHARACTERS/);
  assert.match(await says('nonsense'), /^INVALID_CREATE: /);
  const bananas = await create(stand, NEW, { 'Content-Type': 'application/bananas' });
  assert.equal(bananas.error, 'UNSUPPORTED_SERVICE');
});

test('where somebody new lives and is reached is judged once nobody fits, in the words of PDS', async () => {
  await using stand = await fhirStand({ fhir: { createRatePerSecond: 0 } });
  const says = async (change: JsonObject) => (await create(stand, { ...NEW, ...change })).error;
  const at = (change: JsonObject) => ({
    address: [{ use: 'home', postalCode: 'ZZ9 9ZZ', ...change }] as Json,
  });
  const lines =
    "INVALID_CREATE: Invalid patient create data provided - 'address lines 1 and 4 or 2 and 4 must be completed as a minimum'";
  for (const line of [['1 Fresh Street'], ['', '', '', 'Town'], ['1', '2', '3'], []])
    assert.equal(await says(at({ line })), lines);
  const single = await create(stand, { ...ALPHA, ...at({ line: ['1'], postalCode: 'ZZ1 1AA' }) });
  assert.match(single.error, /^SINGLE_MATCH/);
  const email = (value: string) => ({ telecom: [{ system: 'email', use: 'home', value }] });
  assert.equal(
    await says(email('testemail')),
    "INVALID_CREATE: Invalid patient create data provided - 'email format is invalid'",
  );
  assert.match(
    await says(at({ use: 'temp', line: ['1', '', '', 'T'] })),
    /^INVALID_CREATE: .*period/,
  );
  assert.equal(stand.register.get('9991001638'), undefined, 'nobody was taken up');
  const nowhere = await create(stand, { ...NEW, ...at({ postalCode: 'ZZ99 3VZ' }) });
  assert.equal(nowhere.status, 201, nowhere.error);
});

test('the published request is taken', { skip: skipPublished }, async () => {
  await using stand = await fhirStand();
  const file = ['components', 'examples', 'requests', 'PatientCreate', 'Allocate_NHS_Number.json'];
  const reply = await create(stand, published('fhir-oas', ...file));
  assert.equal(reply.status, 201, reply.error);
  assert.equal(reply.body.name[0].family, 'Edwards');
  assert.equal(reply.body.telecom, undefined, 'the number was in use until 2021');
  assert.equal(stand.register.get(reply.body.id)?.telecoms[0]?.value, '123342');
});

test('the fourth new patient of a second is one too many; a repeated request is no new patient', async () => {
  await using stand = await fhirStand();
  const numbered = (at: number) => ({ ...NEW, birthDate: `1990-05-0${at}` });
  for (const at of [1, 2, 3]) assert.equal((await create(stand, numbered(at))).status, 201);
  const fourth = await create(stand, numbered(4));
  assert.deepEqual(
    [fourth.status, fourth.error],
    [
      429,
      'TOO_MANY_REQUESTS: There have been too many Create Patient requests. Please try again later.',
    ],
  );
  await stand.clock.advance(1000);
  const headers = { 'X-Request-ID': '70E0B220-8136-4CA5-AE46-1D97EF59D068' };
  const first = await create(stand, numbered(4), headers);
  const again = await create(stand, numbered(4), headers);
  assert.deepEqual([again.status, again.text], [201, first.text]);
});
