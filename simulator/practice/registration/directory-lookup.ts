import type { DirectoryEntry } from '../../../src/directory/entry.ts';
import type { Identity } from '../../../src/pki/identity.ts';

/** An open connection to a directory, as far as a practice needs one. */
export interface DirectoryLookup {
  /**
   * Searches below a base. Rejects when the directory cannot be reached or refuses; the error says why.
   *
   * @param filter as RFC 4515 writes it
   */
  search(
    base: string,
    filter: string,
    attributes: readonly string[],
  ): Promise<readonly DirectoryEntry[]>;
  /** Ends the connection, and what waits on it. Never rejects. */
  close(): Promise<void>;
}

/** Opens a connection to `ldap:` or `ldaps:` addresses. */
export type OpenDirectory = (url: string, identity: Identity) => DirectoryLookup;

/** A value as RFC 4515 section 3 wants it within a filter. */
export function filterValue(text: string): string {
  return text.replace(
    /[\\*()\0]/g,
    (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
