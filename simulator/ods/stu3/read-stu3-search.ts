import type {
  OrganisationQuery,
  RoleGroup,
  TextMatch,
} from '../../../src/organisations/organisation-query.ts';
import type { QueryParameter } from '../../gateway/query-parameters.ts';
import { changedBetween } from '../fhir/changed-between.ts';
import type { Stu3Error } from './stu3-error.ts';

const ODS_CODE = 'https://fhir.nhs.uk/Id/ods-organization-code';
/** Where this system stands depends on who serves it: the end of its address counts. */
const ROLE_SYSTEM = '/CodeSystem/ODSAPI-OrganizationRole-1';

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
const ALPHANUMERIC = /^[A-Za-z0-9]+$/;

const value = (text: string): Stu3Error => ({ code: 'INVALID_VALUE', text });
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
  for (const [name, text] of parameters) errors.push(...wrongIn(name, text));
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

/** What is wrong with one value. */
function wrongIn(name: string, text: string): readonly Stu3Error[] {
  const [bare] = name.split(':');
  switch (bare) {
    case 'name':
      if (text.length < 3) return [value(`Supplied ${name} needs a minimum of 3 Characters.`)];
      if (text.length > 100) return [value(`Supplied ${name} too long, max 100 Characters.`)];
      return /^[A-Za-z0-9_@&.()'" /:,+;-]*$/.test(text)
        ? []
        : [value(`Supplied ${name} has invalid Character/s.`)];
    case 'address-postalcode':
      if (text.length < 2) return [value(`Supplied ${bare} is too short, min 2 characters.`)];
      if (text.length > 8) return [value(`Supplied ${bare} is too long, max 8 characters.`)];
      return /^[A-Za-z0-9\s]+$/.test(text)
        ? []
        : [value(`Supplied ${bare} contains invalid characters, alphanumeric characters only.`)];
    case 'address-city':
      if (text.length < 3) return [value(`Supplied ${bare} is too short, min 3 characters`)];
      if (text.length > 75) return [value(`Supplied ${bare} is too long, max 75 characters`)];
      return /^[A-Za-z\s\-',.]+$/.test(text)
        ? []
        : [
            value(
              `Supplied ${bare} contains invalid characters, valid characters include:  , . - ' and alphabetical characters`,
            ),
          ];
    case 'active':
      return isFlag(text) ? [] : [value('Invalid FHIR active parameter')];
    case 'ods-org-primaryRole':
      return isFlag(text)
        ? []
        : [value('Invalid FHIR ods-org-primaryRole parameter. Must be true or false.')];
    case 'ods-org-role':
      return wrongRole(text);
    case '_lastUpdated':
      if (!text.startsWith('gt')) return [value('Supplied date prefix is invalid, must be gt')];
      return changedBetween([text]).ok ? [] : [value('Supplied date is invalid')];
    case 'identifier':
      return wrongIdentifier(text);
    case '_id':
      return ALPHANUMERIC.test(text)
        ? []
        : [value('Supplied _id must be just alphanumeric characters.')];
    case '_count':
      return /^\d{1,9}$/.test(text) && Number(text) <= 20
        ? []
        : [value('Supplied limit is invalid, the parameter must take an integer between 0 and 20')];
    case '_page':
      return /^\d{1,9}$/.test(text) && Number(text) >= 1
        ? []
        : [value('page must be a number larger than 0')];
    case '_summary':
      return text === 'count' ? [] : [value('Invalid _summary parameter.')];
    case '_format':
      return /json/.test(text) ? [] : [value(`Unknown dialect specified "${text.slice(0, 100)}"`)];
    default:
      return [];
  }
}

function isFlag(text: string): boolean {
  return text === 'true' || text === 'false';
}

function wrongRole(text: string): readonly Stu3Error[] {
  const [system, codes, ...more] = text.includes('|') ? text.split('|') : [undefined, text];
  if (system !== undefined && !system.endsWith(ROLE_SYSTEM))
    return [
      {
        code: 'INVALID_CODE_SYSTEM',
        text: `Invalid ods-org-role parameter. Should be of the system ${ROLE_SYSTEM.slice(1)}.`,
      },
    ];
  const isFine =
    more.length === 0 && (codes ?? '').split(',').every((code) => /^\d{1,8}$/.test(code));
  return isFine
    ? []
    : [{ code: 'INVALID_CODE_VALUE', text: 'Invalid FHIR ods-org-role parameter' }];
}

function wrongIdentifier(text: string): readonly Stu3Error[] {
  const [system, code, ...more] = text.includes('|') ? text.split('|') : [ODS_CODE, text];
  if (system !== ODS_CODE)
    return [
      {
        code: 'INVALID_IDENTIFIER_SYSTEM',
        text: `Invalid identifier parameter. Should be ${ODS_CODE}.`,
      },
    ];
  return more.length === 0 && ALPHANUMERIC.test(code ?? '')
    ? []
    : [
        {
          code: 'INVALID_IDENTIFIER_VALUE',
          text: 'Supplied identifier must be just alphanumeric characters.',
        },
      ];
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
