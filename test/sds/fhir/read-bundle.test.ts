import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { filled } from '../../../simulator/sds/fhir/entry-values.ts';
import { mapDevice } from '../../../simulator/sds/fhir/map-device.ts';
import { mapEndpoint } from '../../../simulator/sds/fhir/map-endpoint.ts';
import { kindOf } from '../../../src/directory/find-entries.ts';
import { readJsonEntries } from '../../../src/directory/read-json-entries.ts';

const ROOT = join(import.meta.dirname, '../../../../shared/samples/sds');
const skip = existsSync(ROOT) ? false : 'the shared samples are not here';
const PUBLISHED = [
  'sds-api/expected/single_device.json',
  'sds-api/expected/single_endpoint.json',
  'sds-api/expected/multiple_endpoints.json',
  'mhs-adaptor/sds_device_response.json',
  'mhs-adaptor/sds_endpoint_response.json',
];

for (const path of PUBLISHED) {
  test(`a published answer is read as the entries that it comes out of: ${path}`, { skip }, () => {
    const bundle = JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as {
      readonly entry: readonly { readonly resource: Readonly<Record<string, unknown>> }[];
    };
    const reading = readJsonEntries(bundle);
    assert.ok(reading.ok, JSON.stringify(reading));
    const mapped = reading.entries.flatMap((entry): readonly Readonly<Record<string, unknown>>[] =>
      kindOf(entry) === 'system'
        ? [mapDevice(entry, '')]
        : mapEndpoint(entry, filled(entry, 'nhsMHSEndPoint'), () => ''),
    );
    assert.deepEqual(
      mapped,
      bundle.entry.map(({ resource }) => ({ ...resource, id: '' })),
    );
  });
}

test('what is no list and no Bundle is told, and so is the record that is wrong', () => {
  const why = (value: unknown) => {
    const reading = readJsonEntries(value);
    return reading.ok ? reading.entries.length : reading.why;
  };
  assert.equal(why({ resourceType: 'Device' }), 'is neither a list of records nor a Bundle');
  assert.equal(why('Bundle'), 'is neither a list of records nor a Bundle');
  const device = { uniqueIdentifier: '1', nhsAsSvcIA: 'urn:a:B' };
  assert.equal(why([device, null]), 'record 1 is neither a system nor a message handler');
  assert.equal(why([device]), 1);
  assert.equal(why({ resourceType: 'Bundle' }), 0);
});

test('property: no JSON makes the reader throw', () => {
  const word = fc.constantFrom('Bundle', 'Device', 'Endpoint', 'resourceType', 'entry', 'resource');
  const json = fc.oneof(fc.jsonValue(), fc.dictionary(word, fc.oneof(word, fc.jsonValue())));
  fc.assert(
    fc.property(json, json, (value, resource) => {
      readJsonEntries(value);
      const bundle = { resourceType: 'Bundle', entry: [{ resource }, value] };
      assert.equal(typeof readJsonEntries(bundle).ok, 'boolean');
    }),
  );
});
