import type {
  OrganisationQuery,
  RoleGroup,
  TextMatch,
} from '../../../src/organisations/organisation-query.ts';
import type { QueryParameter } from '../../gateway/query-parameters.ts';
import { changedBetween } from '../fhir/changed-between.ts';
import type { Stu3Error } from './stu3-error.ts';
import { wrongInParameter } from './wrong-in-parameter.ts';

export interface Stu3Search {
  readonly query: OrganisationQuery;
  readonly count: number;
  /** From 1. */
  readonly page: number;
  readonly onlyTotal: boolean;
}

export type Stu3Reading =
  | { readonly ok: true; readonly search: Stu3Search }
  | { readonly ok: false; readonly errors: readonly Stu3Error[] };

const KNOWN = new Set([
  ...['name', 'name:contains', 'name:exact', 'address-postalcode', 'address-postalcode:contains'],
  ...['address-postalcode:exact', 'active', 'address-city', 'address-city:contains'],
  ...['address-city:exact', 'ods-org-primaryRole', 'ods-org-role', '_lastUpdated', 'identifier'],
  ...['_id', '_page', '_count', '_format', '_summary'],
]);
const ONCE = ['_format', '_page', '_count', '_summary'];

const parameter = (text: string): Stu3Error => ({ code: 'INVALID_PARAMETER', text });

/** The search that parameters ask for; every error is told, not the first alone (sds-ods 3.2). */
export function readStu3Search(parameters: readonly QueryParameter[]): Stu3Reading {
  const all = (name: string) =>
    parameters.filter(([each]) => each === name).map(([, each]) => each);
  const errors: Stu3Error[] = [];
  const roles = all('ods-org-role');
  const primaries = all('ods-org-primaryRole');
  if (primaries.length > 0 && roles.length === 0)
    errors.push(
      parameter(
        'ods-org-role is a mandatory argument in all queries containing a ods-org-primaryRole term.',
      ),
    );
  for (const name of new Set(parameters.map(([name]) => name))) {
    if (!KNOWN.has(name)) errors.push(parameter(`Unknown argument found - ${name.slice(0, 100)}`));
    if (ONCE.includes(name) && all(name).length > 1)
      errors.push(parameter(`Repeated ${name} argument.`));
  }
  for (const [name, text] of parameters) errors.push(...wrongInParameter(name, text));
  if (primaries.length > 1)
    errors.push(parameter('Only one ods-org-primaryRole parameter should be supplied'));
  if (errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    search: {
      query: queryOf(parameters, roles, primaries[0]),
      count: Number(all('_count')[0] ?? 20),
      page: Number(all('_page')[0] ?? 1),
      onlyTotal: all('_summary')[0] === 'count',
    },
  };
}

function queryOf(
  parameters: readonly QueryParameter[],
  roles: readonly string[],
  primary: string | undefined,
): OrganisationQuery {
  const texts = (bare: string): readonly TextMatch[] =>
    parameters.flatMap(([name, text]) => {
      const [base, modifier] = name.split(':');
      if (base !== bare) return [];
      return [{ text, how: modifier === 'contains' || modifier === 'exact' ? modifier : 'starts' }];
    });
  const afterBar = (text: string) => text.slice(text.indexOf('|') + 1);
  const groups = roles.map(
    (text): RoleGroup => ({
      anyOf: afterBar(text)
        .split(',')
        .map((code) => `RO${code}`),
      ...(primary !== undefined && { primary: primary === 'true' }),
    }),
  );
  const codes = parameters
    .filter(([name]) => name === '_id' || name === 'identifier')
    .map(([, text]) => afterBar(text).toUpperCase());
  const active = parameters.find(([name]) => name === 'active')?.[1];
  const between = changedBetween(
    parameters.filter(([name]) => name === '_lastUpdated').map(([, text]) => text),
  );
  const [name, postcode, town] = [
    texts('name'),
    texts('address-postalcode'),
    texts('address-city'),
  ];
  return {
    ...(codes.length > 0 && { codes: codes.every((code) => code === codes[0]) ? codes : [] }),
    ...(name.length > 0 && { name }),
    ...(postcode.length > 0 && { postcode }),
    ...(town.length > 0 && { town }),
    ...(active !== undefined && { status: active === 'true' ? 'Active' : 'Inactive' }),
    ...(groups.length > 0 && { roles: groups }),
    ...(between.ok && between.range),
  };
}
