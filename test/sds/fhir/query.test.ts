import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decoded } from '../../../simulator/gateway/query-parameters.ts';
import { negotiate } from '../../../simulator/sds/fhir/negotiate.ts';
import { readSearch, type SdsSearch } from '../../../simulator/sds/fhir/read-search.ts';
import { intermediaryOf } from '../../../simulator/sds/fhir/route-address.ts';

const ODS = 'https://fhir.nhs.uk/Id/ods-organization-code';
const INTERACTION = 'https://fhir.nhs.uk/Id/nhsServiceInteractionId';
const PARTY_KEY = 'https://fhir.nhs.uk/Id/nhsMhsPartyKey';

test('a value is what follows the first pipe', () => {
  const reading = readSearch('Device', `organization=${ODS}|A|B&identifier=${INTERACTION}|x`);
  assert.deepEqual(reading, { ok: true, search: { ods: 'A|B', interaction: 'x' } });
});

test('a system that is merely alike is none', () => {
  const reading = readSearch('Endpoint', `identifier=${PARTY_KEY}ey|x`);
  assert.ok(!reading.ok && reading.message.startsWith("Missing or invalid 'identifier'"));
});

// No line of a header or query holds more.
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((each) => each.trim() === each);

test('property: what is asked in any order and encoding is what is read', () => {
  const search = fc.record(
    { ods: text, interaction: text, partyKey: text },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(search, fc.boolean(), (wanted: SdsSearch, backwards) => {
      const pieces = [
        `organization=${encodeURIComponent(`${ODS}|${wanted.ods}`)}`,
        `identifier=${encodeURIComponent(`${INTERACTION}|${wanted.interaction}`)}`,
        `identifier=${encodeURIComponent(`${PARTY_KEY}|${wanted.partyKey}`)}`,
      ];
      const query = (backwards ? pieces.reverse() : pieces).join('&');
      assert.deepEqual(readSearch('Endpoint', query), { ok: true, search: wanted });
    }),
  );
});

test('property: no query makes the reader throw, and a refusal says why', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'organization',
      'identifier',
      '=',
      '&',
      `${ODS}|`,
      `${PARTY_KEY}|`,
      '%',
      '%ff',
      '%E2%82',
      '+',
      '__proto__',
      'constructor=1',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece), fc.constantFrom('Device', 'Endpoint'), (pieces, resource) => {
      const reading = readSearch(resource as 'Device' | 'Endpoint', pieces.join(''));
      if (!reading.ok) assert.match(reading.message, /^(Illegal|Missing or invalid) /);
      else assert.ok(Object.keys(reading.search).length >= 2);
    }),
    { numRuns: 1000 },
  );
});

test('property: percent-decoding never throws and undoes encoding', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (sound, any) => {
      assert.equal(decoded(encodeURIComponent(sound)), sound);
      assert.equal(typeof decoded(any), 'string');
    }),
  );
});

test('property: Accept never throws and chooses one of two types', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (accept) => {
      const type = negotiate(accept);
      assert.ok(type === undefined || /^application\/(fhir\+)?json$/.test(type));
    }),
  );
});

test('only forwarded services go by an intermediary, and only the interactions that are listed', () => {
  const tms = 'urn:nhs:names:services:tms';
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['urn:nhs:names:services:gp2gp:RCMR_IN010000UK05', `${tms}:ReliableIntermediary`],
    ['urn:nhs:names:services:gp2gp:RCMR_IN030000UK06', `${tms}:ReliableIntermediary`],
    ['urn:nhs:names:services:gp2gp:MCCI_IN010000UK13', `${tms}:ReliableIntermediary`],
    ['urn:nhs:names:services:itk:COPC_IN000001UK01', `${tms}:ReliableIntermediary`],
    ['urn:nhs:names:services:ebs:PRSC_IN040000UK03', `${tms}:ExpressIntermediary`],
    ['urn:nhs:names:services:psis:MCCI_IN010000UK13', undefined],
    ['urn:nhs:names:services:gp2gp:RCMR_IN030000UK08', undefined],
    ['', undefined],
  ];
  for (const [name, expected] of cases) assert.equal(intermediaryOf(name), expected, name);
});
