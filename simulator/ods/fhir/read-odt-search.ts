import {
  ODS_CODE,
  RECORD_CLASS_SYSTEM,
  RELATIONSHIP_INSTANCE,
  ROLE_SYSTEM,
} from '../../../src/organisations/fhir-names.ts';
import type {
  OrganisationQuery,
  RoleGroup,
  TextMatch,
} from '../../../src/organisations/organisation-query.ts';
import type { QueryParameter } from '../../gateway/query-parameters.ts';
import { changedBetween } from './changed-between.ts';
import type { OdtError } from './hapi-outcome.ts';

export type OdtResource = 'Organization' | 'OrganizationAffiliation';

/** What a search wants beyond what it looks for. */
export interface OdtPaging {
  readonly count: number;
  readonly offset: number;
  /** Only how many there are. */
  readonly onlyTotal: boolean;
  /** Resources to add: `OrganizationAffiliation:primary-organization`. */
  readonly include: readonly string[];
  readonly revinclude: readonly string[];
}

export interface AffiliationQuery {
  readonly ids?: readonly number[];
  readonly sources?: readonly string[];
  readonly targets?: readonly string[];
  readonly relIds?: readonly string[];
  readonly active?: boolean;
}

export type OdtReading<T> =
  | {
      readonly ok: true;
      /** `undefined` where nothing can be found: no resource here has what is asked for. */
      readonly query: T | undefined;
      readonly paging: OdtPaging;
      /** Told in the trace. */
      readonly remarks: readonly string[];
    }
  | { readonly ok: false; readonly error: OdtError };

const COMMON = [
  ...['_content', '_id', '_lastUpdated', '_profile', '_security', '_source', '_tag', '_text'],
];
/** In the order in which the server lists them. */
const NAMES: Readonly<Record<OdtResource, readonly string[]>> = {
  Organization: [
    ...COMMON,
    ...['active', 'activeRoleCode', 'address', 'address-city', 'address-country'],
    ...['address-postalcode', 'address-state', 'address-use', 'endpoint', 'identifier'],
    ...['lastChangeDate', 'name', 'partof', 'phonetic', 'roleCode', 'type'],
  ],
  OrganizationAffiliation: [
    ...COMMON,
    ...['active', 'date', 'email', 'endpoint', 'identifier', 'location', 'network'],
    ...['participating-organization', 'phone', 'primary-organization', 'role', 'service'],
    ...['specialty', 'telecom'],
  ],
};
const PAGING = [
  ...['_count', '_offset', '_summary', '_format', '_pretty', '_total', '_sort', '_elements'],
  ...['_include', '_revinclude'],
];
const DEFAULT_COUNT = 20;
const MODIFIERS: Readonly<Record<string, TextMatch['how']>> = {
  contains: 'contains',
  exact: 'exact',
};
const TEXTS: Readonly<
  Record<string, 'name' | 'postcode' | 'town' | 'county' | 'country' | 'address'>
> = {
  name: 'name',
  'address-postalcode': 'postcode',
  'address-city': 'town',
  'address-state': 'county',
  address: 'address',
  'address-country': 'country',
};

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** The organisations that parameters ask for, or the error of the first parameter that is wrong. */
export function readOrganizationSearch(
  parameters: readonly QueryParameter[],
): OdtReading<OrganisationQuery> {
  const start = begin('Organization', parameters);
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

export function readAffiliationSearch(
  parameters: readonly QueryParameter[],
): OdtReading<AffiliationQuery> {
  const start = begin('OrganizationAffiliation', parameters);
  if (!start.ok) return start;
  const query: Growing<AffiliationQuery> = {};
  const remarks: string[] = [...start.remarks];
  let empty = false;
  for (const [name, value] of parameters) {
    if (name === 'primary-organization') query.sources = references(value);
    else if (name === 'participating-organization') query.targets = references(value);
    else if (name === '_id' || name === 'identifier')
      query.ids = tokens(value, name === 'identifier' ? RELATIONSHIP_INSTANCE : undefined).map(
        Number,
      );
    else if (name === 'role') query.relIds = tokens(value);
    else if (name === 'active' && /^(true|false)$/.test(value)) query.active = value === 'true';
    else if (!PAGING.includes(name)) {
      empty = true;
      remarks.push(
        `nothing can be found: no relationship here has ${name} ${JSON.stringify(value)}`,
      );
    }
  }
  return { ok: true, paging: start.paging, remarks, query: empty ? undefined : query };
}

function begin(
  resource: OdtResource,
  parameters: readonly QueryParameter[],
):
  | { readonly ok: true; readonly paging: OdtPaging; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly error: OdtError } {
  const known = NAMES[resource];
  for (const [whole] of parameters) {
    const [name = '', modifier, ...more] = whole.split(':');
    if (PAGING.includes(whole)) continue;
    const isFine = modifier === undefined || allows(name, modifier);
    if (!known.includes(name) || !isFine || more.length > 0)
      return wrong(
        `HAPI-0524: Unknown search parameter "${whole.slice(0, 100)}" for resource type "${resource}". Valid search parameters for this search are: [${known.join(', ')}]`,
      );
  }
  const last = (name: string) => parameters.findLast(([each]) => each === name)?.[1];
  const all = (name: string) =>
    parameters.filter(([each]) => each === name).map(([, each]) => each);
  for (const name of ['_count', '_offset']) {
    const value = last(name);
    if (value !== undefined && !/^\d{1,9}$/.test(value))
      return wrong(`Invalid value for parameter ${name}: "${value.slice(0, 100)}"`);
  }
  const count = Number(last('_count') ?? DEFAULT_COUNT);
  return {
    ok: true,
    paging: {
      ...{ count, offset: Number(last('_offset') ?? 0) },
      onlyTotal: last('_summary') === 'count' || count === 0,
      ...{ include: all('_include'), revinclude: all('_revinclude') },
    },
    remarks: ['_sort', '_elements']
      .filter((name) => last(name) !== undefined)
      .map((name) => `${name} is not looked at`),
  };
}

function allows(name: string, modifier: string): boolean {
  if (Object.hasOwn(TEXTS, name)) return Object.hasOwn(MODIFIERS, modifier);
  return modifier === 'not' && (name === 'roleCode' || name === 'activeRoleCode');
}

function wrong(text: string): { readonly ok: false; readonly error: OdtError } {
  return { ok: false, error: { status: 400, text } };
}

/** Codes of a comma list, each with a system or without; one of another system is no code of ours. */
function tokens(value: string, system?: string): readonly string[] {
  return value.split(',').flatMap((each) => {
    const bar = each.indexOf('|');
    if (bar < 0) return [each.trim()];
    return system === undefined || each.slice(0, bar) === system
      ? [each.slice(bar + 1).trim()]
      : [];
  });
}

/** `X`, `Organization/X` or the address of one. */
function references(value: string): readonly string[] {
  return value.split(',').map((each) => each.slice(each.lastIndexOf('/') + 1).trim());
}
