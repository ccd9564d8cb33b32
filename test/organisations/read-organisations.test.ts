import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Organisation } from '../../src/organisations/organisation.ts';
import { readOrganisations } from '../../src/organisations/read-organisations.ts';
import { writeFhirOrganization } from '../../src/organisations/write-fhir-organization.ts';
import { writeOrdRecord } from '../../src/organisations/write-ord-record.ts';
import { writeOrdXml } from '../../src/organisations/write-ord-xml.ts';
import { readXml } from '../../src/wire/xml/read-xml.ts';
import { published, publishedText, skipPublished } from '../ods/published.ts';
import { anyOrganisation } from './arbitrary.ts';

const TODAY = '2026-03-01';

function read(text: string): readonly Organisation[] {
  const reading = readOrganisations(text, TODAY);
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.organisations;
}

function problems(text: string): readonly string[] {
  const reading = readOrganisations(text, TODAY);
  assert.ok(!reading.ok, 'it was read');
  return reading.problems.map(({ line, text }) => `${line}: ${text}`);
}

describe('records of ORD', () => {
  test('what was written is read as it was, alone and in lists', () => {
    fc.assert(
      fc.property(fc.array(anyOrganisation, { minLength: 1, maxLength: 3 }), (all) => {
        const records = all.map(writeOrdRecord);
        assert.deepEqual(read(JSON.stringify(records[0])), all.slice(0, 1));
        assert.deepEqual(read(JSON.stringify(records)), all);
        assert.deepEqual(read(JSON.stringify({ Organisations: records }, null, 2)), all);
      }),
      { numRuns: 100 },
    );
  });

  test('the XML of any record is well-formed and says what it is', () => {
    fc.assert(
      fc.property(anyOrganisation, (organisation) => {
        const xml = readXml(Buffer.from(writeOrdXml({ ...writeOrdRecord(organisation) })));
        assert.ok(xml.ok);
        assert.equal(xml.value.name, 'Organisation');
        assert.equal(xml.deviations.length, 0);
      }),
      { numRuns: 50 },
    );
  });

  test('samples are read, and written as they were', { skip: skipPublished }, () => {
    for (const name of ['Z99001', 'Z99002-closed', 'ZZ9-sicbl']) {
      const file = `organisation-${name}.json`;
      const [organisation] = read(publishedText('ord-synthetic', file));
      assert.ok(organisation);
      assert.deepEqual(writeOrdRecord(organisation), published('ord-synthetic', file));
    }
  });

  test('one wrong record refuses all, with the line of what is wrong', () => {
    const good = { Organisation: { ...record('Y1') } };
    const wrong = { Organisation: { ...record('Y2'), LastChangeDate: '2026-02-30' } };
    const text = JSON.stringify([good, wrong], null, 1);
    const line = text.split('\n').findIndex((each) => each.includes('2026-02-30')) + 1;
    assert.deepEqual(problems(text), [
      `${line}: 1.Organisation.LastChangeDate: is no day, yyyy-mm-dd`,
    ]);
    const roles = { Role: [{ id: 'RO76', uniqueRoleId: 1 }] };
    const without = JSON.stringify({ Organisation: { ...record('Y3'), Roles: roles } });
    assert.deepEqual(problems(without), [
      '1: Organisation.Roles.Role: exactly one role must be primary',
    ]);
  });

  test('JSON that cannot be read, or holds something else, is told', () => {
    assert.deepEqual(problems('{"Organisation":\n\n nothing}'), ['3: is no JSON that can be read']);
    assert.deepEqual(problems('{"patients": []}'), [
      '1: holds neither records of ORD nor resources of FHIR',
    ]);
  });
});

function record(code: string) {
  return {
    ...{ Name: 'A PRACTICE', OrgId: { extension: code }, Status: 'Active' },
    LastChangeDate: '2026-01-05',
    Roles: { Role: [{ id: 'RO177', uniqueRoleId: 1, primaryRole: true, Status: 'Active' }] },
  };
}

describe('resources of FHIR R4', () => {
  test('what was written is read as it was, but for successions and the county of ODS', () => {
    fc.assert(
      fc.property(anyOrganisation, ({ relationships: _, successions: __, ...rest }) => {
        const roles = rest.roles.map((role) => ({ ...role, roleId: 'RO177' }));
        // The period of an organisation is that of its primary role there.
        const kept = { ...rest, roles, periods: roles[0]?.periods ?? [] };
        const organisation = { ...kept, relationships: [], successions: [] };
        assert.deepEqual(read(JSON.stringify(writeFhirOrganization(organisation))), [organisation]);
      }),
      { numRuns: 100 },
    );
  });

  test('the published bundle is read', { skip: skipPublished }, () => {
    const all = read(publishedText('odt', 'examples', 'organization-search.json'));
    assert.deepEqual(
      all.map(({ odsCode, roles, lastChangeDate }) => [odsCode, roles[0]?.roleId, lastChangeDate]),
      [
        ['AQN', 'RO172', '2023-05-03'],
        ['C4O9I', 'RO181', '2023-05-03'],
      ],
    );
  });

  test('a resource without a role is refused by its line', () => {
    const { extension: _, ...bare } = writeFhirOrganization(
      fc.sample(anyOrganisation, 1)[0] as never,
    );
    const bundle = { resourceType: 'Bundle', entry: [{ resource: bare }] };
    assert.match(
      problems(JSON.stringify(bundle, null, 1))[0] ?? '',
      /^5: entry\.0\.resource: .* has no role$/,
    );
  });
});

const PRACTICE =
  '"Y00001","TEST SURGERY","Y63","QWO","1 HIGH STREET","","","LEEDS","WEST YORKSHIRE","LS1 4DZ","20100401","","A","B","97R","20130401","","0113 000000","","","","0","","97R","","4",""';
const CLOSED =
  'Y00002,"SHUT, SURGERY",Y63,QWO,2 HIGH STREET,OLD TOWN,,LEEDS,,LS10 1AB,19740401,20240331,C,B,97R,20130401,20240331,,,,,0,,97R,,4,';

describe('the practice file of ODS', () => {
  test('gives practices with their commissioner, open and closed', () => {
    const [open, closed] = read(`${PRACTICE}\r\n${CLOSED}\r\n`);
    assert.equal(open?.odsCode, 'Y00001');
    assert.deepEqual(open?.address, {
      lines: ['1 HIGH STREET'],
      ...{ town: 'LEEDS', county: 'WEST YORKSHIRE', postcode: 'LS1 4DZ' },
    });
    assert.deepEqual(
      open?.roles.map(({ roleId, primary }) => [roleId, primary]),
      [
        ['RO177', true],
        ['RO76', false],
      ],
    );
    assert.deepEqual(open?.contacts, [{ type: 'tel', value: '0113 000000' }]);
    assert.equal(open?.relationships[0]?.target, '97R');
    assert.equal(open?.lastChangeDate, TODAY);
    assert.equal(closed?.name, 'SHUT, SURGERY');
    assert.equal(closed?.status, 'Inactive');
    assert.deepEqual(closed?.periods, [
      { type: 'Operational', start: '1974-04-01', end: '2024-03-31' },
    ]);
    assert.equal(closed?.relationships[0]?.status, 'Inactive');
  });

  test('lines that are wrong are named, and nothing is taken', () => {
    const text = [
      PRACTICE,
      'Y00003,TOO SHORT',
      PRACTICE.replace('20100401', '20100431'),
      PRACTICE.replace('"Y00001"', '"no code!"'),
      CLOSED.replace('20240331,C', ',C'),
    ].join('\n');
    assert.deepEqual(problems(text), [
      '2: has 2 columns; the practice file of ODS has 27',
      '3: 20100431 is no day, yyyymmdd',
      '4: "no code!" is no code of an organisation',
      '5: Y00002 is closed, but has no day of closing',
    ]);
    assert.deepEqual(problems(`${PRACTICE}\n"open`), ['2: a quoted field has no end']);
    assert.deepEqual(problems(''), ['1: holds no organisation']);
  });

  test('many problems are counted, not listed', () => {
    const told = problems('x,y\n'.repeat(1000));
    assert.equal(told.length, 51);
    assert.equal(told.at(-1), '50: and 950 problems more');
  });
});

const SYSTEMS = 'ASID,NACS,OrgName,MName,PName,OrgType,PostCode';

test('the list of accredited systems gives its organisations, each once', () => {
  const all = read(
    [
      SYSTEMS,
      '200000000001,Y00001,TEST SURGERY,MAKER,PRODUCT,GP Practice,LS1 4DZ',
      '200000000002,Y00001,TEST SURGERY,MAKER,OTHER,GP Practice,LS1 4DZ',
      '200000000003,Y00002,TEST PRISON,MAKER,PRODUCT,Prisons,',
    ].join('\n'),
  );
  assert.deepEqual(
    all.map(({ odsCode, roles }) => [odsCode, roles.map(({ roleId }) => roleId)]),
    [
      ['Y00001', ['RO177', 'RO76']],
      ['Y00002', ['RO82']],
    ],
  );
  assert.match(
    problems(`${SYSTEMS}\n1,Y1,NAME,M,P,Spaceport,`)[0] ?? '',
    /^2: OrgType "Spaceport" is the name of no known role/,
  );
});

test('hostile text is read or refused, never thrown at', () => {
  const record = JSON.stringify(writeOrdRecord(fc.sample(anyOrganisation, 1)[0] as never), null, 1);
  const attempt = (text: string) => {
    const reading = readOrganisations(text, TODAY);
    if (!reading.ok) assert.ok(reading.problems.every(({ line }) => line >= 1));
  };
  fc.assert(fc.property(fc.string({ unit: 'binary' }), attempt), { numRuns: 200 });
  fc.assert(fc.property(fc.json(), attempt), { numRuns: 200 });
  const cut = fc.tuple(fc.nat(record.length), fc.nat(20), fc.string({ maxLength: 3 }));
  fc.assert(
    fc.property(cut, ([at, length, put]) =>
      attempt(record.slice(0, at) + put + record.slice(at + length)),
    ),
    { numRuns: 300 },
  );
  for (const text of [
    '[null]',
    '{"Organisations":[1]}',
    '{"resourceType":null}',
    '['.repeat(100_000),
  ])
    attempt(text);
});
