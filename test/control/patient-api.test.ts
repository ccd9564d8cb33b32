import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PatientDeskOptions, patientDesk } from '../../simulator/pds/patient-desk.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import { readPatients } from '../../src/demographics/json/patient-json.ts';
import type { Patient } from '../../src/demographics/patient.ts';
import { memoryRegister } from '../../src/demographics/register/memory-register.ts';
import { specialPatients } from '../../src/demographics/special/special-patients.ts';
import { ask, json, stand } from './stand.ts';

const NOW = new Date('2026-01-05T10:17:00Z');
const ALPHA = '9991001018';
const MOVER = '9991001158';

async function patientStand(options: Partial<PatientDeskOptions> = {}) {
  const register = memoryRegister({ patients: specialPatients(NOW), now: () => NOW });
  const edits: string[] = [];
  const patients = patientDesk({
    register,
    world: worldStore(defaultWorld()),
    clock: { now: () => NOW, after: () => ({ cancel() {} }) },
    async before({ what, records }) {
      edits.push(`${what} ${records}`);
    },
    ...options,
  });
  const api = await stand({}, { patients });
  const url = `${api.url}/patients`;
  return { ...api, url, register, edits };
}
const numbers = (body: Readonly<Record<string, unknown>>) =>
  (body.patients as readonly Patient[]).map(({ nhsNumber }) => nhsNumber);

test('patients are listed page by page and found by name, practice and postcode', async () => {
  await using api = await patientStand();
  const first = await ask(`${api.url}?limit=2`);
  assert.deepEqual(numbers(first.body), [ALPHA, '9991001026']);
  assert.equal(first.body.next, '9991001026');
  const second = await ask(`${api.url}?limit=2&after=9991001026`);
  assert.deepEqual(numbers(second.body), ['9991001034', '9991001042']);
  assert.deepEqual(numbers((await ask(`${api.url}?family=smover`)).body), [MOVER]);
  assert.deepEqual(numbers((await ask(`${api.url}?family=FORMERN*`)).body), ['9991001026']);
  assert.deepEqual(numbers((await ask(`${api.url}?practice=Z99003`)).body), ['9991001174']);
  const homeless = await ask(`${api.url}?postcode=ZZ99%203VZ`);
  assert.deepEqual(numbers(homeless.body), ['9991001182']);
  assert.equal(homeless.body.next, undefined);
  const none = await ask(`${api.url}?family=NOBODY`);
  assert.deepEqual(none.body, { patients: [] });
  assert.equal((await ask(`${api.url}?limit=0`)).status, 400);
  assert.equal((await ask(`${api.url}?colour=blue`)).status, 400);
});

test('one record is shown whole, and an unknown one is not there', async () => {
  await using api = await patientStand();
  const { status, body } = await ask(`${api.url}/${ALPHA}`);
  assert.equal(status, 200);
  assert.deepEqual(body, api.register.get(ALPHA));
  const missing = await ask(`${api.url}/9991001409`);
  assert.equal(missing.status, 404);
  assert.match(String(missing.body.message), /no record of 9991001409/);
  assert.equal((await ask(`${api.url}/9991001010`)).status, 400);
});

test('somebody new gets a number, unless the draft has one', async () => {
  await using api = await patientStand();
  const draft = {
    names: [{ family: 'NEWCOMER', given: ['NINA'] }],
    provisions: [{ ods: 'Z99001' }],
  };
  const added = await ask(api.url, json('POST', draft));
  assert.equal(added.status, 201);
  assert.equal(added.body.nhsNumber, '9991001638');
  assert.equal(added.body.scn, 1);
  assert.equal(added.headers.get('location'), '/api/v1/patients/9991001638');
  assert.equal(api.register.get('9991001638')?.names[0]?.family, 'NEWCOMER');
  const given = await ask(api.url, json('POST', { ...draft, nhsNumber: '9991001409' }));
  assert.equal(given.body.nhsNumber, '9991001409');
  const again = await ask(api.url, json('POST', { ...draft, nhsNumber: ALPHA }));
  assert.equal(again.status, 409);
  assert.equal(again.body.error, 'SIM_PATIENT_EXISTS');
  assert.deepEqual(api.edits, ['added 1', 'added 1']);
});

test('what is no record is refused with its place, and spends no number', async () => {
  await using api = await patientStand();
  const refused = await ask(api.url, json('POST', { names: [{ from: '1 May' }], colour: 'blue' }));
  assert.equal(refused.status, 409);
  assert.equal(refused.body.error, 'SIM_PATIENT_REFUSED');
  assert.match(String(refused.body.message), /names\[0\]\.from: is no date.*colour/);
  const added = await ask(api.url, json('POST', {}));
  assert.equal(added.body.nhsNumber, '9991001638');
  assert.deepEqual(api.edits, ['added 1']);
});

test('PUT replaces a record under the next serial number', async () => {
  await using api = await patientStand();
  const put = await ask(`${api.url}/${ALPHA}`, json('PUT', { gender: '1' }));
  assert.equal(put.status, 200);
  assert.deepEqual(
    [put.body.scn, put.body.gender, (put.body as unknown as Patient).names.length],
    [13, '1', 0],
  );
  const fixed = await ask(`${api.url}/${ALPHA}`, json('PUT', { scn: 7, nhsNumber: ALPHA }));
  assert.equal(fixed.body.scn, 7);
  const fresh = await ask(`${api.url}/9991001409`, json('PUT', {}));
  assert.equal(fresh.body.scn, 1);
  const other = await ask(`${api.url}/${ALPHA}`, json('PUT', { nhsNumber: MOVER }));
  assert.equal(other.status, 409);
});

test('PATCH changes what it names and leaves the rest', async () => {
  await using api = await patientStand();
  const before = api.register.get(ALPHA);
  const patch = json(
    'PATCH',
    { birthTime: null, sensitivity: 'S' },
    'application/merge-patch+json',
  );
  const { status, body } = await ask(`${api.url}/${ALPHA}`, patch);
  assert.equal(status, 200);
  const { birthTime: _, ...rest } = before ?? assert.fail();
  assert.deepEqual(body, { ...rest, sensitivity: 'S', scn: 13 });
  assert.deepEqual(api.edits, ['changed: birthTime, sensitivity 1']);
  const wrong = await ask(`${api.url}/${ALPHA}`, json('PATCH', { nhsNumber: MOVER }));
  assert.equal(wrong.status, 409);
  assert.equal((await ask(`${api.url}/9991001409`, json('PATCH', {}))).status, 404);
});

test('a move changes the practice as PDS does, and the history tells of it', async () => {
  await using api = await patientStand();
  const moved = await ask(`${api.url}/${MOVER}/move`, json('POST', { to: 'Z99002' }));
  assert.equal(moved.status, 200);
  const { provisions, scn } = moved.body as unknown as Patient;
  assert.equal(scn, 10);
  assert.deepEqual(
    provisions.map(({ id, ods, from, to }) => [id, ods, from, to]),
    [
      ['SIM0A', 'Z99002', '20260105', undefined],
      ['SIM0A', 'Z99001', '20200101', '20260105'],
    ],
  );
  const history = await ask(`${api.url}/${MOVER}/history`);
  const versions = history.body.versions as readonly { patient: Patient; note: { what: string } }[];
  assert.deepEqual(
    versions.map(({ patient, note }) => [patient.scn, note.what]),
    [
      [9, 'loaded'],
      [10, 'moved'],
    ],
  );
  const unknown = await ask(`${api.url}/9991001409/move`, json('POST', { to: 'Z99002' }));
  assert.equal(unknown.status, 404);
  const nowhere = await ask(`${api.url}/${MOVER}/move`, json('POST', { to: 'not a code' }));
  assert.equal(nowhere.status, 400);
});

test('a record can be taken out', async () => {
  await using api = await patientStand();
  assert.equal((await ask(`${api.url}/${ALPHA}`, { method: 'DELETE' })).status, 204);
  assert.equal((await ask(`${api.url}/${ALPHA}`)).status, 404);
  assert.equal((await ask(`${api.url}/${ALPHA}/history`)).status, 404);
  assert.equal((await ask(`${api.url}/${ALPHA}`, { method: 'DELETE' })).status, 404);
});

test('what is exported can be imported, as lines and as a Bundle', async () => {
  await using api = await patientStand();
  const all = api.register.list({ limit: 1000 });
  const lines = await (await fetch(`${api.url}/export`)).text();
  assert.deepEqual(
    [...readPatients([lines])],
    all.map((patient) => ({ ok: true, patient })),
  );
  for (const { nhsNumber } of all) api.register.remove(nhsNumber);
  const text = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: lines };
  const imported = await ask(`${api.url}/import`, text);
  assert.deepEqual(imported.body, { records: all.length, remarks: [] });
  assert.deepEqual(api.register.list({ limit: 1000 }), all);

  const answer = await fetch(`${api.url}/export?form=fhir`);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/fhir\+json/);
  const bundle = (await answer.json()) as { resourceType: string; entry: readonly unknown[] };
  assert.equal(bundle.resourceType, 'Bundle');
  api.register.remove(MOVER);
  const again = await ask(`${api.url}/import`, json('POST', bundle, 'application/fhir+json'));
  assert.equal(again.body.records, all.length);
  assert.equal(api.register.get(MOVER)?.provisions[0]?.ods, 'Z99001');
});

test('an import is taken whole or not at all', async () => {
  await using api = await patientStand();
  const records = [{ nhsNumber: '9991001409' }, { nhsNumber: '9991001010' }];
  const refused = await ask(`${api.url}/import`, json('POST', records));
  assert.equal(refused.status, 409);
  assert.match(String(refused.body.message), /record 2 .*nhsNumber: is no NHS number/);
  assert.equal(api.register.get('9991001409'), undefined);
  assert.deepEqual(api.edits, []);
});

test('a snapshot brings everybody back', async () => {
  await using api = await patientStand();
  const taken = await ask(`${api.url}/snapshots/before-test`, { method: 'POST' });
  assert.deepEqual(
    [taken.status, taken.body],
    [201, { name: 'before-test', records: api.register.size }],
  );
  await ask(`${api.url}/${MOVER}/move`, json('POST', { to: 'Z99002' }));
  await ask(`${api.url}/${ALPHA}`, { method: 'DELETE' });
  const restored = await ask(`${api.url}/snapshots/before-test/restore`, { method: 'POST' });
  assert.equal(restored.status, 204);
  assert.equal(api.register.get(MOVER)?.scn, 9);
  assert.equal(api.register.get(ALPHA)?.scn, 12);
  const listed = await ask(`${api.url}/snapshots`);
  assert.deepEqual(listed.body, { snapshots: [taken.body] });
  assert.deepEqual((await ask(`${api.url}/snapshots/before-test`)).body, taken.body);
  assert.equal((await ask(`${api.url}/snapshots/before-test`, { method: 'DELETE' })).status, 204);
  for (const [path, method] of [
    ['snapshots/before-test', 'GET'],
    ['snapshots/before-test', 'DELETE'],
    ['snapshots/before-test/restore', 'POST'],
  ] as const)
    assert.equal((await ask(`${api.url}/${path}`, { method })).status, 404);
});

test('snapshots are not kept without end', async () => {
  await using api = await patientStand();
  const take = (name: string) => ask(`${api.url}/snapshots/${name}`, { method: 'POST' });
  for (let at = 0; at < 20; at++) assert.equal((await take(`s${at}`)).status, 201);
  const refused = await take('one-more');
  assert.deepEqual([refused.status, refused.body.error], [409, 'SIM_TOO_MANY_SNAPSHOTS']);
  assert.equal((await take('s3')).status, 201);
});

test('a change that cannot be put on record does not count', async () => {
  await using api = await patientStand({
    before: () => Promise.reject(new Error('the journal is full')),
  });
  const refused = await ask(`${api.url}/${MOVER}/move`, json('POST', { to: 'Z99002' }));
  assert.equal(refused.status, 500);
  assert.equal(api.register.get(MOVER)?.scn, 9);
});

test('every operation for patients is documented with its schemas', async () => {
  await using api = await patientStand();
  const { body } = await ask(`${api.url.replace(/\/patients$/, '')}/openapi.json`);
  const paths = Object.keys(body.paths as object).filter((path) => path.includes('/patients'));
  assert.equal(paths.length, 9);
  const { schemas } = body.components as { schemas: Record<string, { required?: string[] }> };
  assert.deepEqual(schemas.Patient?.required, ['nhsNumber']);
});

/** Lets nobody through before so many have come. */
function together(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = count;
  return () => {
    left--;
    if (left === 0) resolve();
    return promise;
  };
}

test('edits at the same time do not undo one another', async () => {
  await using api = await patientStand({ before: together(2) });
  const url = `${api.url}/${ALPHA}`;
  const before = api.register.get(ALPHA)?.scn ?? 0;
  const answers = await Promise.all([
    ask(url, json('PATCH', { gender: '9' })),
    ask(url, json('PATCH', { birthTime: '19800301' })),
  ]);
  assert.deepEqual(answers.map(({ body }) => body.scn).sort(), [before + 1, before + 2]);
  const { gender, birthTime, scn } = api.register.get(ALPHA) ?? {};
  assert.deepEqual(
    { gender, birthTime, scn },
    { gender: '9', birthTime: '19800301', scn: before + 2 },
  );
});

test('of two additions of one number at the same time the second is refused', async () => {
  await using api = await patientStand({ before: together(2) });
  const draft = (family: string) =>
    json('POST', { nhsNumber: '9991001409', names: [{ family, given: ['NINA'] }] });
  const answers = await Promise.all([
    ask(api.url, draft('FIRSTCOMER')),
    ask(api.url, draft('LATECOMER')),
  ]);
  const [taken, refused] = answers.toSorted((a, b) => a.status - b.status);
  assert.deepEqual([taken?.status, refused?.status], [201, 409]);
  assert.deepEqual(api.register.get('9991001409'), taken?.body);
});
