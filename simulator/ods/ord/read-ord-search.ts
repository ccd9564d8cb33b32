import { daysBefore, isDay } from '../../../src/organisations/calendar-day.ts';
import type { OrganisationQuery } from '../../../src/organisations/organisation-query.ts';
import type { QueryParameter } from '../../gateway/query-parameters.ts';

/** A search that is in order. */
export interface OrdSearch {
  readonly query: OrganisationQuery;
  readonly limit: number;
  readonly offset: number;
}

export type OrdReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly text: string };

/** How far back a change may be asked for. */
const MOST_DAYS = 185;
const PAGING: ReadonlySet<string> = new Set(['Limit', 'Offset', '_format']);
const SEARCH = [
  ...['Name', 'PostCode', 'LastChangeDate', 'Status', 'PrimaryRoleId', 'NonPrimaryRoleId'],
  ...['Roles', 'OrgRecordClass', 'RelTypeId', 'TargetOrgId', 'RelStatus'],
  ...PAGING,
];
const POSTCODE = /^(?:GIR ?0?A{0,2}|[A-Z]{1,2}\d[A-Z\d]? ?\d?[A-Z]{0,2})$/i;

type Values = ReadonlyMap<string, string>;
type Check = (values: Values, today: string) => string | undefined;

/** The checks of the values in their order; the first that fails is told (sds-ods 3.1.2, 3.1.5). */
const CHECKS: readonly Check[] = [
  of('Name', (text) => {
    if (text.length < 3) return 'Supplied Name needs a minimum of 3 Characters.';
    if (text.length > 100) return 'Supplied Name too long, max 100 Characters.';
    const legal = /^[A-Za-z0-9_@&.()'" /:,+;-]*$/.test(text);
    return legal ? undefined : 'Supplied Name contains invalid Character/s.';
  }),
  of('PostCode', (text) => {
    if (text.length < 2) return 'Supplied PostCode is too short, min 2 Characters.';
    const legal = text.length <= 8 && POSTCODE.test(text);
    return legal ? undefined : 'Supplied PostCode format is invalid.';
  }),
  of('LastChangeDate', checkDate),
  of('Status', (text) =>
    isStatus(text) ? undefined : 'Unknown Status supplied, specify Active or Inactive.',
  ),
  of('PrimaryRoleId', (text) => checkRole('PrimaryRoleId', text)),
  of('NonPrimaryRoleId', (text) => checkRole('NonPrimaryRoleId', text)),
  of('Roles', (text, values) => {
    if (values.has('PrimaryRoleId') || values.has('NonPrimaryRoleId'))
      return 'Roles cannot be combined with PrimaryRoleId or NonPrimaryRoleId.';
    return text
      .split(',')
      .reduce<string | undefined>(
        (wrong, role) => wrong ?? checkRole('Roles', role.trim()),
        undefined,
      );
  }),
  of('OrgRecordClass', (text) =>
    /^[A-Za-z0-9]{3}$/.test(text) ? undefined : 'Supplied OrgRecordClass is invalid.',
  ),
  of('RelTypeId', (text) => checkRole('RelTypeId', text)),
  of('TargetOrgId', (text) =>
    /^[A-Za-z0-9]{1,10}$/.test(text) ? undefined : 'Supplied TargetOrgId is invalid.',
  ),
  of('RelStatus', (text) =>
    isStatus(text) ? undefined : 'Unknown RelStatus supplied, specify Active or Inactive.',
  ),
  // Used together, says the page; with which text another use is refused it does not say.
  (values) => {
    const given = ['RelTypeId', 'TargetOrgId', 'RelStatus'].some((name) => values.has(name));
    return !given || (values.has('RelTypeId') && values.has('TargetOrgId'))
      ? undefined
      : 'RelTypeId and TargetOrgId must be supplied together.';
  },
  of('Limit', (text) => {
    const limit = /^\d+$/.test(text) ? Number(text) : 0;
    return limit >= 1 && limit <= 1000 ? undefined : 'Supplied Limit must be between 1 and 1000';
  }),
  // Spelt so by the service.
  of('Offset', (text) =>
    /^\d+$/.test(text) && Number(text) >= 1 ? undefined : 'Suppied Offset must be greater than 1',
  ),
];

function of(
  name: string,
  check: (text: string, values: Values, today: string) => string | undefined,
): Check {
  return (values, today) => {
    const text = values.get(name);
    return text === undefined ? undefined : check(text, values, today);
  };
}

function checkRole(name: string, text: string): string | undefined {
  return /^[A-Za-z0-9]{3,10}$/.test(text) ? undefined : `Supplied ${name} is invalid.`;
}

function checkDate(text: string, _: Values, today: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'Date format must be YYYY-MM-DD.';
  if (!isDay(text)) return 'Invalid date supplied.';
  if (text > today) return 'Supplied LastChangeDate date must be a past date, not future.';
  return text < daysBefore(today, MOST_DAYS)
    ? `Supplied LastChangeDate exceeds the limit of ${MOST_DAYS} days past.`
    : undefined;
}

function isStatus(text: string): boolean {
  return /^(in)?active$/i.test(text);
}

/** The search that parameters ask for. */
export function readOrdSearch(
  parameters: readonly QueryParameter[],
  today: string,
): OrdReading<OrdSearch> {
  const read = onlyOnce(parameters, SEARCH);
  if (!read.ok) return read;
  const values = read.value;
  if (![...values.keys()].some((name) => !PAGING.has(name)))
    return { ok: false, text: 'Supplied query must include some query parameters' };
  for (const check of CHECKS) {
    const text = check(values, today);
    if (text !== undefined) return { ok: false, text };
  }
  const limit = Number(values.get('Limit') ?? 20);
  const offset = Math.min(Number(values.get('Offset') ?? 0), Number.MAX_SAFE_INTEGER);
  return { ok: true, value: { query: queryOf(values), limit, offset } };
}

/** The day since when changes are asked for. */
export function readOrdSync(
  parameters: readonly QueryParameter[],
  today: string,
): OrdReading<string> {
  const read = onlyOnce(parameters, ['LastChangeDate', '_format']);
  if (!read.ok) return read;
  const since = read.value.get('LastChangeDate');
  if (since === undefined)
    return { ok: false, text: 'Supplied query must include some query parameters' };
  const text = checkDate(since, read.value, today);
  return text === undefined ? { ok: true, value: since } : { ok: false, text };
}

/** What takes no parameters but that of the format. */
export function readOrdFormatOnly(parameters: readonly QueryParameter[]): OrdReading<Values> {
  return onlyOnce(parameters, ['_format']);
}

function onlyOnce(
  parameters: readonly QueryParameter[],
  known: readonly string[],
): OrdReading<Values> {
  const repeated = known.find((name) => parameters.filter(([each]) => each === name).length > 1);
  if (repeated !== undefined) return { ok: false, text: `Repeated ${repeated} argument.` };
  if (parameters.some(([name]) => !known.includes(name)))
    return { ok: false, text: 'Unknown argument found.' };
  return { ok: true, value: new Map(parameters) };
}

function queryOf(values: Values): OrganisationQuery {
  const upper = (name: string) => values.get(name)?.toUpperCase();
  const status = (name: string) => {
    const text = values.get(name);
    if (text === undefined) return undefined;
    return /^a/i.test(text) ? ('Active' as const) : ('Inactive' as const);
  };
  const name = values.get('Name');
  const [relId, target, relStatus] = [
    upper('RelTypeId'),
    upper('TargetOrgId'),
    status('RelStatus'),
  ];
  const roles = upper('Roles')?.split(',');
  const optional = {
    postcodeArea: values.get('PostCode'),
    changedFrom: values.get('LastChangeDate'),
    status: status('Status'),
    primaryRole: upper('PrimaryRoleId'),
    nonPrimaryRole: upper('NonPrimaryRoleId'),
    recordClass: upper('OrgRecordClass'),
  };
  return {
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    ...(name !== undefined && { name: [{ text: name, how: 'contains' }] }),
    ...(roles && { roles: [{ anyOf: roles.map((role) => role.trim()) }] }),
    ...(relId !== undefined &&
      target !== undefined && {
        relation: { relId, target, ...(relStatus && { status: relStatus }) },
      }),
  };
}
