import { RELATIONSHIP_INSTANCE } from '../../../src/organisations/fhir-names.ts';
import type { QueryParameter } from '../../gateway/query-parameters.ts';
import { beginSearch, type OdtReading, PAGING, tokens } from './odt-parameters.ts';

export interface AffiliationQuery {
  readonly ids?: readonly number[];
  readonly sources?: readonly string[];
  readonly targets?: readonly string[];
  readonly relIds?: readonly string[];
  readonly active?: boolean;
}

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** The relationships that parameters ask for, or the error of the first parameter that is wrong. */
export function readAffiliationSearch(
  parameters: readonly QueryParameter[],
): OdtReading<AffiliationQuery> {
  const start = beginSearch('OrganizationAffiliation', parameters);
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

/** `X`, `Organization/X` or the address of one. */
function references(value: string): readonly string[] {
  return value.split(',').map((each) => each.slice(each.lastIndexOf('/') + 1).trim());
}
