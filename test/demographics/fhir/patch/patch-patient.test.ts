import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../../../../src/demographics/fhir/json.ts';
import { patchPatient } from '../../../../src/demographics/fhir/patch/patch-patient.ts';
import { currentProvision } from '../../../../src/demographics/patient.ts';
import { published, skipPublished } from '../published.ts';
import { context, PHARMACY, patched, person } from './patching.ts';

const ALPHA = person('9991001018');
const BRAVO = person('9991001026');

test('a new practice takes the place of the old one, which stays as a past one', () => {
  const value = {
    id: 'SIM0A',
    type: 'Organization',
    identifier: { value: 'Z99002', period: { start: '2026-01-05' } },
  };
  const { patient, changed } = patched(ALPHA, [
    { op: 'replace', path: '/generalPractitioner/0', value },
  ]);
  assert.deepEqual(changed, ['generalPractitioner']);
  const current = currentProvision(patient);
  assert.equal(current?.ods, 'Z99002');
  assert.equal(current?.from, '20260105');
  assert.equal(current?.sourceAsid, '999000000002');
  assert.deepEqual(
    patient.provisions.filter(({ to }) => to !== undefined).map(({ ods, to }) => [ods, to]),
    [['Z99001', '20260105']],
  );
});

test('somebody without a practice gets one by an addition', () => {
  const value = { type: 'Organization', identifier: { value: 'Z99002' } };
  const { patient, shown } = patched(person('9991001115'), [
    { op: 'add', path: '/generalPractitioner/-', value },
  ]);
  assert.equal(currentProvision(patient)?.from, '20260105');
  assert.match(JSON.stringify(shown.generalPractitioner), /Z99002/);
});

test('the published patches are taken', { skip: skipPublished }, () => {
  const gp = published('composed', 'fhir', 'PATCH.replace-gp.request.json').patches;
  assert.equal(currentProvision(patched(ALPHA, gp).patient)?.ods, 'Z99002');
  const suffix = published('composed', 'fhir', 'PATCH.remove-suffix.request.json').patches;
  const [name] = ALPHA.names;
  assert.ok(name);
  const titled = { ...ALPHA, names: [{ ...name, suffix: 'MBE' }] };
  const { shown } = patched(titled, suffix);
  assert.equal((shown.name as JsonObject[])[0]?.suffix, undefined);
  const examples = ['update-gender', 'add-name', 'add-extension'] as const;
  for (const each of examples) {
    const file = ['fhir-oas', 'components', 'examples', 'requests', 'PatientPatch', `${each}.json`];
    patched({ ...person('9991001115') }, published(...file).patches);
  }
});

test('a name is added with an id of PDS, a part of it changed, and it is taken away again', () => {
  const value = {
    id: 'MINE',
    use: 'old',
    given: ['Joe', 'Max'],
    family: 'Bloggs',
    suffix: ['PhD'],
  };
  const added = patched(ALPHA, [{ op: 'add', path: '/name/-', value }]);
  const fresh = (added.shown.name as JsonObject[])[1];
  assert.ok(fresh && fresh.id !== 'MINE');
  assert.deepEqual(fresh.period, { start: '2026-01-05' }, 'it begins today');
  const altered = patched(added.patient, [
    { op: 'add', path: '/name/1/id', value: String(fresh.id) },
    { op: 'add', path: '/name/1/suffix/0', value: 'MBE' },
    { op: 'replace', path: '/name/1/given/1', value: 'Moritz' },
  ]);
  const name = (altered.shown.name as JsonObject[])[1];
  assert.deepEqual(
    [name?.suffix, name?.given],
    [
      ['MBE', 'PhD'],
      ['Joe', 'Moritz'],
    ],
  );
  const removed = patched(altered.patient, [
    { op: 'test', path: '/name/1/id', value: String(fresh.id) },
    { op: 'remove', path: '/name/1' },
  ]);
  assert.deepEqual(removed.patient, ALPHA);
});

test('what the patches do not touch stays as it was, with all that FHIR cannot say', () => {
  const { patient } = patched(BRAVO, [{ op: 'replace', path: '/gender', value: 'unknown' }]);
  assert.deepEqual(patient, { ...BRAVO, gender: '0' });
  const moved = patched(BRAVO, [
    { op: 'replace', path: '/address/0/id', value: 'SIM0C' },
    { op: 'replace', path: '/address/0/line/1', value: '3 SYNTHETIC STREET' },
  ]).patient;
  assert.equal(moved.addresses[0]?.lines[1], '3 SYNTHETIC STREET');
  assert.equal(moved.addresses[0]?.from, BRAVO.addresses[0]?.from);
  assert.deepEqual(moved.addresses.slice(1), BRAVO.addresses.slice(1), 'the past is kept');
  assert.deepEqual({ ...moved, addresses: [] }, { ...BRAVO, addresses: [] });
});

test("HL7's finer words survive: a holiday address telecom, an emergency number, a time of birth", () => {
  const detailed = {
    ...ALPHA,
    birthTime: '198002291230',
    telecoms: [
      { id: 'T1', use: 'HV', system: 'phone', value: '1', from: '20200101' },
      { id: 'T2', use: 'EC', system: 'phone', value: '2', from: '20200101' },
    ] as const,
  };
  const { patient } = patched(detailed, [
    { op: 'replace', path: '/telecom/0/id', value: 'T1' },
    { op: 'replace', path: '/telecom/0/value', value: '11' },
    { op: 'test', path: '/contact/0/id', value: 'T2' },
    {
      op: 'replace',
      path: '/contact/0',
      value: {
        id: 'T2',
        relationship: [{ coding: [{ code: 'C' }] }],
        telecom: [{ system: 'phone', value: '22' }],
      },
    },
  ]);
  assert.equal(patient.birthTime, '198002291230');
  assert.deepEqual(
    patient.telecoms.map(({ id, use, value, to }) => [id, use, value, to]),
    [
      ['T1', 'HV', '11', undefined],
      ['T2', 'EC', '22', undefined],
      ['T2', 'EC', '2', '20260104'],
    ],
  );
  assert.deepEqual(patient.emergencyContacts, []);
});

test('a pharmacy is set, changed and taken away; communication and birth place too', () => {
  const pharmacy = (value: string) => ({
    url: PHARMACY,
    valueReference: { identifier: { value } },
  });
  const set = patched(person('9991001158'), [
    { op: 'add', path: '/extension/-', value: pharmacy('FWC87') },
    {
      op: 'add',
      path: '/extension/-',
      value: {
        url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',
        valueAddress: { city: 'Manchester' },
      },
    },
  ]).patient;
  assert.equal(currentProvision(set, 'P1')?.ods, 'FWC87');
  assert.equal(set.birthPlace?.city, 'Manchester');
  const changed = patched(set, [
    { op: 'replace', path: '/extension/0', value: pharmacy('FZZ98') },
  ]).patient;
  assert.equal(currentProvision(changed, 'P1')?.ods, 'FZZ98');
  const gone = patched(changed, [
    { op: 'test', path: '/extension/0/url', value: PHARMACY },
    { op: 'remove', path: '/extension/0' },
  ]).patient;
  assert.equal(currentProvision(gone, 'P1'), undefined);
  assert.equal(gone.birthPlace?.city, 'Manchester');
});

test('a death is told with its notification and gets its effective date', () => {
  const death = (code: string) => ({
    url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DeathNotificationStatus',
    extension: [{ url: 'deathNotificationStatus', valueCodeableConcept: { coding: [{ code }] } }],
  });
  const { patient } = patched(ALPHA, [
    { op: 'add', path: '/extension/-', value: death('1') },
    { op: 'add', path: '/deceasedDateTime', value: '2026-01-04T10:00:00+00:00' },
  ]);
  assert.deepEqual(patient.deceased, {
    time: '20260104100000',
    notification: '1',
    systemEffectiveDate: '20260105090000',
  });
});

test('what is replaced or removed stays as past, under its id; what keeps its beginning was wrong', () => {
  const ends = (patches: Parameters<typeof patched>[1], of: 'names' | 'addresses', who = BRAVO) => {
    const { patient, shown } = patched(who, patches);
    assert.ok(!JSON.stringify(shown).includes('2026-01-04'), 'FHIR shows nothing that is over');
    return patient[of]
      .filter((each) => !who[of].some((before) => before === each))
      .map(({ id, from, to }) => [id, from, to]);
  };
  const move = { id: 'SIM0C', use: 'home', line: ['9 Elsewhere'], postalCode: 'LS1 4BU' };
  const past = ['SIM0C', '20180901', '20260104'];
  const replace = [{ op: 'replace', path: '/address/0', value: move }];
  assert.deepEqual(ends(replace, 'addresses'), [['SIM0C', '20260105', undefined], past]);
  const moved = { ...move, period: { start: '2025-12-01' } };
  assert.deepEqual(ends([{ op: 'replace', path: '/address/0', value: moved }], 'addresses'), [
    ['SIM0C', '20251201', undefined],
    ['SIM0C', '20180901', '20251130'],
  ]);
  const line = [
    { op: 'replace', path: '/address/0/id', value: 'SIM0C' },
    { op: 'replace', path: '/address/0/postalCode', value: 'LS1 4BU' },
  ];
  assert.deepEqual(ends(line, 'addresses'), [['SIM0C', '20180901', undefined]]);
  const remove = [
    { op: 'test', path: '/name/1/id', value: 'SIM0F' },
    { op: 'remove', path: '/name/1' },
  ];
  assert.deepEqual(ends(remove, 'names'), [['SIM0F', '20150606', '20260104']]);
  const today = { ...BRAVO, names: BRAVO.names.map((each) => ({ ...each, from: '20260105' })) };
  assert.deepEqual(ends(remove, 'names', today), [], 'what began today has never been');
});

test('a record holds so many names and no more, however often they are changed', () => {
  const old = (count: number) => ({ use: 'old', family: `Former ${count}` });
  const add = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ op: 'add', path: '/name/-', value: old(at) }));
  const full = patched(ALPHA, add(249)).patient;
  assert.equal(full.names.length, 250);
  const more = patchPatient(full, add(1), context());
  assert.match(JSON.stringify(more), /TOO_MANY_VALUES_SUBMITTED/);
  const began = { ...full, names: full.names.map((each) => ({ ...each, from: '20200101' })) };
  const renamed = { id: 'SIM0E', use: 'usual', family: 'NEWNAME' };
  const after = patched(began, [{ op: 'replace', path: '/name/0', value: renamed }]).patient;
  assert.equal(after.names.length, 250);
});

test('removals shift what comes after them, as JSON Patch has it', () => {
  const names = ['2', '3', '4', '5'].map((id) => ({
    ...{ id, use: id === '2' ? 'L' : 'PREVIOUS', given: [], family: `F${id}` },
  }));
  const four = { ...ALPHA, names };
  const remove = (...pairs: readonly (readonly [number, string])[]) =>
    pairs.flatMap(([at, value]) => [
      { op: 'test', path: `/name/${at}/id`, value },
      { op: 'remove', path: `/name/${at}` },
    ]);
  const ids = (patches: ReturnType<typeof remove>) =>
    patched(four, patches)
      .patient.names.filter(({ to }) => to === undefined)
      .map(({ id }) => id);
  assert.deepEqual(ids(remove([1, '3'], [1, '4'])), ['2', '5']);
  assert.deepEqual(ids(remove([2, '4'], [1, '3'])), ['2', '5']);
  assert.ok(!patchPatient(four, remove([1, '3'], [2, '4']), context()).ok);
});

test('no patch, however strange, throws, and none that is refused changes anything', () => {
  const before = JSON.stringify(BRAVO);
  const segment = fc.constantFrom(
    ...['name', 'address', 'telecom', 'extension', 'generalPractitioner', 'contact', 'gender'],
    ...['0', '1', '-', 'id', 'line', 'given', '__proto__', 'constructor', '~2', 'period', 'url'],
  );
  const path = fc.array(segment, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`);
  const patch = fc.record(
    {
      op: fc.constantFrom('add', 'replace', 'remove', 'test', 'move'),
      path: fc.oneof(path, fc.string()),
      value: fc.oneof(
        fc.jsonValue(),
        fc.record({ id: fc.constant('SIM0E'), use: fc.constant('old') }),
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(patch, { maxLength: 4 }), (patches) => {
      const outcome = patchPatient(BRAVO, JSON.parse(JSON.stringify(patches)), context());
      if (!outcome.ok) assert.ok(outcome.refusal.diagnostics);
      assert.equal(JSON.stringify(BRAVO), before);
    }),
    { numRuns: 2000 },
  );
});
