import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { filled } from '../../../simulator/sds/fhir/entry-values.ts';
import { mapDevice } from '../../../simulator/sds/fhir/map-device.ts';
import { mapEndpoint } from '../../../simulator/sds/fhir/map-endpoint.ts';
import { writeProxyOutcome } from '../../../simulator/sds/fhir/operation-outcome.ts';
import type { DirectoryEntry } from '../../../src/directory/entry.ts';
import { INTERMEDIARY } from '../sandbox.ts';
import {
  type Bundle,
  type FhirStand,
  fhirStand,
  interaction,
  organization,
  partyKey,
  type Resource,
} from './stand.ts';

const ROOT = join(import.meta.dirname, '../../../../shared/samples/sds');
const skip = existsSync(ROOT) ? false : 'the shared samples are not here';
const sample = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

type Flat = Readonly<Record<string, unknown>>;

/** A flat record of the sandbox as an entry: a value or a list of them, null for none. */
function entryOfFlat(
  is: string,
  flat: Flat,
  dn = 'uniqueIdentifier=x,ou=Services,o=nhs',
): DirectoryEntry {
  const attributes = Object.entries(flat).flatMap(([name, value]) => {
    const values = (Array.isArray(value) ? value : [value]).filter((each) => each !== null);
    return values.length > 0 ? [{ name, values: values.map(String) }] : [];
  });
  return { dn, attributes: [{ name: 'objectClass', values: ['top', is] }, ...attributes] };
}

const CASES = ['empty', 'all_null', 'only_address', 'everything'];

for (const name of CASES) {
  test(`an Endpoint is mapped as published: ${name}`, { skip }, () => {
    const entry = entryOfFlat('nhsMhs', sample(`sds-api/mapper/endpoint/${name}.in.json`) as Flat);
    let next = 0;
    const mapped = mapEndpoint(entry, filled(entry, 'nhsMHSEndPoint'), () => String(next++));
    assert.equal(
      JSON.stringify(mapped),
      JSON.stringify(sample(`sds-api/mapper/endpoint/${name}.out.json`)),
    );
  });
}

for (const name of CASES.filter((each) => each !== 'only_address')) {
  test(`a Device is mapped as published: ${name}`, { skip }, () => {
    const entry = entryOfFlat('nhsAs', sample(`sds-api/mapper/device/${name}.in.json`) as Flat);
    assert.equal(
      JSON.stringify(mapDevice(entry, '0')),
      JSON.stringify(sample(`sds-api/mapper/device/${name}.out.json`)),
    );
  });
}

/** Ids and addresses of the answer itself differ at every call. */
function comparable(value: unknown): Bundle {
  const bundle = value as Bundle;
  const entry = bundle.entry.map(({ resource, ...rest }) => ({
    ...rest,
    fullUrl: '',
    resource: { ...resource, id: '' },
  }));
  return { ...bundle, id: '', link: [], entry };
}

/** The flat records of the public sandbox, under names of their own. */
async function withSandbox(stand: FhirStand): Promise<void> {
  for (const [is, file] of [
    ['nhsMhs', 'sds_mhs_response.json'],
    ['nhsAs', 'sds_as_response.json'],
  ] as const) {
    for (const [at, flat] of (sample(`ldap/${file}`) as Flat[]).entries()) {
      // Where the integration tests run, Spine is of its own make.
      const made = flat.nhsMhsManufacturerOrg === 'X09001' ? { nhsMhsManufacturerOrg: 'YES' } : {};
      const entry = entryOfFlat(is, { ...flat, ...made }, `cn=${is}${at},ou=Services,o=nhs`);
      await stand.directory.put(entry);
    }
  }
}

test('the sandbox data is answered as the published integration tests expect', {
  skip,
}, async () => {
  await using stand = await fhirStand({ ldif: '' });
  // The sandbox has records of Spine of its own.
  for (const { dn } of stand.directory.find({ ods: 'YES' })) await stand.directory.remove(dn);
  await withSandbox(stand);
  const psis = interaction('urn:nhs:names:services:psis:REPC_IN150016UK05');
  const copc = interaction('urn:nhs:names:services:gp2gp:COPC_IN000001UK01');
  const asked: readonly (readonly [string, string])[] = [
    ['endpoint.json', `/Endpoint?${organization('YES')}&${psis}&${partyKey('YES-0000806')}`],
    ['endpoint_forward_reliable.json', `/Endpoint?${copc}&${partyKey('X26-820918')}`],
    ['device.json', `/Device?${organization('YES')}&${psis}`],
  ];
  for (const [file, path] of asked) {
    assert.deepEqual(
      comparable(await stand.bundle(path)),
      comparable(sample(`sds-api/integration/${file}`)),
      file,
    );
  }
});

const value = ({ identifier = [] }: Resource, name: string) =>
  identifier.find(({ system }) => system.endsWith(`/${name}`))?.value ?? [];
const interactions = ({ extension = [] }: Resource) =>
  extension
    .filter(({ url }) => url.endsWith('-NhsServiceInteractionId'))
    .flatMap(({ valueReference }) => valueReference?.identifier.value ?? []);

/** The entry that an answer was made from. */
function entryBehind(resource: Resource, at: number): DirectoryEntry {
  const reliability = resource.extension?.find(({ url }) =>
    url.endsWith('-ReliabilityConfiguration'),
  );
  const manufacturer = resource.extension?.find(({ url }) =>
    url.endsWith('-ManufacturingOrganisation'),
  );
  const { managingOrganization: managing } = resource as {
    managingOrganization?: { identifier: { value: string } };
  };
  const common = { nhsMHSPartyKey: value(resource, 'nhsMhsPartyKey') };
  const dn = `cn=sample${at},ou=Services,o=nhs`;
  if (resource.resourceType === 'Device') {
    const owner = resource.owner?.identifier.value;
    return entryOfFlat(
      'nhsAs',
      {
        ...common,
        uniqueIdentifier: value(resource, 'nhsSpineASID'),
        nhsIDCode: owner ?? 'sample',
        nhsAsClient: owner ?? null,
        nhsMhsManufacturerOrg: manufacturer?.valueReference?.identifier.value ?? null,
        nhsAsSvcIA: interactions(resource),
      },
      dn,
    );
  }
  const terms = (reliability?.extension ?? []).map(({ url, valueString, valueInteger }) => [
    url,
    valueString ?? valueInteger,
  ]);
  return entryOfFlat(
    'nhsMhs',
    {
      ...common,
      nhsIDCode: managing?.identifier.value ?? 'sample',
      nhsMhsFQDN: value(resource, 'nhsMhsFQDN'),
      nhsMhsCPAId: value(resource, 'nhsMhsCPAId'),
      uniqueIdentifier: value(resource, 'nhsMHSId'),
      nhsMHSEndPoint: resource.address ?? null,
      nhsMhsSvcIA: interactions(resource),
      ...Object.fromEntries(terms),
    },
    dn,
  );
}

const ANSWERS = [
  'sds-api/expected/SDS-Endpoint-Example.json',
  'sds-api/expected/single_device.json',
  'sds-api/expected/single_endpoint.json',
  'sds-api/specification/components/examples/Endpoint.json',
  'sds-api/specification/components/examples/Device.json',
  'gp2gp-requesting/sdsResponseCopcMessage.json',
  'gp2gp-sending/inttest/sds_response.json',
  'gp2gp-sending/wiremock/sdsDevice.json',
  'gp2gp-sending/wiremock/sdsGetStructuredRecord.json',
  'gp2gp-sending/wiremock/sdsRetrieveDocument.json',
  'mhs-adaptor/mock/device.json',
  'mhs-adaptor/mock/endpoint.json',
  'mhs-adaptor/sds_device_response.json',
  'mhs-adaptor/sds_endpoint_response.json',
];

/** The resources of a file: of a bundle, of a list, or itself. */
function resourcesIn(file: string): readonly Resource[] {
  const read = sample(file);
  if (Array.isArray(read)) return read as Resource[];
  const { entry } = read as Partial<Bundle>;
  return entry ? entry.map(({ resource }) => resource) : [read as Resource];
}

for (const file of ANSWERS) {
  test(`an answer that a client is tested with comes out of the same data: ${file}`, {
    skip,
  }, () => {
    const resources = resourcesIn(file);
    assert.ok(resources.length > 0);
    for (const [at, resource] of resources.entries()) {
      const entry = entryBehind(resource, at);
      const mapped =
        resource.resourceType === 'Device'
          ? [mapDevice(entry, resource.id)]
          : mapEndpoint(entry, filled(entry, 'nhsMHSEndPoint'), () => resource.id);
      assert.deepEqual(mapped, [resource]);
    }
  });
}

test('an answer without entries is the one that clients are tested with', { skip }, async () => {
  await using stand = await fhirStand();
  const empty = await stand.bundle(
    `/Endpoint?${organization('test')}&${interaction('urn:nhs:names:services:gp2gp:test')}`,
  );
  for (const file of [
    'gp2gp-requesting/sdsResponseNoResults.json',
    'gp2gp-sending/wiremock/sdsEmptyResult.json',
    'gp2gp-sending/inttest/sds_no_result_response.json',
    'mhs-adaptor/sds_zero_results_response.json',
  ]) {
    const { total, entry = [] } = sample(file) as Partial<Bundle>;
    assert.deepEqual([empty.total, empty.entry], [total, entry], file);
  }
});

test('a forwarded answer comes from the practice’s own entry and the intermediary', {
  skip,
}, async () => {
  await using stand = await fhirStand();
  const file = 'gp2gp-requesting/sdsResponseCopcMessage.json';
  const [resource] = resourcesIn(file);
  assert.ok(resource);
  assert.equal(resource.address, INTERMEDIARY);
  await stand.directory.put(entryBehind({ ...resource, address: 'https://own.example/' }, 0));
  const [name = ''] = interactions(resource);
  const bundle = await stand.bundle(`/Endpoint?${interaction(name)}&${organization('P83007')}`);
  assert.deepEqual(comparable(bundle), comparable(sample(file)));
});

test('the generic outcome of the proxy has the published shape', { skip }, () => {
  const published = sample('gp2gp-sending/inttest/sds_error_response.json');
  const ours: unknown = JSON.parse(writeProxyOutcome(500, 'M-1'));
  // The display differs: it names the message.
  const shape = (value: unknown) =>
    JSON.stringify(value, (key, each) => (key === 'display' ? '' : each));
  assert.equal(shape(ours), shape(published));
});
