import { CONTACT_SYSTEMS } from '../../../src/organisations/fhir-names.ts';
import type {
  Organisation,
  OrganisationRole,
  Period,
} from '../../../src/organisations/organisation.ts';
import { displayNameOf, RECORD_CLASSES, ROLES } from '../../../src/organisations/reference-data.ts';

const STU3 = 'https://fhir.nhs.uk/STU3';
const EXTENSION = `${STU3}/StructureDefinition/Extension-ODSAPI`;
const CLASS_SYSTEM = `${STU3}/CodeSystem/ODSAPI-OrganizationRecordClass-1`;
const ROLE_SYSTEM =
  'https://directory.spineservices.nhs.uk/STU3/CodeSystem/ODSAPI-OrganizationRole-1';

/** An Organization of STU3 (sds-ods 3.2). `singles`: objects where FHIR asks for lists of one. */
export function writeStu3Organization(organisation: Organisation, singles: boolean) {
  const { odsCode, name, status, recordClass, lastChangeDate, periods, roles, contacts } =
    organisation;
  const { lines, town, county, postcode, country } = organisation.address;
  const one = <T>(value: T) => (singles ? value : [value]);
  return {
    resourceType: 'Organization',
    id: odsCode,
    meta: {
      lastUpdated: `${lastChangeDate}T00:00:00+00:00`,
      profile: one(`${STU3}/StructureDefinition/ODSAPI-Organization-1`),
    },
    extension: [
      ...periods.map((period) => ({ url: `${EXTENSION}-ActivePeriod-1`, ...periodOf(period) })),
      ...roles.map(roleExtension),
    ],
    identifier: one({ system: `https://fhir.nhs.uk/Id/ods-organization-code`, value: odsCode }),
    active: status === 'Active',
    type: one({
      coding: one({
        ...{
          system: CLASS_SYSTEM,
          code: recordClass.slice(2),
          display: displayNameOf(recordClass),
        },
      }),
    }),
    name,
    ...(contacts.length > 0 && {
      telecom: contacts.map(({ type, value }) => ({
        system: CONTACT_SYSTEMS[type] ?? 'other',
        value,
      })),
    }),
    address: one({
      ...(lines.length > 0 && { line: lines }),
      ...(town !== undefined && { city: town }),
      ...(county !== undefined && { district: county }),
      ...(postcode !== undefined && { postalCode: postcode }),
      ...(country !== undefined && { country }),
    }),
  };
}

function periodOf({ type, start, end }: Period) {
  return {
    valuePeriod: {
      extension: [{ url: `${EXTENSION}-DateType-1`, valueString: type }],
      ...{ start, ...(end !== undefined && { end }) },
    },
  };
}

function roleExtension({ roleId, primary, periods, status }: OrganisationRole) {
  return {
    url: `${EXTENSION}-OrganizationRole-1`,
    extension: [
      {
        url: 'role',
        valueCoding: { system: ROLE_SYSTEM, code: roleId.slice(2), display: displayNameOf(roleId) },
      },
      { url: 'primaryRole', valueBoolean: primary },
      ...periods.map((period) => ({ url: 'activePeriod', ...periodOf(period) })),
      { url: 'status', valueString: status },
    ],
  };
}

/** Reference data by their ids; codes are without their letters here. */
export function stu3CodeSystem(id: string) {
  const rows = {
    'ODSAPI-OrganizationRole-1': ROLES,
    'ODSAPI-OrganizationRecordClass-1': RECORD_CLASSES,
  };
  if (!Object.hasOwn(rows, id)) return undefined;
  return {
    ...{ resourceType: 'CodeSystem', id, url: `${STU3}/CodeSystem/${id}`, status: 'active' },
    content: 'complete',
    concept: rows[id as keyof typeof rows].map(({ id, displayName }) => ({
      ...{ code: id.slice(2), display: displayName },
    })),
  };
}

export function stu3Capability(base: string) {
  const search = ['_id', '_lastUpdated', '_count', '_summary', 'identifier', 'name', 'active'];
  const more = ['address-city', 'address-postalcode', 'ods-org-role', 'ods-org-primaryRole'];
  return {
    ...{ resourceType: 'CapabilityStatement', url: `${base}/metadata`, status: 'active' },
    ...{ name: 'ODSAPI-CapabilityStatement-1', kind: 'instance', fhirVersion: '3.0.1' },
    ...{ acceptUnknown: 'no', format: ['application/fhir+json'] },
    rest: [
      {
        mode: 'server',
        resource: [
          {
            type: 'Organization',
            interaction: [{ code: 'read' }, { code: 'search-type' }],
            searchParam: [...search, ...more].map((name) => ({ name, type: 'string' })),
          },
          { type: 'CodeSystem', interaction: [{ code: 'read' }] },
        ],
      },
    ],
  };
}
