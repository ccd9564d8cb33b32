import assert from 'node:assert/strict';
import { test } from 'node:test';
import { published, skipPublished } from '../../demographics/fhir/published.ts';
import { type FhirStand, type FhirStandOptions, fhirStand, WORKER } from './stand.ts';

const ALPHA = '9991001018';
const GUIDANCE =
  'Refer to the guidance for this header in our API Specification https://digital.nhs.uk/developer/api-catalogue/personal-demographics-service-fhir';
const [ROLE] = WORKER.roles;
const OPTIONS: FhirStandOptions = {
  fhir: { authentication: 'enforce' },
  principals: {
    worker: WORKER,
    several: {
      ...WORKER,
      roles: ROLE ? [ROLE, { ...ROLE, roleProfileId: '555000000202' }] : [],
    },
    nobody: { ...WORKER, roles: [] },
    app: { ...WORKER, mode: 'application-restricted', roles: [] },
    privileged: { ...WORKER, mode: 'privileged-application', roles: [] },
    self: { ...WORKER, mode: 'patient', roles: [], patient: ALPHA },
    systemless: { ...WORKER, asid: undefined },
    insider: { ...WORKER, seesConfidentialRemovals: true },
  },
};

const read = (stand: FhirStand, token: string, number = ALPHA, urid = '') =>
  stand.ask(`/Patient/${number}`, {
    headers: { Authorization: `Bearer ${token}`, 'NHSD-Session-URID': urid },
  });

test('PDS-F15 an application without a user changes nothing; a patient changes only the own record', async () => {
  await using stand = await fhirStand(OPTIONS);
  const male = [{ op: 'replace', path: '/gender', value: 'male' }];
  for (const [token, mode] of [
    ['app', 'application-restricted'],
    ['privileged', 'privileged-application-restricted'],
  ]) {
    const reply = await stand.patch(ALPHA, male, { Authorization: `Bearer ${token}` });
    assert.deepEqual(
      [reply.status, reply.error],
      [
        403,
        'INVALID_METHOD: Your app has insufficient permissions to use this method. Please contact support.',
      ],
    );
    const { display } = reply.body.issue[0].details.coding[0];
    assert.equal(display, `Cannot update resource with ${mode} access token`);
  }
  const self = { Authorization: 'Bearer self' };
  const other = await stand.patch('9991001026', male, self);
  assert.equal(other.status, 403);
  assert.equal(
    other.error,
    'ACCESS_DENIED: Your access token has insufficient permissions. See documentation regarding Patient access restrictions https://digital.nhs.uk/developer/api-catalogue/personal-demographics-service-fhir',
  );
  assert.equal(other.body.issue[0].details.coding[0].display, 'Patient cannot perform this action');
  const own = await stand.patch(ALPHA, male, self);
  assert.match(own.error, /^INVALID_UPDATE: .*does not have permission to update the fields/);
  const mobile = { system: 'phone', use: 'mobile', value: '07700900001' };
  const added = await stand.patch(ALPHA, [{ op: 'add', path: '/telecom/-', value: mobile }], self);
  assert.equal(added.status, 200, added.error);
});

test('patients read their own record only, and search for nobody', async () => {
  await using stand = await fhirStand(OPTIONS);
  assert.equal((await read(stand, 'self')).status, 200);
  assert.equal((await read(stand, 'self', '9991001026')).status, 403);
  const search = await stand.ask('/Patient?family=TESTPATIENT&birthdate=eq1980-02-29', {
    headers: { Authorization: 'Bearer self' },
  });
  assert.deepEqual([search.status, search.error.split(':')[0]], [403, 'ACCESS_DENIED']);
});

test('PDS-F16 what is wrong with a token is told word for word', async () => {
  await using stand = await fhirStand(OPTIONS);
  const says = async (authorization: string | undefined) => {
    const headers = { 'X-Request-ID': '60E0B220-8136-4CA5-AE46-1D97EF59D068' };
    const response = await fetch(`${stand.url}/personal-demographics/FHIR/R4/Patient/${ALPHA}`, {
      headers: authorization === undefined ? headers : { ...headers, authorization },
    });
    const { issue } = (await response.json()) as { issue: { diagnostics: string }[] };
    return `${response.status} ${issue[0]?.diagnostics}`;
  };
  assert.equal(await says(undefined), '401 Missing Authorization header');
  assert.equal(await says(''), '401 Empty Authorization header');
  assert.equal(await says('Basic abc'), "401 Invalid token type 'Basic', must be 'Bearer'");
  assert.equal(await says('Bearer'), '401 Missing access token');
  assert.equal(await says('Bearer expired'), '401 Invalid Access Token');
  const { body } = await stand.ask(`/Patient/${ALPHA}`);
  assert.equal(body.issue[0].details.coding[0].display, 'Access Denied - Unauthorised');
});

test('PDS-F16 the refusals equal the published ones', { skip: skipPublished }, async () => {
  await using stand = await fhirStand(OPTIONS);
  const missing = await stand.ask(`/Patient/${ALPHA}`);
  assert.deepEqual(
    missing.body,
    published('fhir-functional-responses', 'missing_authorization_header.json'),
  );
  const invalid = await read(stand, 'x');
  assert.deepEqual(
    invalid.body,
    published('fhir-functional-responses', 'invalid_access_token.json'),
  );
  const role = await read(stand, 'worker', ALPHA, 'invalid');
  assert.deepEqual(role.body, published('fhir-functional-responses', 'invalid_urid_header.json'));
  const several = await read(stand, 'several');
  assert.deepEqual(
    several.body,
    published('fhir-functional-responses', 'missing_urid_header.json'),
  );
});

test('PDS-F17 the role is one of the user, and is named where there are several', async () => {
  await using stand = await fhirStand(OPTIONS);
  const refused = (urid: string) =>
    `INVALID_VALUE: Invalid value - '${urid}' in header 'NHSD-Session-URID'. ${GUIDANCE}`;
  for (const urid of ['abc', '999999999999']) {
    const reply = await read(stand, 'worker', ALPHA, urid);
    assert.deepEqual([reply.status, reply.error], [400, refused(urid)]);
  }
  assert.equal((await read(stand, 'worker', ALPHA, '555000000201')).status, 200);
  assert.equal((await read(stand, 'worker')).status, 200);
  assert.equal((await read(stand, 'several')).error, refused(''));
  assert.equal((await read(stand, 'several', ALPHA, '555000000202')).status, 200);
  assert.equal((await read(stand, 'nobody')).error, refused(''));
  assert.equal((await read(stand, 'app', ALPHA, 'abc')).status, 200, 'ignored without a user');
});

test('an application without a system is told so; privileged ones and insiders see more', async () => {
  await using stand = await fhirStand(OPTIONS);
  const systemless = await read(stand, 'systemless');
  assert.deepEqual(
    [systemless.status, systemless.error],
    [400, 'MISSING_VALUE: No ASID is associated with your app. Please contact support.'],
  );
  assert.equal(systemless.body.issue[0].code, 'value');
  assert.equal((await read(stand, 'app', '9991001085')).body.address, undefined);
  assert.ok((await read(stand, 'privileged', '9991001085')).body.address);
  assert.equal((await read(stand, 'privileged', '9991001093')).body.name, undefined);
  assert.match((await read(stand, 'worker', '9991001131')).text, /"ORR"/);
  assert.match((await read(stand, 'insider', '9991001131')).text, /"AFN"/);
});

test('the caller is on record by system, the token only as a digest', async () => {
  await using stand = await fhirStand(OPTIONS);
  await read(stand, 'worker');
  const [entry] = await stand.journal.find({ service: 'pds-fhir' });
  assert.equal(entry?.summary, 'Patient.read from 999000000002: HTTP 200, found');
  assert.doesNotMatch(JSON.stringify(entry), /Bearer worker/);
});
