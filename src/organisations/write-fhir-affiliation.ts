import {
  AFFILIATION_PROFILES,
  ODS_CODE,
  RELATIONSHIP_INSTANCE,
  RELATIONSHIP_SYSTEM,
} from './fhir-names.ts';
import type { Affiliation } from './organisation-index.ts';
import { displayNameOf } from './reference-data.ts';
import { coding, metaOf, periodExtensions } from './write-fhir-organization.ts';

/** A relationship as an OrganizationAffiliation of FHIR R4 (sds-ods 3.3): from `organization` to `participatingOrganization`. */
export function writeFhirAffiliation({ source, relationship }: Affiliation) {
  const { relId, uniqueRelId, status, target, periods } = relationship;
  const [first] = periods;
  return {
    resourceType: 'OrganizationAffiliation',
    id: String(uniqueRelId),
    meta: metaOf(source.lastChangeDate, AFFILIATION_PROFILES),
    ...(periods.length > 0 && { extension: periodExtensions(periods) }),
    identifier: [{ system: RELATIONSHIP_INSTANCE, value: String(uniqueRelId) }],
    active: status === 'Active',
    ...(first && {
      period: { start: first.start, ...(first.end !== undefined && { end: first.end }) },
    }),
    organization: referenceTo(source.odsCode),
    participatingOrganization: referenceTo(target),
    code: [{ coding: [coding(RELATIONSHIP_SYSTEM, relId, displayNameOf(relId))] }],
  };
}

function referenceTo(odsCode: string) {
  return {
    reference: `Organization/${odsCode}`,
    identifier: { system: ODS_CODE, value: odsCode },
  };
}
