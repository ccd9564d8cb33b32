import type { Organisation } from '../../../src/organisations/organisation.ts';
import type { OrganisationIndex } from '../../../src/organisations/organisation-index.ts';
import { primaryRoleOf } from '../../../src/organisations/primary-role.ts';
import {
  displayNameOf,
  RECORD_CLASSES,
  RELATIONSHIPS,
  type ReferenceCode,
  ROLES,
} from '../../../src/organisations/reference-data.ts';
import type { HeaderList } from '../../../src/platform/http-message.ts';
import type { QueryParameter } from '../../gateway/query-parameters.ts';
import type { OrdSearch } from './read-ord-search.ts';

/** What a search shows of an organisation (sds-ods 3.1.3). */
export function ordSummary(organisation: Organisation, base: string) {
  const { odsCode, name, status, recordClass, lastChangeDate, address } = organisation;
  const roleId = primaryRoleOf(organisation)?.roleId ?? '';
  return {
    Name: name,
    OrgId: odsCode,
    Status: status,
    OrgRecordClass: recordClass,
    ...(address.postcode !== undefined && { PostCode: address.postcode }),
    LastChangeDate: lastChangeDate,
    PrimaryRoleId: roleId,
    PrimaryRoleDescription: displayNameOf(roleId),
    OrgLink: ordLink(odsCode, base),
  };
}

export function ordLink(odsCode: string, base: string): string {
  return `${base}/organisations/${odsCode}`;
}

export interface OrdPage {
  readonly total: number;
  readonly shown: readonly Organisation[];
  readonly headers: HeaderList;
}

/** A page of what was found, with the headers that lead on (sds-ods 3.1.3). */
export function ordPage(
  index: OrganisationIndex,
  { query, limit, offset }: OrdSearch,
  base: string,
  parameters: readonly QueryParameter[],
): OrdPage {
  const found = index.search(query);
  const shown = found.slice(offset, offset + limit);
  const repeated = parameters
    .filter(([name]) => name !== 'Limit' && name !== 'Offset')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}&`);
  const link = `${base}/organisations?${repeated.join('')}Limit=${limit}`;
  const before = offset - limit;
  return {
    total: found.length,
    shown,
    headers: [
      ['X-Total-Count', String(found.length)],
      [
        'Access-Control-Expose-Headers',
        'X-Total-Count, Returned-Records, Next-Page, Previous-Page',
      ],
      ['Returned-Records', String(shown.length)],
      ...(offset + limit < found.length
        ? [['Next-Page', `${link}&Offset=${offset + limit}`] as const]
        : []),
      ...(offset > 0
        ? [['Previous-Page', before < 1 ? link : `${link}&Offset=${before}`] as const]
        : []),
    ],
  };
}

const ROLE_ROWS = ROLES.map(({ id, displayName, primary }) => ({
  ...row({ id, displayName }),
  primaryRole: String(primary),
}));

/** Reference data by its path; a single role has its id after that (sds-ods 3.1.1). */
export const ORD_REFERENCE: Readonly<Record<string, Readonly<Record<string, readonly object[]>>>> =
  {
    '/roles': { Roles: ROLE_ROWS },
    '/rels': { Relationships: RELATIONSHIPS.map(row) },
    '/recordclasses': { RecordClasses: RECORD_CLASSES.map(row) },
  };

export function ordRole(id: string) {
  const found = ROLE_ROWS.filter((role) => role.id === id.toUpperCase());
  return found.length > 0 ? { Roles: found } : undefined;
}

function row({ id, displayName }: ReferenceCode) {
  return { id, code: id.replace(/^[A-Z]+/, ''), displayName };
}
