/** Identifier systems and extension names of the SDS FHIR API (sds-ods 2.2, 2.4). */
export const ODS = 'https://fhir.nhs.uk/Id/ods-organization-code';
export const INTERACTION = 'https://fhir.nhs.uk/Id/nhsServiceInteractionId';
export const PARTY_KEY = 'https://fhir.nhs.uk/Id/nhsMhsPartyKey';

const STRUCTURE = 'https://fhir.nhs.uk/StructureDefinition';
export const MANUFACTURER_EXTENSION = `${STRUCTURE}/Extension-SDS-ManufacturingOrganisation`;
export const INTERACTION_EXTENSION = `${STRUCTURE}/Extension-SDS-NhsServiceInteractionId`;
export const RELIABILITY_EXTENSION = `${STRUCTURE}/Extension-SDS-ReliabilityConfiguration`;

/** An identifier as FHIR writes it. */
export interface Identifier {
  readonly system: string;
  readonly value: string;
}

/** The last part of a system of https://fhir.nhs.uk/Id, with a value where there is one. */
export function identifier(name: string, value: string | undefined): readonly Identifier[] {
  return value === undefined ? [] : [{ system: `https://fhir.nhs.uk/Id/${name}`, value }];
}

/** A reference to an organisation or an interaction by its identifier alone. */
export function referenceExtension(url: string, system: string, value: string) {
  return { url, valueReference: { identifier: { system, value } } };
}
