import type { CsvRecord } from '../wire/csv/read-csv.ts';
import type { Organisation } from './organisation.ts';
import type { OrganisationProblem } from './organisation-reading.ts';
import { ROLES } from './reference-data.ts';
import { simpleOrganisation } from './simple-organisation.ts';

/** The header of the list of accredited systems that practice downloads join (sds-ods 3.4). */
export const SYSTEM_COLUMNS = ['ASID', 'NACS', 'OrgName', 'MName', 'PName', 'OrgType', 'PostCode'];

/** Nothing says since when: long enough ago. */
const SINCE = '2000-01-01';

/** One line of that list: the organisation of a system, whose type gives its roles. */
export function readSystemLine(
  { line, fields }: CsvRecord,
  today: string,
): Organisation | OrganisationProblem {
  if (fields.length < SYSTEM_COLUMNS.length)
    return { line, text: `has ${fields.length} columns instead of ${SYSTEM_COLUMNS.length}` };
  const [, code = '', name = '', , , type = '', postcode = ''] = fields.map((each) => each.trim());
  const odsCode = code.toUpperCase();
  if (!/^[A-Z0-9]{1,10}$/.test(odsCode))
    return { line, text: `${JSON.stringify(code.slice(0, 20))} is no code of an organisation` };
  if (name === '') return { line, text: `${odsCode} has no name` };
  const roles = rolesOf(type);
  if (!roles)
    return {
      line,
      text: `OrgType ${JSON.stringify(type.slice(0, 60))} is the name of no known role; names are, for example, GP Practice, Prison, Pharmacy`,
    };
  return simpleOrganisation({
    ...{ odsCode, name, roles, opened: SINCE, lastChangeDate: today },
    address: { lines: [], ...(postcode !== '' && { postcode }) },
  });
}

/** By the name of a role, singular or plural; a practice has the primary role of one. */
function rolesOf(type: string): readonly string[] | undefined {
  const wanted = type.toUpperCase().replace(/S$/, '');
  const role = ROLES.find(({ displayName }) => displayName === wanted);
  if (!role) return undefined;
  return role.primary ? [role.id] : ['RO177', role.id];
}
