import {
  ADDRESS_KEY,
  ADDRESS_KEY_TYPE,
  CONTACT_SYSTEMS,
  DATE_TIME_EXTENSION,
  DATE_TIME_TYPE,
  ODS_CODE,
  ORGANIZATION_PROFILES,
  PERIOD_EXTENSION,
  PERIOD_TYPE,
  RECORD_CLASS_SYSTEM,
  RECORD_USE_TYPE,
  ROLE_EXTENSION,
  ROLE_SYSTEM,
} from './fhir-names.ts';
import type { Organisation, OrganisationRole, Period } from './organisation.ts';
import { displayNameOf } from './reference-data.ts';

/** An Organization of FHIR R4 as the Organisation Data Terminology API writes it (sds-ods 3.3). */
export function writeFhirOrganization(organisation: Organisation) {
  const { odsCode, name, status, refOnly, recordClass, lastChangeDate, roles } = organisation;
  const telecom = organisation.contacts.map(({ type, value }) => ({
    system: CONTACT_SYSTEMS[type] ?? 'other',
    value,
  }));
  const address = addressOf(organisation.address);
  return {
    resourceType: 'Organization',
    id: odsCode,
    meta: metaOf(lastChangeDate, ORGANIZATION_PROFILES),
    extension: [
      ...roles.map(roleExtension),
      {
        url: DATE_TIME_EXTENSION,
        extension: [
          {
            url: 'type',
            valueCoding: coding(DATE_TIME_TYPE, 'LastChangeDate', 'Last Change Date'),
          },
          { url: 'dateTime', valueDateTime: lastChangeDate },
        ],
      },
    ],
    identifier: [
      { use: 'official', system: ODS_CODE, value: odsCode, assigner: { display: 'HSCIC' } },
    ],
    active: status === 'Active',
    type: [
      {
        coding: [
          refOnly
            ? coding(RECORD_USE_TYPE, 'RefOnly', 'RefOnly')
            : coding(RECORD_USE_TYPE, 'Full', 'Full'),
        ],
      },
      { coding: [coding(RECORD_CLASS_SYSTEM, recordClass, displayNameOf(recordClass))] },
    ],
    name,
    ...(telecom.length > 0 && { telecom }),
    ...(address && { address: [address] }),
  };
}

/** What every resource says of its version; ODS keeps one. */
export function metaOf(lastChangeDate: string, profile: readonly string[]) {
  return { versionId: '1', lastUpdated: `${lastChangeDate}T00:00:00.000+00:00`, profile };
}

export function coding(system: string, code: string, display: string) {
  return { system, code, display };
}

export function periodExtensions(periods: readonly Period[]) {
  return periods.map(({ type, start, end }) => ({
    url: PERIOD_EXTENSION,
    extension: [
      { url: 'dateType', valueCoding: coding(PERIOD_TYPE, type, type) },
      { url: 'period', valuePeriod: { start, ...(end !== undefined && { end }) } },
    ],
  }));
}

function roleExtension({ roleId, uniqueRoleId, periods, status }: OrganisationRole) {
  return {
    url: ROLE_EXTENSION,
    extension: [
      { url: 'instanceID', valueInteger: uniqueRoleId },
      {
        url: 'roleCode',
        valueCodeableConcept: { coding: [coding(ROLE_SYSTEM, roleId, displayNameOf(roleId))] },
      },
      ...periodExtensions(periods),
      { url: 'active', valueBoolean: status === 'Active' },
    ],
  };
}

function addressOf({ lines, town, county, postcode, country, uprn }: Organisation['address']) {
  const address = {
    ...(uprn !== undefined && { extension: [uprnExtension(uprn)] }),
    ...(lines.length > 0 && { line: lines }),
    ...(town !== undefined && { city: town }),
    ...(county !== undefined && { district: county }),
    ...(postcode !== undefined && { postalCode: postcode }),
    ...(country !== undefined && { country }),
  };
  return Object.keys(address).length > 0 ? address : undefined;
}

function uprnExtension(uprn: string) {
  return {
    url: ADDRESS_KEY,
    extension: [
      {
        url: 'type',
        valueCodeableConcept: {
          coding: [coding(ADDRESS_KEY_TYPE, 'UPRN', 'Unique Property Reference Number')],
        },
      },
      { url: 'value', valueString: uprn },
    ],
  };
}
