import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { removeCertificates } from '../spine/stand.ts';
import { consoleSimulator, type Page } from './console-simulator.ts';
import { checkPage, type HtmlElement } from './html-page.ts';

const stage = await consoleSimulator();
const { world, settings, journal, parts } = stage.simulator;
after(async () => {
  await stage[Symbol.asyncDispose]();
  await removeCertificates();
});

const EVIL = `"><script>alert(1)</script><img src=x onerror=alert(2)>`;
const EXTRACT = 'urn:nhs:names:services:gp2gp:RCMR_IN030000UK06';

async function page(path: string, status = 200): Promise<readonly HtmlElement[]> {
  return shown(await stage.get(path), status);
}

function shown(got: Page, status = 200): readonly HtmlElement[] {
  assert.equal(got.status, status, got.text.slice(0, 600));
  return checkPage(got.text);
}

const said = (elements: readonly HtmlElement[]) =>
  elements.find(({ name }) => name === 'main')?.text ?? '';
const alertOf = (elements: readonly HtmlElement[]) =>
  elements.find(({ attributes }) => attributes.get('role') === 'alert')?.text ?? '';
const fieldValue = (elements: readonly HtmlElement[], field: string) => {
  const control = elements.find(({ attributes }) => attributes.get('name') === field);
  if (control?.name !== 'select') return control?.attributes.get('value');
  return elements
    .find(
      ({ name, attributes, within }) =>
        name === 'option' && attributes.has('selected') && within.includes('select'),
    )
    ?.attributes.get('value');
};

test('the world shows who takes part, the rules in force and what goes wrong on purpose', async () => {
  const text = said(await page('/world'));
  for (const { odsCode, partyKey, endpoint } of world.current().parties)
    for (const each of [odsCode, partyKey, endpoint]) assert.ok(text.includes(each), each);
  for (const { name } of world.current().faults) assert.ok(text.includes(name), name);
  assert.match(text, /Message5,242,880 bytes/);
});

test('the endpoint of a practice is changed while the simulator runs', async () => {
  const endpoint = 'https://localhost:19443/inbox';
  const form = { name: 'A system', played: 'external', endpoint };
  const elements = shown(await stage.post('/world/practices/sut', form));
  assert.match(said(elements), /Taken, and in force/);
  assert.equal(world.current().partyByOds('Z99003')?.endpoint, endpoint);
  assert.equal(fieldValue(await page('/world/practices/sut'), 'endpoint'), endpoint);
});

test('what cannot stand is refused beside the form, with what to do and what was typed', async () => {
  const before = settings.config();
  const form = { name: 'A system', played: 'external', endpoint: 'not an address' };
  const elements = shown(await stage.post('/world/practices/sut', form), 422);
  assert.match(alertOf(elements), /Nothing was changed.*organisations\.sut\.endpoint/s);
  assert.match(alertOf(elements), /Correct the lines that are named/);
  assert.equal(fieldValue(elements, 'endpoint'), 'not an address');
  const wrong = elements.filter(({ attributes }) => attributes.has('aria-invalid'));
  assert.deepEqual(
    wrong.map(({ attributes }) => attributes.get('name')),
    ['endpoint'],
  );
  assert.deepEqual(settings.config(), before);
});

test('a practice that is to be played otherwise is told that it counts after a restart', async () => {
  const form = { name: 'Riverside', played: 'external', endpoint: 'https://localhost:19444/' };
  const text = said(shown(await stage.post('/world/practices/riverside', form)));
  assert.match(text, /count after a restart/);
  assert.match(text, /organisations\.riverside\.played/);
});

test('a contract is changed, and changed back by leaving its fields empty', async () => {
  const address = `/world/practices/sut/contract?of=${encodeURIComponent(EXTRACT)}`;
  const published = contract();
  assert.equal(fieldValue(await page(address), 'retries'), '');
  const form = {
    of: EXTRACT,
    retries: '7',
    retryInterval: 'PT3M',
    persistDuration: '',
    ackRequested: '',
  };
  assert.match(said(shown(await stage.post('/world/practices/sut/contract', form))), /in force/);
  assert.deepEqual(contract(), { ...published, retries: 7, retryIntervalMs: 180_000 });
  const elements = await page(address);
  assert.equal(fieldValue(elements, 'retries'), '7');
  assert.match(said(await page('/world/practices/sut')), /changed/);
  const bad = { of: EXTRACT, retries: 'many', retryInterval: 'soon' };
  const refused = shown(await stage.post('/world/practices/sut/contract', bad), 422);
  assert.equal(fieldValue(refused, 'retries'), 'many');
  assert.equal(refused.filter(({ attributes }) => attributes.has('aria-invalid')).length, 2);
  await stage.post('/world/practices/sut/contract', {
    of: EXTRACT,
    retries: '',
    retryInterval: '',
  });
  assert.deepEqual(contract(), published);
  shown(await stage.post('/world/practices/sut/contract', { of: 'urn:x:Y', retries: '1' }), 404);
  await page('/world/practices/constructor', 404);
});

function contract() {
  return world
    .current()
    .contractFor('Z99003-900003', 'urn:nhs:names:services:gp2gp', 'RCMR_IN030000UK06')?.reliability;
}

test('rules are changed from the world page, or with whatever a world file may hold', async () => {
  const form = {
    timeScale: '0.5',
    partyIdentity: 'warn',
    timeToLive: 'ignore',
    retryCount: 'attempts',
  };
  assert.match(said(shown(await stage.post('/world', form))), /in force/);
  assert.equal(world.current().timeScale, 0.5);
  assert.equal(world.current().policies.timeToLive, 'ignore');
  const bad = shown(await stage.post('/world', { ...form, timeScale: 'fast' }), 422);
  assert.match(alertOf(bad), /timeScale/);
  const patch = 'faults:\n  of-the-test:\n    faces: [ldap]\n    actions: [{ kind: drop }]\n';
  assert.match(said(shown(await stage.post('/world/patch', { patch }))), /in force/);
  assert.ok(world.current().faults.some(({ name }) => name === 'of-the-test'));
  for (const wrong of ['a: [', 'just words', '- a\n- b', '', 'unknownKey: 1', 'a: *nothing']) {
    const refused = shown(await stage.post('/world/patch', { patch: wrong }), 422);
    assert.match(alertOf(refused), /Nothing was changed/);
  }
});

test('patients are found by number, name, postcode and practice, a page at a time', async () => {
  const desk = parts.patients;
  assert.ok(desk);
  const numbers = (elements: readonly HtmlElement[]) =>
    elements.flatMap(({ name, text, attributes }) =>
      name === 'a' && /^\/console\/world\/patients\/\d/.test(attributes.get('href') ?? '')
        ? [text]
        : [],
    );
  const everybody = desk.list({ limit: 1000 }).map(({ nhsNumber }) => nhsNumber as string);
  const seen: string[] = [];
  let next: string | undefined = '/world/patients';
  while (next !== undefined) {
    const elements: readonly HtmlElement[] = await page(next);
    seen.push(...numbers(elements));
    const more = elements.find(({ attributes }) => attributes.get('rel') === 'next');
    const address = more?.attributes.get('href');
    next = address === undefined ? undefined : `/world/patients${address}`;
  }
  assert.deepEqual(seen, everybody);
  const [first] = desk.list({ limit: 1 });
  assert.ok(first);
  assert.deepEqual(numbers(await page(`/world/patients?number=${first.nhsNumber}`)), [
    first.nhsNumber,
  ]);
  const family = first.names[0]?.family ?? '';
  const found = numbers(await page(`/world/patients?family=${encodeURIComponent(family)}`));
  assert.ok(found.includes(first.nhsNumber));
  assert.match(said(await page('/world/patients?number=none')), /Nobody fits/);
});

test('somebody new is taken up, and registered at another practice', async () => {
  const form = {
    ...{
      family: 'Testperson',
      given: 'Alpha Beta',
      prefix: 'MS',
      gender: '2',
      birthTime: '1980-02-29',
    },
    ...{ practice: 'Z99001', line: '1 Test Street, Testtown', postcode: 'ZZ1 1ZZ', nhsNumber: '' },
  };
  const added = await stage.post('/world/patients/new', form);
  assert.equal(added.status, 303);
  const address = (added.headers.get('location') ?? '').replace('/console', '');
  const number = address.slice(address.lastIndexOf('/') + 1);
  assert.match(number, /^999/);
  assert.match(said(await page(address)), /Testperson, Alpha Beta \(MS\).*1980-02-29.*Z99001/s);
  const moved = shown(await stage.post(address, { to: 'z99002', from: '' }));
  assert.match(said(moved), /Registered at Z99002/);
  assert.equal(parts.patients?.get(number)?.provisions[0]?.ods, 'Z99002');
  const refused = shown(await stage.post(address, { to: 'not a code', from: '20261399' }), 422);
  assert.match(alertOf(refused), /no ODS code.*letters and digits/s);
  assert.equal(fieldValue(refused, 'to'), 'not a code');
  shown(await stage.post(address, { to: 'Z99001', from: '20261399' }), 422);
  assert.equal(parts.patients?.get(number)?.provisions[0]?.ods, 'Z99002');
});

test('a record that is none is refused with what was typed', async () => {
  const form = {
    family: 'Testperson',
    gender: '2',
    birthTime: 'yesterday',
    nhsNumber: '9990000019',
  };
  const refused = shown(await stage.post('/world/patients/new', form), 422);
  assert.match(alertOf(refused), /NHS number/);
  assert.equal(fieldValue(refused, 'birthTime'), 'yesterday');
  shown(await stage.post('/world/patients/new', { family: ' ' }), 422);
  shown(await stage.post('/world/patients/9990000019', { to: 'Z99001' }), 404);
});

test('the configuration is saved as YAML and JSON that say the same, without secrets', async () => {
  const yaml = await stage.get('/world/file?as=yaml');
  assert.match(yaml.headers.get('content-disposition') ?? '', /attachment; filename="world\.yaml"/);
  const json = JSON.parse((await stage.get('/world/file?as=json')).text);
  assert.equal(json.timeScale, settings.config().timeScale);
  assert.match(yaml.text, /^timeScale: 0\.5$/m);
  assert.doesNotMatch(yaml.text, /secret/);
});

test('markup in what was typed or configured is text', async () => {
  await settings.patch({
    organisations: { hillside: { name: EVIL } },
    faults: { evil: { when: { caller: [EVIL] }, actions: [{ kind: 'drop' }] } },
  });
  const added = await stage.post('/world/patients/new', {
    family: EVIL,
    given: EVIL,
    postcode: EVIL,
  });
  const address = (added.headers.get('location') ?? '').replace('/console', '');
  for (const path of [
    '/world',
    '/world/practices/hillside',
    address,
    '/world/patients?practice=&postcode=',
    `/world/patients?family=${encodeURIComponent(EVIL)}`,
  ])
    assert.match(
      said(await page(path)) +
        JSON.stringify([...(await page(path)).map(({ attributes }) => [...attributes.values()])]),
      /<script>alert\(1\)<\/script>/,
      path,
    );
  await page(`/world/practices/${encodeURIComponent(EVIL)}`, 404);
  await page(`/world/practices/sut/contract?of=${encodeURIComponent(EVIL)}`, 404);
  shown(await stage.post('/world', { timeScale: EVIL }), 422);
  shown(await stage.post('/world/practices/sut', { name: EVIL, endpoint: EVIL }), 422);
  shown(await stage.post('/world/patch', { patch: `${EVIL}: 1` }), 422);
  shown(await stage.post('/world/patients/new', { family: EVIL, nhsNumber: EVIL }), 422);
  shown(await stage.post(address, { to: EVIL, from: EVIL }), 422);
});

test('a reset is asked for once more, then goes back to the start', async () => {
  const asked = await page('/world/reset');
  assert.match(said(asked), /cannot be taken back/);
  assert.ok((await journal.count({})) > 0);
  const done = await stage.post('/world/reset', {});
  assert.deepEqual([done.status, done.headers.get('location')], [303, '/console/world']);
  assert.equal(world.current().timeScale, 1);
  assert.equal(await journal.count({ kind: 'received' }), 0);
});
