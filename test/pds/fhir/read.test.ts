import assert from 'node:assert/strict';
import { test } from 'node:test';
import { published, skipPublished } from '../../demographics/fhir/published.ts';
import { fhirStand, REQUEST_ID } from './stand.ts';

test('PDS-F01 a read gives the record, its version as ETag, and the ids of the request', async () => {
  await using stand = await fhirStand();
  const reply = await stand.ask('/Patient/9991001018', {
    headers: { 'X-Correlation-ID': '11C46F5F-CDEF-4865-94B2-0EE0EDCC26DA' },
  });
  assert.equal(reply.status, 200);
  assert.equal(reply.headers.get('content-type'), 'application/fhir+json');
  assert.equal(reply.headers.get('etag'), 'W/"12"');
  assert.equal(reply.headers.get('x-request-id'), REQUEST_ID);
  assert.equal(reply.headers.get('x-correlation-id'), '11C46F5F-CDEF-4865-94B2-0EE0EDCC26DA');
  assert.equal(reply.body.meta.versionId, '12');
  assert.equal(reply.body.name[0].family, 'TESTPATIENT');
});

test('PDS-F01 the record equals the published example', { skip: skipPublished }, async () => {
  await using stand = await fhirStand();
  const { body } = await stand.ask('/Patient/9991001018');
  assert.deepEqual(body, published('composed', 'fhir', 'Patient.9991001018.json'));
});

test('PDS-F02 a request without X-Request-ID, or with one that is no UUID, is refused', async () => {
  await using stand = await fhirStand();
  const without = await stand.ask('/Patient/9991001018', { headers: { 'X-Request-ID': '' } });
  assert.equal(without.status, 400);
  assert.equal(
    without.error,
    'MISSING_VALUE: Invalid request with error - X-Request-ID header must be supplied to access this resource',
  );
  const short = await stand.ask('/Patient/9991001018', { headers: { 'X-Request-ID': '1234' } });
  assert.equal(short.status, 400);
  assert.equal(short.error, "INVALID_VALUE: Invalid value - '1234' in header 'X-Request-ID'");
  assert.equal(short.headers.get('x-request-id'), '1234', 'mirrored all the same');
  assert.equal(short.headers.get('content-type'), 'application/fhir+json');
});

test('PDS-F03 a number that fails its check, and one that is not on PDS, are told apart', async () => {
  await using stand = await fhirStand();
  const invalid = await stand.ask('/Patient/9991001010');
  assert.deepEqual([invalid.status, invalid.error], [400, 'INVALID_RESOURCE_ID']);
  assert.equal(invalid.body.issue[0].diagnostics, undefined);
  const unknown = await stand.ask('/Patient/9991001409');
  assert.deepEqual([unknown.status, unknown.error], [404, 'RESOURCE_NOT_FOUND']);
  assert.equal(unknown.body.issue[0].severity, 'information');
  for (const id of ['123', 'abc', '%F0%9F', '99910010180'])
    assert.equal((await stand.ask(`/Patient/${id}`)).error, 'INVALID_RESOURCE_ID', id);
});

test('PDS-F04 superseded, invalidated, redacted, restricted and minimal records', async () => {
  await using stand = await fhirStand();
  const superseded = await stand.ask('/Patient/9991001050');
  assert.deepEqual([superseded.status, superseded.body.id], [200, '9991001069']);
  const invalidated = await stand.ask('/Patient/9991001077');
  assert.deepEqual([invalidated.status, invalidated.error], [404, 'INVALIDATED_RESOURCE']);
  const redacted = await stand.ask('/Patient/9991001107');
  assert.deepEqual([redacted.status, redacted.error], [404, 'RESOURCE_NOT_FOUND']);
  const restricted = await stand.ask('/Patient/9991001085');
  assert.equal(restricted.body.meta.security[0].code, 'R');
  for (const key of ['address', 'telecom', 'generalPractitioner', 'contact'])
    assert.equal(restricted.body[key], undefined, key);
  const minimal = await stand.ask('/Patient/9991001239');
  assert.deepEqual(Object.keys(minimal.body), ['resourceType', 'id', 'identifier', 'meta']);
});

test('PDS-F20 related people come as a Bundle, an empty one for those who have none or are restricted', async () => {
  await using stand = await fhirStand();
  const bravo = await stand.ask('/Patient/9991001026/RelatedPerson');
  assert.deepEqual([bravo.status, bravo.body.type, bravo.body.total], [200, 'searchset', 2]);
  const [mother] = bravo.body.entry;
  assert.match(mother.fullUrl, /\/FHIR\/R4\/Patient\/9991001026\/RelatedPerson\/SIM0P$/);
  assert.equal(mother.resource.resourceType, 'RelatedPerson');
  assert.match(bravo.body.timestamp, /^2026-01-05T09:00:00\+00:00$/);
  for (const number of ['9991001018', '9991001085']) {
    const { body } = await stand.ask(`/Patient/${number}/RelatedPerson`);
    assert.equal(body.total, 0);
    assert.ok(!('entry' in body));
  }
  assert.equal((await stand.ask('/Patient/9991001409/RelatedPerson')).error, 'RESOURCE_NOT_FOUND');
  assert.equal((await stand.ask('/Patient/9991001010/RelatedPerson')).error, 'INVALID_RESOURCE_ID');
});

test('PDS-F21 paths and methods that there are not', async () => {
  await using stand = await fhirStand();
  const path = await stand.ask('/Practitioner/1');
  assert.deepEqual(
    [path.status, path.error],
    [400, "UNSUPPORTED_REQUEST: Unsupported path - '/Practitioner/1'"],
  );
  for (const method of ['PUT', 'DELETE', 'POST']) {
    const reply = await stand.ask('/Patient/9991001018', { method });
    assert.deepEqual([reply.status, reply.error], [400, 'UNSUPPORTED_SERVICE'], method);
  }
  assert.equal((await stand.ask('/Patient/9991001018', { method: 'OPTIONS' })).status, 502);
  assert.equal((await stand.ask('/Patient/', {})).error, 'UNSUPPORTED_SERVICE');
});

test('the platform tells its health, the status only to those with a key', async () => {
  await using stand = await fhirStand();
  const ping = await stand.ask('/_ping', { headers: { 'X-Request-ID': '' } });
  assert.equal(ping.status, 200);
  assert.equal((await stand.ask('/_status')).status, 401);
  const status = await stand.ask('/_status', { headers: { apikey: 'anything' } });
  assert.equal(status.body.status, 'pass');
});

test('the exchange is on record by operation and result, without the patient in its summary', async () => {
  await using stand = await fhirStand();
  await stand.ask('/Patient/9991001018');
  await stand.ask('/Patient/9991001409');
  const entries = await stand.journal.find({ service: 'pds-fhir' });
  assert.deepEqual(
    entries.map(({ summary }) => summary),
    [
      'Patient.read from sandbox: HTTP 200, found',
      'Patient.read from sandbox: HTTP 404, refused: RESOURCE_NOT_FOUND',
    ],
  );
  assert.equal(entries[0]?.messageId, REQUEST_ID);
  assert.ok(!entries.some((each) => JSON.stringify(each.trace).includes('9991001')));
});
