import type { z } from '../platform/zod.ts';
import {
  CONTACT_SYSTEMS,
  DATE_TIME_EXTENSION,
  ODS_CODE,
  PERIOD_EXTENSION,
  RECORD_CLASS_SYSTEM,
  RECORD_USE_TYPE,
  ROLE_EXTENSION,
} from './fhir-names.ts';
import {
  affiliation,
  bundle,
  code,
  type FhirAffiliation,
  type FhirOrganization,
  organization,
  type Part,
} from './fhir-resources.ts';
import type { Organisation, OrganisationRelationship, Period } from './organisation.ts';
import type { ValueReading } from './organisation-reading.ts';
import { primaryRoleOf, targetRole } from './primary-role.ts';
import { isPrimaryRole } from './reference-data.ts';

/** Whether a value is meant to be FHIR. */
export function isFhir(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'resourceType' in value;
}

/**
 * Organisations of a Bundle, or one Organization alone, with the relationships that affiliations of the Bundle give
 * them (sds-ods 3.3). Primary is the role that reference data says is one, otherwise the first. `today` is the day of
 * change where none is given.
 */
export function readFhirOrganizations(
  value: unknown,
  today: string,
): ValueReading<readonly Organisation[]> {
  if ((value as { resourceType?: unknown }).resourceType !== 'Bundle') {
    const read = organization.safeParse(value);
    if (!read.success) return refused(read.error, []);
    const made = organisationOf(read.data, today);
    return typeof made === 'string'
      ? { ok: false, path: [], why: made }
      : { ok: true, value: [made] };
  }
  const read = bundle.safeParse(value);
  if (!read.success) return refused(read.error, []);
  const organisations = new Map<string, Organisation>();
  const links: FhirAffiliation[] = [];
  for (const [at, { resource }] of read.data.entry.entries()) {
    const path = ['entry', at, 'resource'];
    if (resource.resourceType === 'OrganizationAffiliation') {
      const link = affiliation.safeParse(resource);
      if (!link.success) return refused(link.error, path);
      links.push(link.data);
      continue;
    }
    const one = organization.safeParse(resource);
    if (!one.success) return refused(one.error, path);
    const made = organisationOf(one.data, today);
    if (typeof made === 'string') return { ok: false, path, why: made };
    organisations.set(made.odsCode, made);
  }
  for (const link of links) {
    const source = organisations.get(codeOf(link.organization));
    if (!source) continue;
    const relationships = [...source.relationships, relationshipOf(link, organisations)];
    organisations.set(source.odsCode, { ...source, relationships });
  }
  return { ok: true, value: [...organisations.values()] };
}

function refused(error: z.ZodError, path: readonly PropertyKey[]) {
  const [issue] = error.issues;
  const whole = [...path, ...(issue?.path ?? [])];
  return { ok: false as const, path: whole, why: issue?.message ?? 'is no resource' };
}

function organisationOf(read: FhirOrganization, today: string): Organisation | string {
  const odsCode =
    read.identifier.find(({ system }) => system === ODS_CODE)?.value.toUpperCase() ?? read.id;
  if (odsCode === undefined || !code.safeParse(odsCode).success)
    return 'has no code of an organisation, neither as identifier nor as id';
  const roles = read.extension.filter(({ url }) => url === ROLE_EXTENSION).map(roleOf);
  const missing = roles.find(({ roleId }) => !/^RO\d{1,8}$/.test(roleId));
  if (roles.length === 0) return `${odsCode} has no role`;
  if (missing) return `${odsCode} has a role without an id: RO and a number`;
  const found = roles.findIndex(({ roleId }) => isPrimaryRole(roleId) === true);
  const primary = Math.max(found, 0);
  const changed = read.extension.find(({ url }) => url === DATE_TIME_EXTENSION);
  const types = read.type.flatMap(({ coding }) => coding);
  const typeOf = (wanted: string) => types.find(({ system }) => system === wanted)?.code;
  const [address] = read.address;
  const uprn = address?.extension
    .flatMap(({ extension = [] }) => extension)
    .find(({ url }) => url === 'value')?.valueString;
  return {
    odsCode,
    name: read.name,
    recordClass: typeOf(RECORD_CLASS_SYSTEM) === 'RC2' ? 'RC2' : 'RC1',
    status: read.active ? 'Active' : 'Inactive',
    refOnly: /^refonly$/i.test(typeOf(RECORD_USE_TYPE) ?? ''),
    lastChangeDate: inside(changed, 'dateTime')?.valueDateTime ?? today,
    periods: roles[primary]?.periods ?? [],
    address: {
      lines: address?.line ?? [],
      ...(address?.city !== undefined && { town: address.city }),
      ...(address?.district !== undefined && { county: address.district }),
      ...(address?.postalCode !== undefined && { postcode: address.postalCode }),
      ...(address?.country !== undefined && { country: address.country }),
      ...(uprn !== undefined && { uprn }),
    },
    contacts: read.telecom.map(({ system, value }) => ({ type: contactType(system), value })),
    roles: roles.map((role, at) => ({ ...role, primary: at === primary })),
    relationships: [],
    successions: [],
  };
}

function inside(extension: Part | undefined, url: string): Part | undefined {
  return extension?.extension?.find((each) => each.url === url);
}

function roleOf(extension: Part) {
  return {
    roleId: inside(extension, 'roleCode')?.valueCodeableConcept?.coding[0]?.code ?? '',
    uniqueRoleId: inside(extension, 'instanceID')?.valueInteger ?? 0,
    status:
      inside(extension, 'active')?.valueBoolean === false
        ? ('Inactive' as const)
        : ('Active' as const),
    periods: periodsOf(extension.extension ?? []),
  };
}

function periodsOf(parts: readonly Part[]): readonly Period[] {
  return parts
    .filter(({ url }) => url === PERIOD_EXTENSION)
    .flatMap((each): readonly Period[] => {
      const period = inside(each, 'period')?.valuePeriod;
      const type = inside(each, 'dateType')?.valueCoding?.code;
      if (!period || (type !== 'Legal' && type !== 'Operational')) return [];
      const { start, end } = period;
      return [{ type, start, ...(end !== undefined && { end }) }];
    });
}

function contactType(system: string): string {
  return Object.entries(CONTACT_SYSTEMS).find(([, each]) => each === system)?.[0] ?? system;
}

function codeOf({ identifier, reference: path = '' }: FhirAffiliation['organization']): string {
  return identifier?.value ?? path.slice(path.lastIndexOf('/') + 1).toUpperCase();
}

function relationshipOf(
  link: FhirAffiliation,
  organisations: ReadonlyMap<string, Organisation>,
): OrganisationRelationship {
  const target = codeOf(link.participatingOrganization);
  const known = organisations.get(target);
  return {
    relId: link.code[0]?.coding[0]?.code ?? '',
    uniqueRelId: Number(link.id),
    status: link.active ? 'Active' : 'Inactive',
    target,
    targetPrimaryRole:
      known && primaryRoleOf(known) ? targetRole(known) : { roleId: '', uniqueRoleId: 0 },
    periods: periodsOf(link.extension),
  };
}
