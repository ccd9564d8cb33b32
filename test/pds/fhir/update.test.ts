import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../src/demographics/fhir/json.ts';
import { currentProvision } from '../../../src/demographics/patient.ts';
import { published, skipPublished } from '../../demographics/fhir/published.ts';
import { type FhirStand, fhirStand, REQUEST_ID } from './stand.ts';

const ALPHA = '9991001018';
const replaceGp = (value: string, id = 'SIM0A'): JsonObject => ({
  op: 'replace',
  path: '/generalPractitioner/0',
  value: {
    ...{ id, type: 'Organization' },
    identifier: {
      system: 'https://fhir.nhs.uk/Id/ods-organization-code',
      value,
      period: { start: '2026-01-05' },
    },
  },
});
const male: JsonObject = { op: 'replace', path: '/gender', value: 'male' };
const fresh = (last: number) => `60E0B220-8136-4CA5-AE46-${String(last).padStart(12, '0')}`;

test('PDS-F11 a new practice is a new version with a new ETag, and is read back', async () => {
  await using stand = await fhirStand();
  const reply = await stand.patch(ALPHA, [replaceGp('Z99002')]);
  assert.equal(reply.status, 200, reply.error);
  assert.equal(reply.headers.get('etag'), 'W/"13"');
  assert.equal(reply.body.meta.versionId, '13');
  assert.equal(reply.body.generalPractitioner[0].identifier.value, 'Z99002');
  const read = await stand.ask(`/Patient/${ALPHA}`);
  assert.deepEqual(read.body, reply.body);
  assert.equal(read.headers.get('etag'), 'W/"13"');
  const [, note] = stand.register.history(ALPHA).map((version) => version.note);
  assert.deepEqual([note?.face, note?.what], ['fhir', 'generalPractitioner']);
});

test('PDS-F11 the published update is taken', { skip: skipPublished }, async () => {
  await using stand = await fhirStand();
  const { patches } = published('composed', 'fhir', 'PATCH.replace-gp.request.json');
  const reply = await stand.patch(ALPHA, patches, { 'If-Match': 'W/"12"' });
  assert.deepEqual([reply.status, reply.body.meta.versionId], [200, '13']);
});

test('PDS-F12 an update says which version it means, and brings patches', async () => {
  await using stand = await fhirStand();
  const missing = await stand.patch(ALPHA, [male], { 'If-Match': '' });
  assert.deepEqual(
    [missing.status, missing.error],
    [
      412,
      'PRECONDITION_FAILED: Invalid request with error - If-Match header must be supplied to update this resource',
    ],
  );
  const stale = await stand.patch(ALPHA, [male], { 'If-Match': 'W/"11"' });
  assert.deepEqual([stale.status, stale.error], [409, 'RESOURCE_VERSION_MISMATCH']);
  const bare = (value = '12') => stand.patch(ALPHA, [male], { 'If-Match': value });
  assert.deepEqual(
    [(await bare()).status, (await bare()).error],
    [409, 'RESOURCE_VERSION_MISMATCH'],
  );
  stand.set({ malformedIfMatch: '400' });
  assert.equal((await bare()).error, "INVALID_VALUE: Invalid value - '12' in header 'If-Match'");
  assert.equal((await bare('W/"11"')).status, 409);
  stand.set({ malformedIfMatch: '412' });
  assert.equal((await bare()).status, 412);
  const none = 'INVALID_UPDATE: Invalid update with error - No patches found';
  for (const body of [{}, { patches: [] }, [male], 'nonsense', { patches: 'x' }]) {
    const reply = await stand.ask(`/Patient/${ALPHA}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json-patch+json', 'If-Match': 'W/"12"' },
      body,
    });
    assert.deepEqual([reply.status, reply.error], [400, none]);
  }
  assert.equal(stand.register.get(ALPHA)?.scn, 12, 'nothing of this changed the record');
});

test('PDS-F13 operations are known, and parts of an item name it', async () => {
  await using stand = await fhirStand();
  const bad = await stand.patch(ALPHA, [{ op: 'bad_value', path: 'not a path' }]);
  assert.deepEqual(
    [bad.status, bad.error],
    [400, "INVALID_VALUE: Invalid value - 'bad_value' in field '0/op'"],
  );
  const part = { op: 'replace', path: '/address/0/line/0', value: '2 Whitehall Quay' };
  const nameless = await stand.patch(ALPHA, [part]);
  assert.deepEqual(
    [nameless.status, nameless.error],
    [
      400,
      'INVALID_UPDATE: Invalid update with error - no id or url found for path with root /address/0',
    ],
  );
});

test('PDS-F14 removals come after their test; the usual name stays', async () => {
  await using stand = await fhirStand();
  const untested = await stand.patch(ALPHA, [{ op: 'remove', path: '/name/1' }]);
  assert.equal(untested.status, 400);
  assert.match(
    untested.error,
    /not immediately preceded by equivalent test - instead it is the first/,
  );
  const usual = await stand.patch(ALPHA, [
    { op: 'test', path: '/name/0/id', value: 'SIM0E' },
    { op: 'remove', path: '/name/0' },
  ]);
  assert.deepEqual(
    [usual.status, usual.error],
    [403, 'FORBIDDEN_UPDATE: Forbidden update with error - not permitted to remove usual name'],
  );
  assert.equal(usual.body.issue[0].severity, 'information');
});

test('an update is judged in the order of its checks: number, If-Match, type, id, record', async () => {
  await using stand = await fhirStand();
  const headers = { 'Content-Type': 'application/bananas', 'If-Match': '', 'X-Request-ID': '' };
  const says = async (number: string, change: Record<string, string>) =>
    (await stand.patch(number, [male], { ...headers, ...change })).error;
  assert.equal(await says('9991001010', {}), 'INVALID_RESOURCE_ID');
  assert.match(await says('9991001409', {}), /^PRECONDITION_FAILED/);
  const matched = { 'If-Match': 'W/"1"' };
  assert.equal(await says('9991001409', matched), 'UNSUPPORTED_SERVICE');
  const typed = { ...matched, 'Content-Type': 'application/json' };
  assert.match(await says('9991001409', typed), /^MISSING_VALUE/);
  const whole = { ...typed, 'X-Request-ID': REQUEST_ID };
  assert.equal(await says('9991001409', whole), 'RESOURCE_NOT_FOUND');
  assert.equal(await says(ALPHA, whole), 'RESOURCE_VERSION_MISMATCH');
});

test('merged, invalidated, redacted and refused records are not updated', async () => {
  await using stand = await fhirStand();
  const merged = await stand.patch('9991001050', [male]);
  assert.deepEqual(
    [merged.status, merged.error],
    [
      403,
      'FORBIDDEN_UPDATE: Forbidden update with error - Update Failed - NHS No. supplied has been superseded in a merge',
    ],
  );
  assert.equal((await stand.patch('9991001077', [male])).error, 'INVALIDATED_RESOURCE');
  assert.equal((await stand.patch('9991001107', [male])).error, 'RESOURCE_NOT_FOUND');
  const refused = await stand.patch('9991001352', [male]);
  assert.equal(refused.status, 403);
  assert.match(refused.error, /^FORBIDDEN_UPDATE: .*invalid GP Registration data supplied$/);
  const unknown = await stand.patch(ALPHA, [replaceGp('Z99009')]);
  assert.deepEqual([unknown.status, stand.register.get(ALPHA)?.scn], [400, 12]);
});

test('a request that is repeated changes nothing again, and gets the same answer', async () => {
  await using stand = await fhirStand();
  const send = (value: string, headers: Record<string, string> = {}) =>
    stand.patch(ALPHA, [replaceGp(value)], { 'If-Match': 'W/"12"', ...headers });
  const first = await send('Z99002');
  const again = await send('Z99002');
  assert.deepEqual([again.status, again.text], [200, first.text]);
  assert.equal(again.headers.get('etag'), 'W/"13"');
  assert.equal(stand.register.get(ALPHA)?.scn, 13);
  const other = await send('Z99002', { 'X-Request-ID': fresh(1) });
  assert.equal(other.status, 409, 'another id is another request');
  const different = await send('Z99003');
  assert.equal(different.status, 409, 'the same id does not hide another change');
});

test('of two updates of one version the second is told', async () => {
  await using stand = await fhirStand();
  const patch = (last: number, value: string) =>
    stand.patch(ALPHA, [{ ...male, value }], {
      'If-Match': 'W/"12"',
      'X-Request-ID': fresh(last),
    });
  const replies = await Promise.all([patch(1, 'male'), patch(2, 'unknown'), patch(3, 'male')]);
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409, 409]);
  assert.equal(stand.register.get(ALPHA)?.scn, 13);
});

test('an update that leaves everything as it was is no new version', async () => {
  await using stand = await fhirStand();
  const reply = await stand.patch(ALPHA, [{ op: 'test', path: '/gender', value: 'female' }]);
  assert.deepEqual([reply.status, reply.headers.get('etag')], [200, 'W/"12"']);
});

/** A change of practice as the HL7 face makes one: by the register, under the serial number that it read. */
function throughHl7(stand: FhirStand, number: string, scn: number, ods: string) {
  const note = { at: '2026-01-05T09:00:00.000Z', face: 'hl7', by: '999000000002', what: 'GP' };
  return stand.register.change(number, scn, note, (patient) => ({
    ...patient,
    provisions: patient.provisions.map((each) => (each.code === '1' ? { ...each, ods } : each)),
  }));
}

test('PDS-F22 HL7 and FHIR share one version: a change through one is the news of the other', async () => {
  await using stand = await fhirStand();
  assert.ok(throughHl7(stand, ALPHA, 12, 'Z99002').ok);
  const read = await stand.ask(`/Patient/${ALPHA}`);
  assert.equal(read.body.meta.versionId, '13');
  assert.equal(read.body.generalPractitioner[0].identifier.value, 'Z99002');
  const reply = await stand.patch(ALPHA, [replaceGp('Z99003')], { 'If-Match': 'W/"13"' });
  assert.equal(reply.body.meta.versionId, '14');
  assert.deepEqual(throughHl7(stand, ALPHA, 13, 'Z99001'), { ok: false, why: 'stale', scn: 14 });
  const patient = stand.register.get(ALPHA);
  assert.equal(patient && currentProvision(patient)?.ods, 'Z99003');
});

test('a change that readers see late is known to those who made it', async () => {
  await using stand = await fhirStand({ pds: { updateVisibleAfter: 'PT5S' } });
  const first = await stand.patch(ALPHA, [male], { 'If-Match': 'W/"12"' });
  assert.equal(first.body.meta.versionId, '13');
  assert.equal((await stand.ask(`/Patient/${ALPHA}`)).headers.get('etag'), 'W/"12"');
  const second = await stand.patch(ALPHA, [{ ...male, value: 'unknown' }], {
    ...{ 'If-Match': 'W/"13"', 'X-Request-ID': fresh(2) },
  });
  assert.deepEqual([second.status, second.body.meta.versionId], [200, '14']);
});

test('a reset forgets what was answered before', async () => {
  await using stand = await fhirStand();
  const beginning = stand.register.snapshot();
  await stand.patch(ALPHA, [male], { 'If-Match': 'W/"12"' });
  stand.register.restore(beginning);
  stand.reset();
  const again = await stand.patch(ALPHA, [male], { 'If-Match': 'W/"12"' });
  assert.deepEqual([again.status, stand.register.get(ALPHA)?.scn], [200, 13]);
});
