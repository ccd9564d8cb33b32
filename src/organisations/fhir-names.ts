/** Systems and extensions of the Organisation Data Terminology API (sds-ods 3.3). */
export const ODS_CODE = 'https://fhir.nhs.uk/Id/ods-organization-code';
const SYSTEMS = 'https://digital.nhs.uk/services/organisation-data-service/CodeSystem';
export const ROLE_SYSTEM = `${SYSTEMS}/ODSOrganisationRole`;
export const RELATIONSHIP_SYSTEM = `${SYSTEMS}/ODSRelationship`;
export const RECORD_CLASS_SYSTEM = `${SYSTEMS}/ODSRecordClass`;
export const RELATIONSHIP_INSTANCE = `${SYSTEMS}/organization-relationship-instance`;
const ENGLAND = 'https://fhir.nhs.uk/England';
export const ROLE_EXTENSION = `${ENGLAND}/StructureDefinition/Extension-England-OrganisationRole`;
export const PERIOD_EXTENSION = `${ENGLAND}/StructureDefinition/Extension-England-TypedPeriod`;
export const DATE_TIME_EXTENSION = `${ENGLAND}/StructureDefinition/Extension-England-TypedDateTime`;
export const PERIOD_TYPE = `${ENGLAND}/CodeSystem/England-PeriodType`;
export const DATE_TIME_TYPE = `${ENGLAND}/CodeSystem/England-ODSDateTime`;
export const RECORD_USE_TYPE = `${ENGLAND}/CodeSystem/England-ODSRecordUseType`;
export const ORGANIZATION_PROFILES = [
  'https://fhir.hl7.org.uk/StructureDefinition/UKCore-Organization',
  `${ENGLAND}/StructureDefinition/England-Organization-ODS`,
];
export const AFFILIATION_PROFILES = [
  'https://fhir.hl7.org.uk/StructureDefinition/UKCore-OrganizationAffiliation',
  `${ENGLAND}/StructureDefinition/England-OrganizationAffiliation-ODS`,
];
export const ADDRESS_KEY =
  'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AddressKey';
export const ADDRESS_KEY_TYPE = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-AddressKeyType';
/** Kinds of contact of ODS by the systems of FHIR. */
export const CONTACT_SYSTEMS: Readonly<Record<string, string>> = {
  tel: 'phone',
  fax: 'fax',
  mailto: 'email',
  http: 'url',
};
