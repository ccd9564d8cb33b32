import type { Organisation, OrganisationRole } from './organisation.ts';
import type {
  OrganisationQuery,
  RelationQuery,
  RoleGroup,
  TextMatch,
} from './organisation-query.ts';
import { bareCode, outwardOf } from './postcode.ts';

/** Whether an organisation is what is looked for. */
export function matchesQuery(organisation: Organisation, query: OrganisationQuery): boolean {
  const { odsCode, name, status, recordClass, lastChangeDate, address, roles } = organisation;
  return (
    (query.codes === undefined || query.codes.includes(odsCode)) &&
    (query.status === undefined || query.status === status) &&
    (query.recordClass === undefined || query.recordClass === recordClass) &&
    (query.changedFrom === undefined || lastChangeDate >= query.changedFrom) &&
    (query.changedTo === undefined || lastChangeDate <= query.changedTo) &&
    hasRole(roles, query.primaryRole, true) &&
    hasRole(roles, query.nonPrimaryRole, false) &&
    (query.roles ?? []).every((group) => meets(roles, group)) &&
    !(query.withoutRoles ?? []).some((group) => meets(roles, group)) &&
    (query.relation === undefined || isRelated(organisation, query.relation)) &&
    matchesAll(name, query.name) &&
    matchesAll(address.town, query.town) &&
    matchesAll(address.county, query.county) &&
    matchesAll(address.country, query.country) &&
    (query.address ?? []).every((wanted) =>
      partsOf(address).some((part) => matchesAll(part, [wanted])),
    ) &&
    matchesPostcode(address.postcode, query)
  );
}

function hasRole(
  roles: readonly OrganisationRole[],
  wanted: string | undefined,
  primary: boolean,
): boolean {
  return wanted === undefined || meets(roles, { anyOf: [wanted], primary });
}

function meets(
  roles: readonly OrganisationRole[],
  { anyOf, active = false, primary }: RoleGroup,
): boolean {
  return roles.some(
    (role) =>
      anyOf.includes(role.roleId) &&
      (!active || role.status === 'Active') &&
      (primary === undefined || role.primary === primary),
  );
}

function isRelated(
  { relationships }: Organisation,
  { relId, target, status }: RelationQuery,
): boolean {
  return relationships.some(
    (each) =>
      (relId === undefined || each.relId === relId) &&
      (target === undefined || each.target === target) &&
      (status === undefined || each.status === status),
  );
}

function partsOf({ lines, town, county, postcode, country }: Organisation['address']) {
  return [...lines, town, county, postcode, country].filter((part) => part !== undefined);
}

function matchesAll(value = '', wanted: readonly TextMatch[] = []): boolean {
  return wanted.every(({ text, how }) => {
    if (how === 'exact') return value === text;
    const [found, sought] = [value.toUpperCase(), text.toUpperCase()];
    return how === 'starts' ? found.startsWith(sought) : found.includes(sought);
  });
}

function matchesPostcode(
  value = '',
  { postcode = [], postcodeArea }: Pick<OrganisationQuery, 'postcode' | 'postcodeArea'>,
): boolean {
  if (postcodeArea !== undefined) {
    const wanted = bareCode(postcodeArea);
    if (value === '' || (wanted !== bareCode(value) && wanted !== outwardOf(value))) return false;
  }
  return postcode.every(({ text, how }) =>
    how === 'exact' ? value === text : matchesAll(bareCode(value), [{ text: bareCode(text), how }]),
  );
}
