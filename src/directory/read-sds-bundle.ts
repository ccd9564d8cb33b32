import type { FlatRecord } from './read-flat-entry.ts';

/** What of a FHIR resource is looked at. Anything may be missing, or of another shape. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const ID = 'https://fhir.nhs.uk/Id/';
const EXTENSION = 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-';

/** Names of attributes by those of identifiers (sds-ods 2.4). */
const DEVICE_IDS = { nhsSpineASID: 'uniqueIdentifier', nhsMhsPartyKey: 'nhsMHSPartyKey' };
const ENDPOINT_IDS = {
  nhsMHSId: 'uniqueIdentifier',
  nhsMhsPartyKey: 'nhsMHSPartyKey',
  nhsMhsCPAId: 'nhsMhsCPAId',
  nhsMhsFQDN: 'nhsMhsFQDN',
};

/**
 * The flat records that an answer of the SDS FHIR API was made from: Devices are systems, Endpoints message
 * handlers, those of one id together one with several addresses. `undefined` when it is no Bundle. Addresses stay
 * as the API shows them: where it put Spine's intermediary, that is what there is.
 */
export function readSdsBundle(value: unknown): readonly FlatRecord[] | undefined {
  const bundle = value as Json;
  if (at(bundle, 'resourceType') !== 'Bundle') return undefined;
  const records = listAt(bundle, 'entry').map((entry) => recordOf(at(entry, 'resource')));
  const handlers = new Map<string, FlatRecord>();
  const found: FlatRecord[] = [];
  for (const record of records) {
    const addresses = record.nhsMHSEndPoint;
    const key = JSON.stringify({ ...record, nhsMHSEndPoint: null });
    const twin = addresses === undefined ? undefined : handlers.get(key);
    if (twin) {
      const all = [...[twin.nhsMHSEndPoint ?? []].flat(), ...[addresses ?? []].flat()];
      const joined = { ...twin, nhsMHSEndPoint: all };
      found[found.indexOf(twin)] = joined;
      handlers.set(key, joined);
    } else {
      found.push(record);
      handlers.set(key, record);
    }
  }
  return found;
}

function recordOf(resource: Json | undefined): FlatRecord {
  switch (at(resource, 'resourceType')) {
    case 'Device':
      return {
        ...identified(resource, DEVICE_IDS),
        ...filled('nhsIDCode', [identifierOf(at(resource, 'owner'))]),
        ...filled('nhsAsClient', [identifierOf(at(resource, 'owner'))]),
        ...filled('nhsMhsManufacturerOrg', referred(resource, 'ManufacturingOrganisation')),
        ...filled('nhsAsSvcIA', referred(resource, 'NhsServiceInteractionId')),
      };
    case 'Endpoint': {
      const interactions = referred(resource, 'NhsServiceInteractionId');
      return {
        ...identified(resource, ENDPOINT_IDS),
        ...filled('nhsIDCode', [identifierOf(at(resource, 'managingOrganization'))]),
        ...filled('nhsMHSEndPoint', [textAt(resource, 'address')]),
        ...filled('nhsMhsSvcIA', interactions),
        ...named(interactions),
        ...reliability(resource),
      };
    }
    default:
      return {};
  }
}

/** Service and interaction apart, as a handler of one interaction has them. */
function named(interactions: readonly string[]): FlatRecord {
  const [only = '', ...more] = interactions;
  const end = only.lastIndexOf(':');
  return end < 0 || more.length > 0
    ? {}
    : { nhsMHsSN: only.slice(0, end), nhsMHsIN: only.slice(end + 1) };
}

function reliability(resource: Json | undefined): FlatRecord {
  const parts = extensions(resource, 'ReliabilityConfiguration').flatMap((each) =>
    listAt(each, 'extension'),
  );
  return Object.fromEntries(
    parts.flatMap((part) => {
      const value = textAt(part, 'valueString') ?? textAt(part, 'valueInteger');
      const name = textAt(part, 'url');
      const isKnown = name !== undefined && /^nhsMHS[A-Z]\w*$/i.test(name);
      return isKnown && value !== undefined ? [[name, value]] : [];
    }),
  );
}

function identified(
  resource: Json | undefined,
  names: Readonly<Record<string, string>>,
): FlatRecord {
  const identifiers = listAt(resource, 'identifier');
  return Object.fromEntries(
    Object.entries(names).flatMap(([system, name]) => {
      const found = identifiers.find((each) => at(each, 'system') === `${ID}${system}`);
      const value = textAt(found, 'value');
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function referred(resource: Json | undefined, name: string): readonly string[] {
  return extensions(resource, name).flatMap(
    (each) => identifierOf(at(each, 'valueReference')) ?? [],
  );
}

function extensions(resource: Json | undefined, name: string): readonly Json[] {
  return listAt(resource, 'extension').filter((each) => at(each, 'url') === `${EXTENSION}${name}`);
}

function identifierOf(reference: Json | undefined): string | undefined {
  return textAt(at(reference, 'identifier'), 'value');
}

function filled(name: string, values: readonly (string | undefined)[]): FlatRecord {
  const held = values.filter((value) => value !== undefined);
  const [only] = held;
  if (only === undefined) return {};
  return { [name]: held.length === 1 ? only : held };
}

function at(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, key) ? (value as { readonly [key: string]: Json })[key] : undefined;
}

function listAt(value: Json | undefined, key: string): readonly Json[] {
  const list = at(value, key);
  return Array.isArray(list) ? (list as readonly Json[]) : [];
}

function textAt(value: Json | undefined, key: string): string | undefined {
  const text = at(value, key);
  return typeof text === 'string' || typeof text === 'number' ? String(text) : undefined;
}
