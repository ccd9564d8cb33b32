/** Identifier systems, code systems and structure definitions of PDS FHIR (pds-identity 2.7). */
export const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';
export const ODS_CODE = 'https://fhir.nhs.uk/Id/ods-organization-code';
export const CONFIDENTIALITY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';

const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-';
const UK_CODES = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-';

export const EXTENSIONS = {
  verification: `${UK_CORE}NHSNumberVerificationStatus`,
  pharmacy: `${UK_CORE}NominatedPharmacy`,
  dispenser: `${UK_CORE}PreferredDispenserOrganization`,
  appliances: `${UK_CORE}MedicalApplianceSupplier`,
  death: `${UK_CORE}DeathNotificationStatus`,
  communication: `${UK_CORE}NHSCommunication`,
  contactPreference: `${UK_CORE}ContactPreference`,
  birthPlace: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',
  removal: 'https://fhir.nhs.uk/StructureDefinition/Extension-PDS-RemovalFromRegistration',
  addressKey: `${UK_CORE}AddressKey`,
  otherContact: `${UK_CORE}OtherContactSystem`,
  registeringAuthority: `${UK_CORE}RegisteringAuthority`,
} as const;

export const CODE_SYSTEMS = {
  verification: `${UK_CODES}NHSNumberVerificationStatus`,
  death: `${UK_CODES}DeathNotificationStatus`,
  language: `${UK_CODES}HumanLanguage`,
  written: `${UK_CODES}PreferredWrittenCommunicationFormat`,
  method: `${UK_CODES}PreferredContactMethod`,
  removal: 'https://fhir.nhs.uk/CodeSystem/PDS-RemovalReasonExitCode',
  addressKey: `${UK_CODES}AddressKeyType`,
  otherContact: `${UK_CODES}OtherContactSystem`,
  contact: 'http://terminology.hl7.org/CodeSystem/v2-0131',
  relationType: 'http://hl7.org/fhir/ValueSet/relatedperson-relationshiptype',
  relationRole: 'https://fhir.nhs.uk/R4/CodeSystem/UKCore-AdditionalRelatedPersonRole',
} as const;

/** The provisions that are extensions, in the order in which PDS writes them (pds-identity 5.3). */
export const PROVIDERS = [
  ['P1', EXTENSIONS.pharmacy],
  ['P3', EXTENSIONS.dispenser],
  ['P2', EXTENSIONS.appliances],
] as const;
