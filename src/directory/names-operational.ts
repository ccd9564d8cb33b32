import type { LdapFilter } from '../wire/ldap/ldap-filter.ts';
import { attributeType } from './schema/schema.ts';

/** Whether a filter asks for something that the server, not the entry, knows: `entryUUID`, `entryDN`. */
export function namesOperational(filter: LdapFilter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.filters.some(namesOperational);
    case 'not':
      return namesOperational(filter.filter);
    default:
      return filter.attribute !== undefined && attributeType(filter.attribute)?.usage !== undefined;
  }
}
