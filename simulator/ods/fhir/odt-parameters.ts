import type { TextMatch } from '../../../src/organisations/organisation-query.ts';
import type { QueryParameter } from '../../gateway/query-parameters.ts';
import type { OdtError } from './hapi-outcome.ts';

type OdtResource = 'Organization' | 'OrganizationAffiliation';

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
/** Parameters that say how, not what. */
export const PAGING = [
  ...['_count', '_offset', '_summary', '_format', '_pretty', '_total', '_sort', '_elements'],
  ...['_include', '_revinclude'],
];
const DEFAULT_COUNT = 20;
/** Behind the name of a text: how it is to match. */
export const MODIFIERS: Readonly<Record<string, TextMatch['how']>> = {
  contains: 'contains',
  exact: 'exact',
};
/** Parameters that look for texts, and in what of an organisation. */
export const TEXTS: Readonly<
  Record<string, 'name' | 'postcode' | 'town' | 'county' | 'country' | 'address'>
> = {
  name: 'name',
  'address-postalcode': 'postcode',
  'address-city': 'town',
  'address-state': 'county',
  address: 'address',
  'address-country': 'country',
};

/** What every search has: paging, or the error of the first parameter that there is none of. */
export function beginSearch(
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

/** A search that is refused. */
export function wrong(text: string): { readonly ok: false; readonly error: OdtError } {
  return { ok: false, error: { status: 400, text } };
}

/** Codes of a comma list, each with a system or without; one of another system is no code of ours. */
export function tokens(value: string, system?: string): readonly string[] {
  return value.split(',').flatMap((each) => {
    const bar = each.indexOf('|');
    if (bar < 0) return [each.trim()];
    return system === undefined || each.slice(0, bar) === system
      ? [each.slice(bar + 1).trim()]
      : [];
  });
}
