import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readXml } from '../../src/wire/xml/read-xml.ts';
import { published, publishedText, skipPublished } from './published.ts';
import { odsStand, practice } from './stand.ts';

interface Row {
  readonly OrgId: string;
  readonly Status: string;
  readonly PrimaryRoleId: string;
}

const codes = ({ Organisations }: { readonly Organisations: readonly Row[] }) =>
  Organisations.map(({ OrgId }) => OrgId);

const EMPTY = { base: 'empty' };

test('O1 a single record has the parts of the specification', async () => {
  await using stand = await odsStand();
  const { Organisation } = await stand.found('/organisations/Z99001');
  assert.deepEqual(Object.keys(Organisation), [
    ...['Name', 'Date', 'OrgId', 'Status', 'LastChangeDate', 'orgRecordClass', 'GeoLoc'],
    ...['Roles', 'Rels'],
  ]);
  assert.equal(Organisation.Name, 'RIVERSIDE SURGERY');
  assert.deepEqual(Organisation.OrgId, {
    root: '2.16.840.1.113883.2.1.3.2.4.18.48',
    assigningAuthorityName: 'HSCIC',
    extension: 'Z99001',
  });
  assert.deepEqual(
    Organisation.Roles.Role.map((role: { id: string; primaryRole?: boolean }) => [
      role.id,
      role.primaryRole,
    ]),
    [
      ['RO177', true],
      ['RO76', undefined],
    ],
  );
  const [rel] = Organisation.Rels.Rel;
  assert.equal(rel.id, 'RE4');
  assert.equal(rel.Target.OrgId.extension, 'ZZ9');
  const subIcb = (await stand.found('/organisations/ZZ9')).Organisation;
  const { id, uniqueRoleId } = subIcb.Roles.Role[0];
  assert.deepEqual(rel.Target.PrimaryRoleId, { id, uniqueRoleId });
});

test('O1 a record that was taken in comes out as the sample has it', {
  skip: skipPublished,
}, async () => {
  await using stand = await odsStand(EMPTY);
  for (const name of [
    'organisation-Z99001',
    'organisation-Z99002-closed',
    'organisation-ZZ9-sicbl',
  ]) {
    const record = published('ord-synthetic', `${name}.json`);
    await stand.organisations.importText(publishedText('ord-synthetic', `${name}.json`));
    const code = record.Organisation.OrgId.extension;
    assert.deepEqual(await stand.found(`/organisations/${code}`), record);
  }
});

test('O2 the code of a record may be written in lower case', async () => {
  await using stand = await odsStand();
  assert.deepEqual(
    await stand.found('/organisations/z99001'),
    await stand.found('/organisations/Z99001'),
  );
});

test('O3 an unknown code is not found, and the journal says so', async () => {
  await using stand = await odsStand();
  const response = await stand.ask('/organisations/NOSUCH');
  assert.equal(response.status, 404);
  assert.deepEqual(await response.json(), { errorCode: 404, errorText: 'Not Found' });
  const [entry] = await stand.journal.find({});
  assert.equal(entry?.service, 'ods-ord');
  assert.match(
    entry?.summary ?? '',
    /^organisation\.read from .*: HTTP 404, refused: there is no organisation NOSUCH$/,
  );
});

test('O4 practices are found by primary role, other role and status', async () => {
  await using stand = await odsStand();
  await stand.organisations.put(practice('Y00001', { roles: ['RO177', 'RO72'] }));
  await stand.organisations.put(practice('Y00002', { closed: '2024-03-31' }));
  const found = await stand.found(
    '/organisations?PrimaryRoleId=RO177&NonPrimaryRoleId=RO76&Status=Active&Limit=1000',
  );
  assert.deepEqual(codes(found), ['Z99001', 'Z99002', 'Z99003', 'Z99050']);
  assert.ok(found.Organisations.every((row: Row) => row.PrimaryRoleId === 'RO177'));
  assert.equal(found.Organisations[0].PrimaryRoleDescription, 'PRESCRIBING COST CENTRE');
  assert.equal(found.Organisations[0].OrgLink, `${stand.ordBase}/organisations/Z99001`);
});

test('O5 a limit is a number between 1 and 1000', async () => {
  await using stand = await odsStand();
  for (const limit of ['0', '1001', 'abc', '', '-1', '9'.repeat(400)])
    assert.equal(
      await stand.refused(`/organisations?Status=Active&Limit=${limit}`),
      'Supplied Limit must be between 1 and 1000',
    );
  assert.equal(codes(await stand.found('/organisations?Status=Active&Limit=1')).length, 1);
});

test('O6 an offset begins at 1, and is refused in the words of the service', async () => {
  await using stand = await odsStand();
  for (const offset of ['0', 'x'])
    assert.equal(
      await stand.refused(`/organisations?Status=Active&Offset=${offset}`),
      'Suppied Offset must be greater than 1',
    );
  const beyond = await stand.found(`/organisations?Status=Active&Offset=${'9'.repeat(400)}`);
  assert.deepEqual(beyond, { Organisations: [] });
});

test('O7 a search looks for something', async () => {
  await using stand = await odsStand();
  for (const query of ['', '?', '?Limit=5', '?Offset=1&_format=json'])
    assert.equal(
      await stand.refused(`/organisations${query}`),
      'Supplied query must include some query parameters',
    );
});

test('O8 unknown and repeated parameters are refused', async () => {
  await using stand = await odsStand();
  const unknown = 'Unknown argument found.';
  assert.equal(await stand.refused('/organisations?name=surgery'), unknown);
  assert.equal(await stand.refused('/organisations?Status=Active&x=1&x=2'), unknown);
  assert.equal(await stand.refused('/organisations/Z99001?Status=Active'), unknown);
  assert.equal(
    await stand.refused('/organisations?Status=Active&Status=Active&x=1'),
    'Repeated Status argument.',
  );
});

async function with45() {
  const stand = await odsStand(EMPTY);
  await stand.organisations.put(practice('A00000', { roles: ['RO82'] }));
  for (let at = 1; at <= 45; at++)
    await stand.organisations.put(practice(`Y${String(at).padStart(5, '0')}`));
  return stand;
}

const QUERY = 'PrimaryRoleId=RO177&Status=Active';

test('O9 the first page of three says how many there are and where the next is', async () => {
  await using stand = await with45();
  const response = await stand.ask(`/organisations?${QUERY}&Limit=20`);
  const { headers } = response;
  assert.equal(codes((await response.json()) as never).length, 20);
  assert.equal(headers.get('X-Total-Count'), '45');
  assert.equal(headers.get('Returned-Records'), '20');
  assert.equal(
    headers.get('Access-Control-Expose-Headers'),
    'X-Total-Count, Returned-Records, Next-Page, Previous-Page',
  );
  assert.equal(
    headers.get('Next-Page'),
    `${stand.ordBase}/organisations?${QUERY}&Limit=20&Offset=20`,
  );
  assert.equal(headers.get('Previous-Page'), null);
});

test('O10 the last page leads back, not on', async () => {
  await using stand = await with45();
  const last = await stand.ask(`/organisations?${QUERY}&Limit=20&Offset=40`);
  assert.equal(codes((await last.json()) as never).length, 5);
  assert.equal(last.headers.get('Next-Page'), null);
  const base = `${stand.ordBase}/organisations?${QUERY}&Limit=20`;
  assert.equal(last.headers.get('Previous-Page'), `${base}&Offset=20`);
  // An offset below 1 is left out.
  const second = await stand.ask(`/organisations?${QUERY}&Limit=20&Offset=20`);
  assert.equal(second.headers.get('Previous-Page'), base);
});

test('O11 following the pages gives every organisation once, with the parameters kept', async () => {
  await using stand = await with45();
  const seen: string[] = [];
  let next: string | null = `${stand.ordBase}/organisations?${QUERY}&Name=practice+y&Limit=7`;
  for (let pages = 0; next !== null; pages++) {
    assert.ok(pages < 7, 'the pages have no end');
    const response: Response = await fetch(next);
    assert.equal(response.status, 200);
    seen.push(...codes((await response.json()) as never));
    next = response.headers.get('Next-Page');
    if (next) assert.equal(new URL(next).searchParams.get('Name'), 'practice y');
  }
  assert.equal(seen.length, 45);
  assert.equal(new Set(seen).size, 45);
});

test('O12 the practices of a sub-ICB are found by their relationship', async () => {
  await using stand = await odsStand();
  await stand.organisations.put(
    practice('Y00001', {
      commissioner: { target: 'ZZ9', since: '2015-04-01', until: '2020-01-01' },
    }),
  );
  const search = '/organisations?RelTypeId=RE4&TargetOrgId=ZZ9&Limit=1000';
  const practices = ['Z99001', 'Z99002', 'Z99003', 'Z99050'];
  assert.deepEqual(codes(await stand.found(`${search}&RelStatus=active`)), practices);
  assert.deepEqual(codes(await stand.found(`${search}&RelStatus=inactive`)), ['Y00001']);
  assert.deepEqual(codes(await stand.found(search)), ['Y00001', ...practices]);
  assert.deepEqual(codes(await stand.found('/organisations?RelTypeId=RE8&TargetOrgId=ZZ9')), []);
  assert.match(await stand.refused('/organisations?RelTypeId=RE4'), /supplied together/);
});

test('O13 a day of change that cannot be is refused, each in its own words', async () => {
  await using stand = await odsStand();
  const told = async (date: string) => [
    await stand.refused(`/organisations?LastChangeDate=${date}`),
    await stand.refused(`/sync?LastChangeDate=${date}`),
  ];
  const twice = (text: string) => [text, text];
  // 186 days before 1 March 2026.
  assert.deepEqual(
    await told('2025-08-27'),
    twice('Supplied LastChangeDate exceeds the limit of 185 days past.'),
  );
  assert.deepEqual(await told('01/02/2026'), twice('Date format must be YYYY-MM-DD.'));
  assert.deepEqual(
    await told('2026-03-02'),
    twice('Supplied LastChangeDate date must be a past date, not future.'),
  );
  assert.deepEqual(await told('2026-02-30'), twice('Invalid date supplied.'));
  await stand.found('/organisations?LastChangeDate=2025-08-28');
});

test('O14 a name has three characters at least and is found anywhere', async () => {
  await using stand = await odsStand();
  const refused = (name: string) => stand.refused(`/organisations?Name=${name}`);
  assert.equal(await refused('ab'), 'Supplied Name needs a minimum of 3 Characters.');
  assert.equal(await refused('a'.repeat(101)), 'Supplied Name too long, max 100 Characters.');
  assert.equal(await refused('abc%C2%A3'), 'Supplied Name contains invalid Character/s.');
  assert.deepEqual(codes(await stand.found('/organisations?Name=sid')), [
    ...['Z99001', 'Z99002', 'Z99050'],
  ]);
});

test('O15 a postcode area is matched whole: LS1 is not LS10', async () => {
  await using stand = await odsStand(EMPTY);
  const at = (code: string, postcode: string) =>
    stand.organisations.put(practice(code, { address: { lines: [], postcode } }));
  await at('Y00001', 'LS1 4DZ');
  await at('Y00010', 'LS10 1AB');
  assert.deepEqual(codes(await stand.found('/organisations?PostCode=LS1')), ['Y00001']);
  assert.deepEqual(codes(await stand.found('/organisations?PostCode=ls10')), ['Y00010']);
  assert.deepEqual(codes(await stand.found('/organisations?PostCode=LS1+4DZ')), ['Y00001']);
  assert.deepEqual(codes(await stand.found('/organisations?PostCode=ls14dz')), ['Y00001']);
  const refused = (code: string) => stand.refused(`/organisations?PostCode=${code}`);
  assert.equal(await refused('L'), 'Supplied PostCode is too short, min 2 Characters.');
  assert.equal(await refused('LS10+1ABC'), 'Supplied PostCode format is invalid.');
  assert.equal(await refused('1234'), 'Supplied PostCode format is invalid.');
});

test('O16 a closed practice is found, by its status and without one', async () => {
  await using stand = await odsStand(EMPTY);
  await stand.organisations.put(practice('Y00001'));
  await stand.organisations.put(practice('Y00002', { closed: '2024-03-31' }));
  const found = async (more: string) =>
    codes(await stand.found(`/organisations?PrimaryRoleId=RO177${more}`));
  assert.deepEqual(await found('&Status=Inactive'), ['Y00002']);
  assert.deepEqual(await found('&Status=ACTIVE'), ['Y00001']);
  assert.deepEqual(await found(''), ['Y00001', 'Y00002']);
  assert.equal(
    await stand.refused('/organisations?Status=Closed'),
    'Unknown Status supplied, specify Active or Inactive.',
  );
});

test('O17 a practice that was merged into another names its successor', async () => {
  await using stand = await odsStand(EMPTY);
  const merged = practice('Y00002', { closed: '2024-03-31' });
  await stand.organisations.put(practice('Y00001'));
  await stand.organisations.put({
    ...merged,
    successions: [{ uniqueSuccId: 7, type: 'Successor', target: 'Y00001', date: '2024-04-01' }],
  });
  const { Organisation } = await stand.found('/organisations/Y00002');
  assert.equal(Organisation.Status, 'Inactive');
  assert.equal(Organisation.Date[0].End, '2024-03-31');
  const [succession] = Organisation.Succs.Succ;
  assert.equal(succession.Type, 'Successor');
  assert.equal(succession.Target.OrgId.extension, 'Y00001');
  assert.deepEqual(succession.Date, [{ Type: 'Legal', Start: '2024-04-01' }]);
});

test('O18 sync gives the links of what has changed since a day, and nothing more', async () => {
  await using stand = await odsStand(EMPTY);
  await stand.organisations.put(practice('Y00001', { lastChangeDate: '2026-01-05' }));
  await stand.organisations.put(practice('Y00002', { lastChangeDate: '2026-01-04' }));
  const { Organisations } = await stand.found('/sync?LastChangeDate=2026-01-05');
  const link = (code: string) => ({ OrgLink: `${stand.ordBase}/organisations/${code}` });
  // What the world says it says from today.
  assert.deepEqual(Organisations, ['Y00001', 'YES', 'ZZ9'].map(link));
  assert.equal(await stand.refused('/sync'), 'Supplied query must include some query parameters');
});

test('O19 XML comes by _format, or by the Content-Type of the request, which goes first', async () => {
  await using stand = await odsStand();
  const xml = async (response: Response) => {
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('Content-Type'), 'application/xml');
    const read = readXml(Buffer.from(await response.text()));
    assert.ok(read.ok);
    return read.value;
  };
  const record = await xml(await stand.ask('/organisations/Z99001?_format=xml'));
  assert.equal(record.name, 'Organisation');
  assert.ok(
    record.attributes.some(({ name, value }) => name === 'orgRecordClass' && value === 'RC1'),
  );
  const search = await xml(await stand.ask('/organisations?Status=Active&_format=application/xml'));
  assert.equal(search.name, 'Organisations');
  assert.equal(search.children.length, 10);
  await xml(
    await stand.ask('/organisations/Z99001?_format=json', {
      headers: { 'Content-Type': 'application/xml' },
    }),
  );
  assert.equal(
    await stand.refused('/organisations/Z99001?_format=yaml'),
    'Unknown dialect specified "yaml"',
  );
  const type = await stand.ask('/organisations/Z99001', { headers: { 'Content-Type': 'text/x' } });
  assert.equal(type.status, 406);
});

test('O20 several roles give the union, and go with no single role', async () => {
  await using stand = await odsStand(EMPTY);
  await stand.organisations.put(practice('Y00001'));
  await stand.organisations.put(practice('Y00002', { roles: ['RO82'] }));
  await stand.organisations.put(practice('Y00003', { roles: ['RO197'] }));
  assert.deepEqual(codes(await stand.found('/organisations?Roles=RO177,RO82')), [
    'Y00001',
    'Y00002',
  ]);
  assert.deepEqual(codes(await stand.found('/organisations?Roles=ro76')), ['Y00001']);
  assert.match(await stand.refused('/organisations?Roles=RO177&PrimaryRoleId=RO82'), /combined/);
  assert.equal(await stand.refused('/organisations?Roles=RO177,'), 'Supplied Roles is invalid.');
});

test('the first check that fails is told, in the order of the service', async () => {
  await using stand = await odsStand();
  const wrong = [
    ['Name', 'ab', /Name/],
    ['PostCode', 'x', /PostCode/],
    ['LastChangeDate', 'x', /Date format/],
    ['Status', 'x', /Status/],
    ['PrimaryRoleId', 'x', /PrimaryRoleId is invalid/],
    ['NonPrimaryRoleId', 'x', /NonPrimaryRoleId is invalid/],
    ['OrgRecordClass', 'x', /OrgRecordClass is invalid/],
    ['RelStatus', 'x', /RelStatus/],
    ['Limit', 'x', /Limit/],
    ['Offset', 'x', /Offset/],
  ] as const;
  for (const [at, [first, , text]] of wrong.entries()) {
    // Paging alone is no search.
    const more = ['Limit', 'Offset'].includes(first) ? ['Name=abc'] : [];
    const query = wrong
      .slice(at)
      .toReversed()
      .map(([name, value]) => `${name}=${value}`);
    assert.match(await stand.refused(`/organisations?${[...query, ...more].join('&')}`), text);
  }
});

test('reference data stands beside the organisations', async () => {
  await using stand = await odsStand();
  const { Roles } = await stand.found('/roles');
  const row = { id: 'RO76', code: '76', displayName: 'GP PRACTICE', primaryRole: 'false' };
  assert.deepEqual(
    Roles.find(({ id }: { id: string }) => id === 'RO76'),
    row,
  );
  assert.deepEqual(await stand.found('/roles/RO76'), { Roles: [row] });
  assert.equal((await stand.ask('/roles/RO99999')).status, 404);
  assert.ok((await stand.found('/rels')).Relationships.length > 1);
  assert.deepEqual((await stand.found('/recordclasses')).RecordClasses[0], {
    ...{ id: 'RC1', code: '1', displayName: 'HSCOrg' },
  });
  assert.equal((await stand.ask('/nowhere')).status, 404);
  assert.equal((await stand.ask('/organisations/Z99001', { method: 'POST' })).status, 405);
});

test('the body of a refusal is what the world says, for nobody has published it', async () => {
  const bodyOf = async (errorBody: string, query = '') => {
    await using stand = await odsStand({ ods: { ord: { errorBody } } });
    return (await stand.ask(`/organisations?x=1${query}`)).text();
  };
  assert.equal(await bodyOf('text'), 'Unknown argument found.');
  assert.equal(await bodyOf('none'), '');
  assert.match(await bodyOf('json', '&_format=xml'), /<ErrorText>Unknown argument found\.</);
});

test('faults of the face are met once a request, and told in the trace', async () => {
  await using stand = await odsStand({
    faults: {
      once: {
        faces: ['ods'],
        when: { ods: ['Z99001'] },
        attempts: { from: 1, to: 1 },
        actions: [{ kind: 'unavailable' }],
      },
      gone: {
        faces: ['ods'],
        when: { ods: ['Z99003'] },
        actions: [{ kind: 'result', code: '410' }],
      },
      half: { faces: ['ods'], when: { operation: ['sync'] }, actions: [{ kind: 'malformed' }] },
    },
  });
  const first = await stand.ask('/organisations/Z99001');
  assert.equal(first.status, 500);
  assert.deepEqual(await first.json(), { errorCode: 500, errorText: 'Service Unavailable' });
  await stand.found('/organisations/Z99001');
  await stand.found('/organisations/Z99002');
  const gone = await stand.ask('/organisations/Z99003');
  assert.deepEqual(await gone.json(), { errorCode: 410, errorText: 'Gone' });
  const broken = await (await stand.ask('/sync?LastChangeDate=2026-01-01')).text();
  assert.throws(() => JSON.parse(broken));
  const [entry] = await stand.journal.find({});
  assert.ok(entry?.trace?.some(({ text }) => text === 'the fault once asks for: unavailable'));
});

test('a caller over its quota is told when to come again', async () => {
  await using stand = await odsStand({ ods: { ord: { quotaPerSecond: 2 } } });
  for (let at = 0; at < 2; at++) await stand.found('/organisations/Z99001');
  const response = await stand.ask('/organisations/Z99001');
  assert.equal(response.status, 429);
  assert.equal(response.headers.get('Retry-After'), '1');
  await stand.clock.advance(1000);
  await stand.found('/organisations/Z99001');
});
