import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json, JsonObject } from '../../../src/demographics/fhir/json.ts';
import { type FhirStand, fhirStand, WORKER } from './stand.ts';

const ALPHA = '9991001018';
const CARD: JsonObject = {
  resourceType: 'Coverage',
  status: 'active',
  subscriber: { identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: ALPHA } },
  identifier: [
    { value: 'DE1234567890121234', assigner: { identifier: { value: 'DEU' }, display: 'Germany' } },
  ],
  payor: [{ identifier: { value: 'DE98765' } }],
  beneficiary: { identifier: { value: '1029384756' } },
  period: { end: '2030-12-31' },
};

const post = (stand: FhirStand, body: Json, headers: Record<string, string> = {}) =>
  stand.ask('/Coverage', { method: 'POST', headers: { 'If-Match': 'W/"12"', ...headers }, body });
const get = (stand: FhirStand, number = ALPHA, headers: Record<string, string> = {}) =>
  stand.ask(`/Coverage?subscriber:identifier=${number}`, { headers });

test('a health insurance card is kept beside the record, whose version it moves', async () => {
  await using stand = await fhirStand();
  const none = await get(stand);
  assert.deepEqual([none.status, none.body.total, none.body.meta.versionId], [200, 0, '12']);
  assert.equal(none.headers.get('etag'), 'W/"12"');
  const reply = await post(stand, CARD);
  assert.deepEqual([reply.status, reply.body.total, reply.body.meta.versionId], [201, 1, '13']);
  const { body } = await get(stand);
  assert.deepEqual(body.entry[0].resource, CARD);
  assert.match(body.entry[0].fullUrl, /\/Coverage\?subscriber:identifier=9991001018$/);
});

test('a card of megabytes is not kept', async () => {
  await using stand = await fhirStand();
  const reply = await post(stand, { ...CARD, note: 'x'.repeat(20_000) });
  assert.equal(reply.status, 400);
  assert.equal(
    reply.error,
    'INVALID_UPDATE: Invalid update with error - Coverage has more than 16384 bytes',
  );
  assert.equal((await get(stand)).body.total, 0);
});

test('what is wrong with a card, or with the question for one, is told by its path', async () => {
  await using stand = await fhirStand();
  const says = async (change: JsonObject, headers: Record<string, string> = {}) =>
    (await post(stand, { ...CARD, ...change }, headers)).error;
  assert.match(await says({}, { 'If-Match': '' }), /^PRECONDITION_FAILED/);
  assert.equal(await says({}, { 'If-Match': 'W/"11"' }), 'RESOURCE_VERSION_MISMATCH');
  assert.equal(
    await says({ identifier: [{ assigner: { identifier: { value: 'FRA' } } }] }),
    "MISSING_VALUE: Missing value - 'identifier/0/value'",
  );
  assert.equal(
    await says({ payor: [{ identifier: { value: '' } }] }),
    "INVALID_VALUE: Invalid value - '' in field 'payor/0/identifier/value'",
  );
  const two = [{ identifier: { value: 'DE98765' } }, { identifier: { value: 'FR98765' } }];
  assert.equal(
    await says({ payor: two }),
    "TOO_MANY_VALUES_SUBMITTED: Too many values submitted - [{'identifier': {'value': 'DE98765'}}, {'identifier': {'value': 'FR98765'}}] in field 'payor'",
  );
  assert.match((await get(stand, '9991001010')).error, /^INVALID_RESOURCE_ID/);
  assert.match((await get(stand, '9991001409')).error, /^RESOURCE_NOT_FOUND/);
  const format =
    "INVALID_SEARCH_DATA: Invalid search data provided - 'Coverage search request must follow the format /Coverage?subscriber:identifier=NHS_NUMBER'";
  const key = `subscriber:identifier=${ALPHA}`;
  for (const query of ['', '?year=2003', `?${key}&year=2003`, `?${key}&${key}`])
    assert.equal((await stand.ask(`/Coverage${query}`)).error, format);
});

test('cards are for the people themselves', async () => {
  await using stand = await fhirStand({
    fhir: { authentication: 'enforce' },
    principals: {
      app: { ...WORKER, mode: 'application-restricted' },
      self: { ...WORKER, mode: 'patient', patient: ALPHA },
    },
  });
  const app = await get(stand, ALPHA, { Authorization: 'Bearer app' });
  assert.deepEqual(
    [app.status, app.error],
    [
      403,
      'ACCESS_DENIED: Your app has insufficient permissions to use this operation. Please contact support.',
    ],
  );
  const { display } = app.body.issue[0].details.coding[0];
  assert.equal(display, 'Cannot GET resource with application-restricted access token');
  const self = { Authorization: 'Bearer self' };
  assert.equal((await get(stand, ALPHA, self)).status, 200);
  assert.equal((await get(stand, '9991001026', self)).status, 403);
  assert.equal((await post(stand, CARD, self)).status, 201);
});
