import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json, JsonObject } from '../../../../src/demographics/fhir/json.ts';
import { EXTENSIONS } from '../../../../src/demographics/fhir/names.ts';
import { PHARMACY, patched, person, refusalOf } from './patching.ts';

const ALPHA = person('9991001018');
const NO_PERMISSION =
  'INVALID_UPDATE: Invalid update with error - This user does not have permission to update the fields in the patches provided.';

const add = (list: string, value: JsonObject): Json => ({ op: 'add', path: `/${list}/-`, value });
const replace = (path: string, value: Json): Json => ({ op: 'replace', path, value });
const practice = (value: string, rest: JsonObject = {}) =>
  replace('/generalPractitioner/0', { id: 'SIM0A', identifier: { value, ...rest } });

test('a practice must be open, must not end, and is set by primary care only', () => {
  const invalid = /^INVALID_UPDATE: .*invalid GP Registration data supplied$/;
  assert.match(refusalOf(ALPHA, [practice('Z99009')]), invalid);
  assert.match(refusalOf(ALPHA, [practice('Z99008')]), invalid);
  assert.match(
    refusalOf(ALPHA, [practice('Z99002', { period: { start: '2026-01-01', end: '2026-01-02' } })]),
    /period end cannot be supplied/,
  );
  assert.equal(
    refusalOf(ALPHA, [practice('Z99002')], { mayUpdateGp: false }),
    "FORBIDDEN_UPDATE: Forbidden update with error - source not permitted to update 'generalPractitioner'",
  );
  assert.match(
    refusalOf(ALPHA, [add('generalPractitioner', { identifier: { value: 'Z99002' } })]),
    /^TOO_MANY_VALUES_SUBMITTED: /,
  );
  assert.equal(
    refusalOf(ALPHA, [
      { op: 'test', path: '/generalPractitioner/0/id', value: 'SIM0A' },
      { op: 'remove', path: '/generalPractitioner/0' },
    ]),
    "FORBIDDEN_UPDATE: Forbidden update with error - source not permitted to remove 'generalPractitioner'",
  );
});

test('genders and birth dates have their limits', () => {
  assert.equal(
    refusalOf(ALPHA, [replace('/gender', 'other')]),
    "UNSUPPORTED_VALUE: Unsupported value - 'other' in field 'gender'",
  );
  assert.equal(
    refusalOf(ALPHA, [replace('/gender', 'mal')]),
    "INVALID_VALUE: Invalid value - 'mal' in field 'gender'",
  );
  assert.match(refusalOf(ALPHA, [replace('/birthDate', '2026-01-06')]), /cannot be in the future/);
  assert.match(refusalOf(ALPHA, [replace('/birthDate', '1980-02-30')]), /^INVALID_VALUE: /);
  assert.match(refusalOf(ALPHA, [replace('/birthDate', '1980')]), /^INVALID_VALUE: /);
  assert.match(
    refusalOf(person('9991001034'), [replace('/birthDate', '2025-12-31')]),
    /cannot be after deceasedDateTime/,
  );
  assert.equal(patched(ALPHA, [replace('/birthDate', '2026-01-05')]).patient.birthTime, '20260105');
});

test('names keep their use, are letters, and have one nickname', () => {
  const nickname = add('name', { use: 'nickname', family: 'Bee' });
  const bravo = person('9991001026');
  assert.match(refusalOf(bravo, [nickname]), /multiple nicknames/);
  assert.match(
    refusalOf(ALPHA, [replace('/name/0/id', 'SIM0E'), replace('/name/0/use', 'old')]),
    /not permitted to remove usual name/,
  );
  assert.match(
    refusalOf(bravo, [replace('/name/1/id', 'SIM0F'), replace('/name/1/use', 'old')]),
    /the use of an existing name cannot be changed/,
  );
  assert.equal(
    refusalOf(ALPHA, [add('name', { use: 'old', family: 'Bl0ggs;' })]),
    "UNSUPPORTED_CHARACTERS_IN_FIELD: Unsupported characters - 'Bl0ggs;' in field 'name/1/family'",
  );
  assert.match(
    refusalOf(ALPHA, [add('name', { use: 'old', family: 'X'.repeat(36) })]),
    /^INVALID_VALUE: /,
  );
  assert.equal(
    refusalOf(ALPHA, [add('name', { use: 'old' })]),
    "MISSING_VALUE: Missing value - 'name/1/family'",
  );
  assert.equal(
    refusalOf(ALPHA, [add('name', { use: 'old', family: 'X', pets: true })]),
    "ADDITIONAL_PROPERTIES: Invalid request with error - Additional properties are not allowed ('pets' was unexpected)",
  );
  const doctor = add('name', { use: 'old', family: 'Łukaszczyk-Ní', prefix: ['Dr.'] });
  assert.equal(patched(ALPHA, [doctor]).patient.names[1]?.prefix, 'Dr');
});

test('addresses for a time have both ends and say what they are; one for each use', () => {
  const line = ['1 OTHER ROAD'];
  const period = { start: '2026-01-01', end: '2026-03-01' };
  const temp = (change: JsonObject) =>
    add('address', { use: 'temp', line, period, text: 'Second Home', ...change });
  assert.equal(patched(ALPHA, [temp({})]).patient.addresses.length, 2);
  assert.match(refusalOf(ALPHA, [temp({ period: { start: '2026-01-01' } })]), /start and end/);
  assert.match(refusalOf(ALPHA, [temp({ text: 'Tent' })]), /'Tent' in field 'address\/1\/text'/);
  assert.match(refusalOf(ALPHA, [temp({ use: 'work' })]), /'work' cannot be added/);
  assert.match(refusalOf(ALPHA, [temp({ use: 'home' })]), /multiple home addresses/);
  assert.match(refusalOf(ALPHA, [temp({ line: ['X'.repeat(36)] })]), /^INVALID_VALUE: /);
  assert.match(refusalOf(ALPHA, [temp({ line: [] })]), /address lines must be supplied/);
  assert.match(
    refusalOf(ALPHA, [temp({ period: { start: '2026-02-01', end: '2026-03-01' } })]),
    /period start cannot be in the future/,
  );
  assert.match(
    refusalOf(ALPHA, [temp({ period: { start: '2026-01-03', end: '2026-01-02' } })]),
    /period end cannot be before period start/,
  );
  const abode = { id: 'SIM0C', use: 'home', postalCode: 'ZZ99 3VZ' };
  assert.deepEqual(patched(ALPHA, [replace('/address/0', abode)]).patient.addresses[0]?.lines, []);
});

test('telecoms are one for each system and use, which stay', () => {
  const telecom = (change: JsonObject) =>
    add('telecom', { system: 'email', use: 'home', value: 'a.b@example.test', ...change });
  assert.equal(patched(ALPHA, [telecom({})]).patient.telecoms.length, 2);
  assert.match(refusalOf(ALPHA, [telecom({ system: 'phone' })]), /multiple telecoms/);
  assert.match(
    refusalOf(ALPHA, [telecom({ value: 'nonsense' })]),
    /'nonsense' in field 'telecom\/1/,
  );
  assert.match(
    refusalOf(ALPHA, [replace('/telecom/0/id', 'SIM0D'), replace('/telecom/0/use', 'work')]),
    /system and use of an existing telecom/,
  );
  const contact = (point: JsonObject, code = 'C') =>
    add('contact', { relationship: [{ coding: [{ code }] }], telecom: [point] });
  assert.equal(
    patched(ALPHA, [contact({ system: 'phone', value: '1' })]).patient.emergencyContacts.length,
    1,
  );
  assert.match(refusalOf(ALPHA, [contact({ system: 'fax', value: '1' })]), /'fax'/);
  assert.match(refusalOf(ALPHA, [contact({ system: 'phone', value: '1', use: 'home' })]), /'home'/);
  assert.match(refusalOf(ALPHA, [contact({ system: 'phone', value: '1' }, 'N')]), /'N' in field/);
});

test('a death is whole or not told at all; once formal it stands', () => {
  const status = (code: string) =>
    add('extension', {
      url: EXTENSIONS.death,
      extension: [{ url: 'deathNotificationStatus', valueCodeableConcept: { coding: [{ code }] } }],
    });
  const time = (value: string): Json => ({ op: 'add', path: '/deceasedDateTime', value });
  assert.match(refusalOf(ALPHA, [time('2026-01-01')]), /must be supplied together/);
  assert.match(refusalOf(ALPHA, [status('1')]), /must be supplied together/);
  assert.match(refusalOf(ALPHA, [status('1'), time('2026-01-06')]), /in the future/);
  assert.match(refusalOf(ALPHA, [status('2'), time('2026-01-01')]), /^FORBIDDEN_UPDATE: /);
  assert.match(refusalOf(ALPHA, [status('U'), time('2026-01-01')]), /^UNSUPPORTED_VALUE: /);
  assert.equal(
    refusalOf(person('9991001042'), [replace('/deceasedDateTime', '2025-01-01')]),
    "FORBIDDEN_UPDATE: Forbidden update with error - source not permitted to update 'deceasedDateTime'",
  );
  assert.match(
    refusalOf(person('9991001034'), [{ op: 'remove', path: '/deceasedDateTime' }]),
    /not permitted to remove 'deceasedDateTime'/,
  );
  const told = patched(person('9991001034'), [replace('/deceasedDateTime', '2025-12-24')]).patient;
  assert.equal(told.deceased?.time, '20251224');
});

test('extensions are known, single and complete', () => {
  const extension = (url: string, rest: JsonObject) => add('extension', { url, ...rest });
  const organisation = (value: string) => ({ valueReference: { identifier: { value } } });
  assert.match(refusalOf(ALPHA, [extension('urn:x', {})]), /^ADDITIONAL_PROPERTIES: .*urn:x/);
  assert.match(refusalOf(ALPHA, [extension(PHARMACY, organisation('F1'))]), /multiple extensions/);
  assert.match(
    refusalOf(ALPHA, [extension(EXTENSIONS.dispenser, organisation('?'))]),
    /^INVALID_VALUE: /,
  );
  const language = (code: string) =>
    extension(EXTENSIONS.communication, {
      extension: [
        { url: 'language', valueCodeableConcept: { coding: [{ code }] } },
        { url: 'interpreterRequired', valueBoolean: true },
      ],
    });
  assert.match(refusalOf(ALPHA, [language('en')]), /'en' in field/);
  assert.match(refusalOf(ALPHA, [language('qa')]), /'qa' in field/);
  const french = patched(ALPHA, [language('fr')]).patient;
  assert.deepEqual(french.language, { code: 'fr', interpreter: true });
  const silent = replace('/extension/1/extension/1', { url: ' ', valueBoolean: false });
  assert.equal(
    refusalOf(french, [silent]),
    'INVALID_UPDATE: Invalid update with error - interpreterRequired cannot be removed',
  );
  const other = replace('/extension/1/extension/1', {
    url: 'interpreterRequired',
    valueBoolean: false,
  });
  assert.equal(patched(french, [other]).patient.language?.interpreter, false);
  const times = (valueString: string, ...rest: readonly JsonObject[]) =>
    extension(EXTENSIONS.contactPreference, {
      extension: [{ url: 'PreferredContactTimes', valueString }, ...rest],
    });
  assert.match(refusalOf(ALPHA, [times('After seven')]), /contact method must be supplied/);
  assert.match(refusalOf(ALPHA, [times('x'.repeat(41))]), /^INVALID_VALUE: /);
  assert.match(refusalOf(ALPHA, [extension(EXTENSIONS.birthPlace, {})]), /^INVALID_VALUE: /);
  assert.match(
    refusalOf(ALPHA, [extension(EXTENSIONS.removal, { extension: [] })]),
    /not permitted to update 'removalFromRegistrationCode'/,
  );
});

test("what is not the caller's to change is refused", () => {
  const gender = [replace('/gender', 'male')];
  assert.equal(refusalOf(ALPHA, gender, { mode: 'patient' }), NO_PERMISSION);
  assert.equal(refusalOf(ALPHA, gender, { mayUpdateDemographics: false }), NO_PERMISSION);
  const phone = [replace('/telecom/0/id', 'SIM0D'), replace('/telecom/0/value', '1')];
  assert.equal(refusalOf(ALPHA, phone, { mode: 'patient' }), NO_PERMISSION);
  const mobile = [add('telecom', { system: 'phone', use: 'mobile', value: '07700900001' })];
  assert.equal(patched(ALPHA, mobile, { mode: 'patient' }).patient.telecoms.length, 2);
  assert.match(refusalOf(person('9991001085'), gender), /^FORBIDDEN_UPDATE: .*sensitive patient/);
  const manager: Json = {
    op: 'add',
    path: '/managingOrganization',
    value: { identifier: { value: 'Z99001' } },
  };
  assert.match(refusalOf(ALPHA, [manager]), /not permitted to update 'managingOrganization'/);
  for (const root of ['id', 'meta', 'identifier', 'resourceType'])
    assert.match(
      refusalOf(ALPHA, [{ op: 'add', path: `/${root}`, value: '1' }]),
      new RegExp(`Update unsupported for resource - '${root}'`),
    );
});
