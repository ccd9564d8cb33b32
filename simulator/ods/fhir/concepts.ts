import {
  ODS_CODE,
  RECORD_CLASS_SYSTEM,
  RECORD_USE_TYPE,
  RELATIONSHIP_SYSTEM,
  ROLE_SYSTEM,
} from '../../../src/organisations/fhir-names.ts';
import type { Organisation } from '../../../src/organisations/organisation.ts';
import type { OrganisationIndex } from '../../../src/organisations/organisation-index.ts';
import { primaryRoleOf } from '../../../src/organisations/primary-role.ts';
import { RECORD_CLASSES, RELATIONSHIPS, ROLES } from '../../../src/organisations/reference-data.ts';

/** A value of a property: a code of its own system, text, a coding, or a flag. */
export type ConceptValue =
  | { readonly valueCode: string }
  | { readonly valueString: string }
  | { readonly valueDateTime: string }
  | { readonly valueBoolean: boolean }
  | { readonly valueCoding: { readonly system: string; readonly code: string } };

export interface Concept {
  readonly code: string;
  readonly display: string;
  readonly inactive: boolean;
  readonly properties: readonly (readonly [name: string, value: ConceptValue])[];
}

/** A code system of the terminology part (sds-ods 3.3). Those of practitioners, postcodes and places are not kept. */
export interface ConceptSystem {
  readonly url: string;
  readonly name: string;
  /** Small enough to be given whole. */
  readonly small: boolean;
  find(index: OrganisationIndex, code: string): Concept | undefined;
  all(index: OrganisationIndex): Iterable<Concept>;
}

const reference = (url: string, name: string, concepts: readonly Concept[]): ConceptSystem => ({
  ...{ url, name, small: true },
  find: (_, code) => concepts.find((each) => each.code === code),
  all: () => concepts,
});

const plain = ({
  id,
  displayName,
}: {
  readonly id: string;
  readonly displayName: string;
}): Concept => ({
  ...{ code: id, display: displayName, inactive: false, properties: [] },
});

export const CONCEPT_SYSTEMS: readonly ConceptSystem[] = [
  {
    ...{ url: ODS_CODE, name: 'ODS Organisation', small: false },
    find(index, code) {
      const found = index.find(code);
      return found && organisationConcept(found);
    },
    *all(index) {
      for (const each of index.all) yield organisationConcept(each);
    },
  },
  reference(
    ROLE_SYSTEM,
    'ODS Organisation Role',
    ROLES.map((role) => ({
      ...plain(role),
      properties: [['primaryRole', { valueBoolean: role.primary }]],
    })),
  ),
  reference(RELATIONSHIP_SYSTEM, 'ODS Relationship', RELATIONSHIPS.map(plain)),
  reference(RECORD_CLASS_SYSTEM, 'ODS Record Class', RECORD_CLASSES.map(plain)),
  reference(
    RECORD_USE_TYPE,
    'England ODS Record Use Type',
    ['Full', 'RefOnly'].map((id) => plain({ id, displayName: id })),
  ),
];

function organisationConcept(organisation: Organisation): Concept {
  const { odsCode, name, status, address, periods, contacts } = organisation;
  const inactive = status === 'Inactive';
  const role = primaryRoleOf(organisation);
  const [operational] = periods.filter(({ type }) => type === 'Operational');
  const telephone = contacts.find(({ type }) => type === 'tel')?.value;
  const texts = {
    country: address.country,
    uprn: address.uprn,
    town: address.town,
    postcode: address.postcode,
    telephone,
  };
  return {
    ...{ code: odsCode, display: name, inactive },
    properties: [
      ['status', { valueCode: inactive ? 'inactive' : 'active' }],
      ['inactive', { valueBoolean: inactive }],
      ...(role
        ? [['primaryRole', { valueCoding: { system: ROLE_SYSTEM, code: role.roleId } }] as const]
        : []),
      ...organisation.relationships
        .filter((each) => each.status === 'Active')
        .map(({ relId, target }) => [relId, { valueCode: target }] as const),
      ...organisation.successions.map(
        ({ type, target }) => [type.toLowerCase(), { valueCode: target }] as const,
      ),
      ...Object.entries(texts).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, { valueString: value }] as const],
      ),
      ...(operational ? [['opStartDate', { valueDateTime: operational.start }] as const] : []),
      ...(operational?.end ? [['opEndDate', { valueDateTime: operational.end }] as const] : []),
      ['lastChangeDate', { valueDateTime: organisation.lastChangeDate }],
    ],
  };
}

/** What a value says, as text. */
export function textOfValue(value: ConceptValue): string {
  const [found] = Object.values(value) as (string | boolean | { readonly code: string })[];
  return typeof found === 'object' ? found.code : String(found);
}
