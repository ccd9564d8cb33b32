import type { OrganisationStatus } from '../domain/organisation-status.ts';
import type { LdapFilter, SearchScope } from '../wire/ldap/ldap-filter.ts';
import type { DirectoryEntry } from './entry.ts';

/** What to look for. */
export interface DirectorySearch {
  /** As typed: `ou=services, o=nhs`. */
  readonly base: string;
  readonly scope: SearchScope;
  readonly filter: LdapFilter;
  /**
   * Strict goes by the matching rules of the published schema; otherwise any attribute compares for
   * equality and by substring without regard to case (sds-ods 1.5).
   */
  readonly strict: boolean;
}

/** The directory of one moment. Immutable: a change makes a new one. */
export interface Directory {
  /** In insertion order, the branches first. */
  readonly entries: readonly DirectoryEntry[];
  /** The entry of a name, however it is spelt. */
  entry(dn: string): DirectoryEntry | undefined;
  /** `undefined` when the base does not exist. Lazily, so that limits cost nothing. */
  search(search: DirectorySearch): Iterable<DirectoryEntry> | undefined;
  /** Whether an organisation code is registered, and open. */
  organisation(odsCode: string): OrganisationStatus;
}
