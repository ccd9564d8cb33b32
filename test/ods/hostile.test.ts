import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { odsFaces } from '../../simulator/ods/ods-faces.ts';
import { faultBook } from '../../src/faults/fault-book.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { readXml } from '../../src/wire/xml/read-xml.ts';
import { registerStand } from './stand.ts';

const NAMES = [
  ...['Name', 'PostCode', 'LastChangeDate', 'Status', 'Roles', 'Limit', 'Offset', '_format'],
  ...['RelTypeId', 'TargetOrgId', 'name', 'name:exact', 'roleCode', 'roleCode:not', '_id'],
  ...[
    'identifier',
    'lastChangeDate',
    '_count',
    '_offset',
    '_include',
    'code',
    'system',
    'property',
  ],
  ...['ods-org-role', '_lastUpdated', '_page', 'primary-organization', '__proto__', 'constructor'],
];
const PATHS = [
  ...['/organisations', '/organisations/', '/organisations/%00', '/organisations/%FF%FE', '/sync'],
  ...[
    '/roles',
    '/roles/constructor',
    '/__proto__',
    '/',
    '/Organization',
    '/Organization/__proto__',
  ],
  ...['/OrganizationAffiliation', '/OrganizationAffiliation/x', '/List/constructor', '/CodeSystem'],
  ...[
    '/CodeSystem/$lookup',
    '/CodeSystem/constructor',
    '/ValueSet/$expand',
    '/ValueSet/',
    '/a/b/c',
  ],
];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('%', '%00', '%ED%A0%80', 'RO177', '2026-02-30', '9'.repeat(400), '|', ',', 'gt'),
);
const pair = fc
  .tuple(fc.oneof(fc.constantFrom(...NAMES), text), text)
  .map(([name, value]) => `${name}=${value}`);

test('whatever is asked, every face answers what can be read and put on record', async () => {
  await using stand = await registerStand({ ods: { stu3: { enabled: true } } });
  const faces = odsFaces({
    ...{ world: stand.world, organisations: stand.organisations, clock: stand.clock },
    ...{ ids: systemIds(), random: seededRandom(1) },
    faults: faultBook(() => stand.world.current().faults),
  });
  assert.equal(faces.length, 3);
  const body = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), hostileExpansion());
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...faces),
      fc.constantFrom(...PATHS),
      fc.array(pair, { maxLength: 4 }),
      fc.constantFrom('GET', 'POST', 'HEAD', 'DELETE'),
      body,
      async (face, path, pairs, method, sent) => {
        const query = pairs.join('&');
        const answer = await face.handle({
          ...{ method, path, query, body: Buffer.from(sent), at: stand.clock.now() },
          url: `http://localhost${face.prefix}${path}?${query}`,
          headers: [['apikey', 'any']],
          peer: { address: '127.0.0.1' },
        });
        assert.ok(answer.status >= 200 && answer.status < 500, `${answer.status} ${answer.body}`);
        const type = answer.headers.find(([name]) => name === 'Content-Type')?.[1] ?? '';
        const told = answer.body.toString();
        if (/xml/.test(type)) assert.ok(readXml(Buffer.from(told)).ok, told);
        else JSON.parse(told);
        // What goes into a header must be able to.
        for (const [, value] of answer.headers) assert.match(value, /^[\x20-\x7e]*$/);
      },
    ),
    { numRuns: 3000 },
  );
});

/** Value sets that are nearly right. */
function hostileExpansion() {
  const filter = fc.record({
    property: fc.constantFrom('lastChangeDate', 'status', '__proto__', 'RE4'),
    op: fc.constantFrom('=', 'in', 'regex'),
    value: text,
  });
  const system = fc.constantFrom('https://fhir.nhs.uk/Id/ods-organization-code', 'x');
  return fc
    .tuple(system, fc.array(filter, { maxLength: 2 }), fc.oneof(fc.integer(), text))
    .map(([system, filter, valueInteger]) => {
      const compose = { include: [{ system, filter }] };
      const resource = { resourceType: 'ValueSet', compose };
      const parameter = [
        { name: 'valueSet', resource },
        { name: 'count', valueInteger },
      ];
      return JSON.stringify({ resourceType: 'Parameters', parameter });
    });
}
