import {
  ODS_CODE,
  RECORD_CLASS_SYSTEM,
  ROLE_SYSTEM,
} from '../../../src/organisations/fhir-names.ts';
import type {
  OrganisationQuery,
  RoleGroup,
} from '../../../src/organisations/organisation-query.ts';
import type { QueryParameter } from '../../gateway/query-parameters.ts';
import { changedBetween } from './changed-between.ts';
import {
  beginSearch,
  MODIFIERS,
  type OdtReading,
  PAGING,
  TEXTS,
  tokens,
  wrong,
} from './odt-parameters.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** The organisations that parameters ask for, or the error of the first parameter that is wrong. */
export function readOrganizationSearch(
  parameters: readonly QueryParameter[],
): OdtReading<OrganisationQuery> {
  const start = beginSearch('Organization', parameters);
  if (!start.ok) return start;
  const query: Growing<OrganisationQuery> = {};
  const roles: RoleGroup[] = [];
  const without: RoleGroup[] = [];
  const dates: string[] = [];
  const remarks: string[] = [...start.remarks];
  const nothing = (why: string) => remarks.push(`nothing can be found: ${why}`);
  let empty = false;
  for (const [whole, value] of parameters) {
    const [name = '', modifier] = whole.split(':');
    const key = Object.hasOwn(TEXTS, name) ? TEXTS[name] : undefined;
    if (key !== undefined) {
      const how = modifier === undefined ? 'starts' : (MODIFIERS[modifier] ?? 'starts');
      query[key] = [...(query[key] ?? []), { text: value, how }];
    } else if (name === 'roleCode' || name === 'activeRoleCode') {
      const anyOf = tokens(value, ROLE_SYSTEM);
      const group = { anyOf, ...(name === 'activeRoleCode' && { active: true }) };
      (modifier === 'not' ? without : roles).push(group);
    } else if (name === '_id' || name === 'identifier') {
      const codes = tokens(value, name === 'identifier' ? ODS_CODE : undefined);
      const known = query.codes;
      query.codes = known ? codes.filter((code) => known.includes(code)) : codes;
    } else if (name === 'type') {
      const [recordClass] = tokens(value, RECORD_CLASS_SYSTEM);
      if (recordClass === undefined) empty = nothing(`no organisation here is ${value}`) > 0;
      else query.recordClass = recordClass;
    } else if (name === 'active') {
      if (value === 'true' || value === 'false')
        query.status = value === 'true' ? 'Active' : 'Inactive';
      else empty = nothing(`active is ${JSON.stringify(value)}`) > 0;
    } else if (name === 'lastChangeDate' || name === '_lastUpdated') dates.push(value);
    else if (!PAGING.includes(name)) empty = nothing(`${whole} is not kept here`) > 0;
  }
  const between = changedBetween(dates);
  if (!between.ok)
    return wrong(`HAPI-1940: Invalid date/time format: "${between.wrong.slice(0, 100)}"`);
  return {
    ...{ ok: true, paging: start.paging, remarks },
    query: empty
      ? undefined
      : {
          ...query,
          ...between.range,
          ...(roles.length > 0 && { roles }),
          ...(without.length > 0 && { withoutRoles: without }),
        },
  };
}
