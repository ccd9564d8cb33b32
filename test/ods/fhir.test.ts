import assert from 'node:assert/strict';
import { test } from 'node:test';
import { published, skipPublished } from './published.ts';
import { odsStand, practice } from './stand.ts';

interface Resource {
  readonly resourceType: string;
  readonly id: string;
}

interface Bundle {
  readonly total?: number;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly { readonly resource: Resource; readonly search: { mode: string } }[];
}

const ids = ({ entry = [] }: Bundle, mode = 'match') =>
  entry.filter(({ search }) => search.mode === mode).map(({ resource }) => resource.id);
const told = ({ issue }: { issue: { diagnostics: string }[] }) => issue[0]?.diagnostics;
const EMPTY = { base: 'empty' };
const ROLES =
  'https://digital.nhs.uk/services/organisation-data-service/CodeSystem/ODSOrganisationRole';

/** Every member of a value with the kind of what it holds; items of lists count as one. */
function shapeOf(value: unknown, path = '', found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) shapeOf(item, `${path}[]`, found);
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value)) shapeOf(item, `${path}.${name}`, found);
  else found.add(`${path} ${typeof value}`);
  return found;
}

/** What one shape has and the other has not, but for what is allowed to differ. */
function assertShape(ours: unknown, theirs: unknown, but: RegExp): void {
  const [a, b] = [shapeOf(ours), shapeOf(theirs)];
  assert.deepEqual(
    [...a].filter((each) => !b.has(each) && !but.test(each)),
    [],
  );
  assert.deepEqual(
    [...b].filter((each) => !a.has(each) && !but.test(each)),
    [],
  );
}

test('T1 what is not known is not found, in the words of the server', async () => {
  await using stand = await odsStand();
  const outcome = await stand.fhir('/Organization/8J632648493', 404);
  if (!skipPublished)
    assert.deepEqual(outcome, published('odt', 'examples', 'organization-404.json'));
  assert.equal(told(outcome), 'HAPI-2001: Resource Organization/8J632648493 is not known');
});

test('T2 an unknown parameter is refused with those that there are', async () => {
  await using stand = await odsStand();
  const outcome = await stand.fhir('/Organization?count=2', 400);
  assert.match(
    told(outcome) ?? '',
    /^HAPI-0524: Unknown search parameter "count" .*\[_content, _id, /,
  );
  if (!skipPublished)
    assert.deepEqual(outcome, published('odt', 'examples', 'organization-search-error.json'));
  for (const query of ['name:near=x', 'active:not=true', 'ods-org-role=76', '%3Cb%3E=1'])
    assert.match(told(await stand.fhir(`/Organization?${query}`, 400)) ?? '', /HAPI-0524/);
  const link = await stand.fhir('/OrganizationAffiliation?nam=1', 400);
  assert.match(told(link) ?? '', /for resource type "OrganizationAffiliation"/);
});

test('T3 R4 takes the code of a role with RO, STU3 without; each other finds none or is refused', async () => {
  await using stand = await odsStand({ ods: { stu3: { enabled: true } } });
  const practices = ['Z99001', 'Z99002', 'Z99003', 'Z99050'];
  assert.deepEqual(ids(await stand.fhir('/Organization?roleCode=RO76')), practices);
  const { entry } = await stand.stu3('/Organization?ods-org-role=76');
  assert.deepEqual(
    entry.map(({ resource }: { resource: Resource }) => resource.id),
    practices,
  );
  assert.deepEqual(ids(await stand.fhir('/Organization?roleCode=76')), []);
  const refused = await stand.stu3('/Organization?ods-org-role=RO76', 400);
  assert.equal(refused.issue[0].details.coding[0].code, 'INVALID_CODE_VALUE');
});

test('T4 pages are followed by next until there is none', async () => {
  await using stand = await odsStand(EMPTY);
  for (let at = 10; at < 33; at++) await stand.organisations.put(practice(`Y000${at}`));
  const seen: string[] = [];
  let next: string | undefined =
    `${stand.fhirBase}/Organization?_count=5&roleCode=RO76&active=true`;
  let pages = 0;
  for (; next !== undefined; pages++) {
    assert.ok(pages < 6, 'the pages have no end');
    const response: Response = await fetch(next, { headers: { apikey: 'any' } });
    const bundle = (await response.json()) as Bundle;
    assert.equal(bundle.total, undefined);
    assert.equal(bundle.link[0]?.relation, 'self');
    assert.equal(bundle.link[0]?.url, next);
    seen.push(...ids(bundle));
    next = bundle.link.find(({ relation }) => relation === 'next')?.url;
    if (next) assert.match(next, /\/Organization\?_count=5&_offset=\d+&roleCode=RO76&active=true$/);
  }
  assert.equal(pages, 5);
  assert.equal(new Set(seen).size, 23);
  assert.equal((await stand.fhir('/Organization?roleCode=RO76')).entry.length, 20);
  const whole = await stand.fhir('/Organization?roleCode=RO76&_count=100');
  assert.equal(whole.total, 23);
  const count = await stand.fhir('/Organization?roleCode=RO76&_summary=count');
  assert.equal(count.total, 23);
  assert.equal(count.entry, undefined);
});

test('T5 without a key nobody is let in, and with a wrong one only where keys are given', async () => {
  await using stand = await odsStand({ ods: { fhir: { apiKeys: ['secret-key'] } } });
  for (const init of [{}, { headers: { apikey: '' } }, { headers: { apikey: 'other' } }]) {
    const response = await stand.askFhir('/Organization/Z99001', init);
    assert.equal(response.status, 401);
  }
  const response = await stand.askFhir('/Organization/Z99001', {
    headers: { apikey: 'secret-key' },
  });
  assert.equal(response.status, 200);
  const entries = await stand.journal.find({ service: 'ods-fhir' });
  assert.equal(entries.length, 4);
  assert.ok(entries.every((entry) => !JSON.stringify(entry).includes('secret-key')));
});

test('T8 the relationships that lead to a sub-ICB are found', async () => {
  await using stand = await odsStand();
  const bundle = await stand.fhir('/OrganizationAffiliation?participating-organization=ZZ9');
  assert.equal(bundle.total, 4);
  for (const { resource } of bundle.entry) {
    assert.equal(resource.code[0].coding[0].code, 'RE4');
    assert.equal(resource.participatingOrganization.reference, 'Organization/ZZ9');
  }
  const [first] = bundle.entry;
  assert.deepEqual(
    await stand.fhir(`/OrganizationAffiliation/${first.resource.id}`),
    first.resource,
  );
  const of = (query: string) => stand.fhir(`/OrganizationAffiliation?${query}`);
  const own = await of('primary-organization=Organization/Z99001&active=true');
  assert.deepEqual(ids(own), [first.resource.id]);
  assert.deepEqual(ids(await of('primary-organization=Z99001&active=false')), []);
  assert.deepEqual(ids(await of('primary-organization=ZZ9')), []);
  const included = await of(
    'primary-organization=Z99001&_include=OrganizationAffiliation:primary-organization&_include=OrganizationAffiliation:participating-organization',
  );
  assert.deepEqual(ids(included, 'include'), ['Z99001', 'ZZ9']);
  const back = await stand.fhir(
    '/Organization?_id=Z99001&_revinclude=OrganizationAffiliation:primary-organization',
  );
  assert.deepEqual(ids(back, 'include'), [first.resource.id]);
});

test('organisations are found by every parameter of the specification', async () => {
  await using stand = await odsStand(EMPTY);
  const put = (code: string, parts: Parameters<typeof practice>[1]) =>
    stand.organisations.put(practice(code, parts));
  const leeds = { lines: [], town: 'LEEDS', postcode: 'LS1 4DZ', country: 'ENGLAND' };
  await put('Y1', { name: 'LEEDS CHEST CLINIC', address: leeds, lastChangeDate: '2026-02-01' });
  await put('Y2', {
    ...{ name: 'SOUTH LEEDS CLINIC', lastChangeDate: '2026-02-02', closed: '2026-02-01' },
    address: { ...leeds, town: 'NORTH LEEDS', postcode: 'LS10 1AB', country: 'WALES' },
  });
  await put('Y3', { name: 'DERBY PRISON', roles: ['RO82'], lastChangeDate: '2026-02-03' });
  const search = async (query: string) =>
    ids(await stand.fhir(`/Organization?${query}`)).filter(
      (id) => id.startsWith('Y') && id !== 'YES',
    );
  const expected: Readonly<Record<string, readonly string[]>> = {
    '_id=Y1': ['Y1'],
    '_id=Y1,Y3': ['Y1', 'Y3'],
    'identifier=Y2': ['Y2'],
    'identifier=https://fhir.nhs.uk/Id/ods-organization-code|Y2': ['Y2'],
    'identifier=https://example.org|Y2': [],
    'name=leeds': ['Y1'],
    'name:contains=leeds': ['Y1', 'Y2'],
    'name:exact=LEEDS CHEST CLINIC': ['Y1'],
    'name:exact=leeds chest clinic': [],
    'active=true': ['Y1', 'Y3'],
    'active=false': ['Y2'],
    'active=perhaps': [],
    'address-postalcode=LS1': ['Y1', 'Y2'],
    'address-postalcode:contains=4dz': ['Y1'],
    'address-postalcode:exact=LS1 4DZ': ['Y1'],
    'address-city=leeds': ['Y1'],
    'address-city:contains=leeds': ['Y1', 'Y2'],
    'address-country=WALES': ['Y2'],
    'lastChangeDate=2026-02-02': ['Y2'],
    'lastChangeDate=eq2026-02-02': ['Y2'],
    'lastChangeDate=gt2026-02-01&lastChangeDate=lt2026-02-03': ['Y2'],
    'lastChangeDate=2026-02&roleCode=RO82': ['Y3'],
    'lastChangeDate=2025': [],
    'roleCode=RO82,RO76': ['Y1', 'Y2', 'Y3'],
    'roleCode=RO177&roleCode=RO76': ['Y1', 'Y2'],
    'roleCode=RO177&roleCode:not=RO76': [],
    'roleCode:not=RO76': ['Y3'],
    [`roleCode=${ROLES}|RO82`]: ['Y3'],
    'activeRoleCode=RO76': ['Y1'],
    'address=leeds': ['Y1'],
    'address:contains=leeds': ['Y1', 'Y2'],
    'address=LS10': ['Y2'],
    'address-state=YORKSHIRE': [],
    'type=RC1': ['Y1', 'Y2', 'Y3'],
    'type=RC2': [],
    'partof=Y1': [],
  };
  const found: Record<string, readonly string[]> = {};
  for (const query of Object.keys(expected)) found[query] = await search(query);
  assert.deepEqual(found, expected);
  const trace = (await stand.journal.find({ service: 'ods-fhir' })).flatMap(
    (entry) => entry.trace ?? [],
  );
  assert.ok(trace.some(({ text }) => text === 'nothing can be found: partof is not kept here'));
});

test('dates and counts that cannot be are refused', async () => {
  await using stand = await odsStand();
  for (const date of ['gt', '2026-02-30', '26-02-01', 'after2026', '2026-13'])
    assert.equal(
      told(await stand.fhir(`/Organization?lastChangeDate=${date}`, 400)),
      `HAPI-1940: Invalid date/time format: "${date}"`,
    );
  await stand.fhir('/Organization?_count=abc', 400);
  await stand.fhir('/Organization?_offset=-1', 400);
});

test('an answer beyond the size limit is too costly', async () => {
  await using stand = await odsStand({ ods: { fhir: { maxAnswerBytes: 4000 } } });
  const outcome = await stand.fhir('/Organization', 422);
  assert.equal(outcome.issue[0].code, 'too-costly');
  assert.equal(told(outcome), 'Response exceeds APIM size limit');
  await stand.fhir('/Organization?_count=1');
});

test('over the quota of a minute a caller waits; other methods and places are refused', async () => {
  await using stand = await odsStand({ ods: { fhir: { quotaPerMinute: 3 } } });
  for (let at = 0; at < 3; at++) await stand.fhir('/Organization/Z99001');
  await stand.fhir('/Organization/Z99001', 429);
  await stand.clock.advance(60_000);
  const post = await stand.askFhir('/Organization', { method: 'POST', headers: { apikey: 'any' } });
  assert.equal(post.status, 405);
  assert.match(told((await post.json()) as never) ?? '', /^HAPI-0427/);
  await stand.fhir('/Patient/1', 404);
});

test('what was deleted is listed', async () => {
  await using stand = await odsStand();
  const none = await stand.fhir('/List/Organization-deletion');
  assert.equal(none.entry, undefined);
  await stand.organisations.put(practice('Y00001'));
  assert.equal(await stand.organisations.remove('Y00001'), true);
  const { entry } = await stand.fhir('/List/Organization-deletion');
  assert.deepEqual(entry, [
    {
      date: '2026-03-01T00:00:00+00:00',
      item: {
        type: 'Organization',
        identifier: {
          system: 'https://fhir.nhs.uk/Id/ods-organization-code',
          value: 'Y00001',
        },
      },
    },
  ]);
  assert.equal((await stand.fhir('/List/Organization-role-deletion')).resourceType, 'List');
  await stand.fhir('/List/anything', 404);
});

const LOOKUP =
  '/CodeSystem/$lookup?system=https://fhir.nhs.uk/Id/ods-organization-code&code=Z99001';

test('a code is looked up with its properties, and validated', async () => {
  await using stand = await odsStand();
  interface Parameter {
    readonly name: string;
    readonly part?: readonly Record<string, unknown>[];
  }
  const properties = async (query: string) => {
    const { parameter } = await stand.fhir(`${LOOKUP}${query}`);
    return parameter
      .filter(({ name }: Parameter) => name === 'property')
      .map(({ part = [] }: Parameter) => part[0]?.valueCode);
  };
  const all = await properties('&property=*');
  for (const name of [
    'status',
    'inactive',
    'RE4',
    'primaryRole',
    'town',
    'postcode',
    'opStartDate',
  ])
    assert.ok(all.includes(name), name);
  assert.deepEqual(await properties('&property=RE4&property=status'), ['status', 'RE4']);
  await stand.fhir(LOOKUP.replace('Z99001', 'NOBODY'), 404);
  await stand.fhir('/CodeSystem/$lookup?code=Z99001', 400);
  const valid = async (query: string) =>
    (
      await stand.fhir(
        `/CodeSystem/$validate-code?url=https://fhir.nhs.uk/Id/ods-organization-code&${query}`,
      )
    ).parameter[0].valueBoolean;
  assert.equal(await valid('code=Z99001'), true);
  assert.equal(await valid('code=Z99001&status=active'), true);
  assert.equal(await valid('code=Z99001&status=inactive'), false);
  assert.equal(await valid('code=NOBODY'), false);
  const systems = await stand.fhir('/CodeSystem');
  assert.equal(systems.total, 5);
  assert.ok(systems.entry.every(({ resource }: never) => !('concept' in resource)));
  const [roles] = (await stand.fhir(`/CodeSystem?url=${ROLES}&_summary=false`)).entry;
  assert.ok(roles.resource.concept.length > 10);
});

async function expand(stand: Awaited<ReturnType<typeof odsStand>>, body: unknown, status = 200) {
  const response = await stand.askFhir('/ValueSet/$expand', {
    method: 'POST',
    headers: { apikey: 'any', 'content-type': 'application/fhir+json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  assert.equal(response.status, status, text);
  return JSON.parse(text);
}

function valueSet(filter: readonly object[], more: readonly object[] = []) {
  const system = 'https://fhir.nhs.uk/Id/ods-organization-code';
  const compose = { inactive: true, include: [{ system, filter }] };
  return {
    resourceType: 'Parameters',
    parameter: [{ name: 'valueSet', resource: { resourceType: 'ValueSet', compose } }, ...more],
  };
}

test('a value set is expanded by filters, page by page', async () => {
  await using stand = await odsStand();
  await stand.organisations.put(practice('Y1', { closed: '2024-03-31' }));
  const codesOf = async (filter: readonly object[], more: readonly object[] = []) => {
    const { expansion } = await expand(stand, valueSet(filter, more));
    return [expansion.total, expansion.contains.map(({ code }: { code: string }) => code)];
  };
  const commissioned = [{ property: 'RE4', op: '=', value: 'ZZ9' }];
  assert.deepEqual(await codesOf(commissioned), [
    5,
    ['Y1', 'Z99001', 'Z99002', 'Z99003', 'Z99050'],
  ]);
  const active = [{ name: 'activeOnly', valueBoolean: true }];
  assert.deepEqual((await codesOf(commissioned, active))[0], 4);
  const page = [
    { name: 'count', valueInteger: 2 },
    { name: 'offset', valueInteger: 1 },
  ];
  assert.deepEqual(await codesOf(commissioned, page), [5, ['Z99001', 'Z99002']]);
  const changed = [{ property: 'lastChangeDate', op: '=', value: 'lt2026-02-01' }];
  assert.deepEqual(await codesOf(changed), [1, ['Y1']]);
  await expand(stand, 'no json', 400);
  await expand(stand, { resourceType: 'Parameters', parameter: [] }, 400);
  await expand(stand, valueSet([{ property: 'x', op: 'regex', value: '.*' }]), 400);
});

test('resources have the shape of the published examples', { skip: skipPublished }, async () => {
  await using stand = await odsStand(EMPTY);
  const example = (name: string) => published('odt', 'examples', `${name}.json`);
  const ours = practice('Y1', { telephone: '01632 960001' });
  await stand.organisations.put({
    ...ours,
    address: { ...ours.address, uprn: '1', country: 'ENGLAND' },
  });
  // Versions of single records are not kept, and nothing says where they came from.
  const unlike =
    /^\.(entry\[\]\.resource\.)?meta\.source |\.meta\.lastUpdated |period\.end |valuePeriod\.end /;
  assertShape(await stand.fhir('/Organization/Y1'), example('organization-read'), unlike);
  const { entry } = await stand.fhir('/OrganizationAffiliation?primary-organization=Y1');
  assertShape(entry[0].resource, example('affiliation-read'), unlike);
  assertShape(
    await stand.fhir('/OrganizationAffiliation?primary-organization=Y1'),
    example('affiliation-search'),
    unlike,
  );
  await stand.organisations.remove('Y1');
  assertShape(await stand.fhir('/List/Organization-deletion'), example('list-read'), unlike);
  const expansion = await expand(stand, example('valueset-request'));
  assertShape(
    expansion,
    example('valueset-expansion'),
    /inactive|extension\[\]\.extension\[\]\.extension|ontoserver|valueBoolean/,
  );
});

test('what comes from the API goes in again as it was', async () => {
  await using stand = await odsStand();
  const bundle = await stand.fhir(
    '/Organization?_count=50&_revinclude=OrganizationAffiliation:primary-organization',
  );
  await using other = await odsStand(EMPTY);
  const taken = await other.organisations.importText(JSON.stringify(bundle));
  assert.equal(taken, stand.organisations.all().length);
  for (const each of stand.organisations.all())
    assert.deepEqual(other.organisations.find(each.odsCode), each);
});
