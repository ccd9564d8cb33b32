import type { OrganisationStatus } from '../domain/organisation-status.ts';
import type { LdapFilter, SearchScope } from '../wire/ldap/ldap-filter.ts';
import type { DirectoryAttribute, DirectoryEntry } from './entry.ts';

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
  /** What the server, not the entry, knows of it. Asked where the filter names such an attribute. */
  readonly operational?: (entry: DirectoryEntry) => readonly DirectoryAttribute[];
}

/** The directory of one moment. Immutable: a change makes a new one. */
export interface Directory {
  /** In insertion order, the branches first. */
  readonly entries: readonly DirectoryEntry[];
  /** The entry of a name, however it is spelt. */
  entry(dn: string): DirectoryEntry | undefined;
  /** `undefined` when the base does not exist. Lazily, so that limits cost nothing. */
  search(search: DirectorySearch): Iterable<DirectoryEntry> | undefined;
  /**
   * The same, with `undefined` wherever it has judged for a while and found nothing: a place to let others have
   * their turn.
   */
  scan(search: DirectorySearch): Iterable<DirectoryEntry | undefined> | undefined;
  /** Whether an organisation code is registered, and open. */
  organisation(odsCode: string): OrganisationStatus;
}
