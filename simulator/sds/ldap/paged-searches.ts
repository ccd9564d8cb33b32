import type { DirectoryEntry } from '../../../src/directory/entry.ts';
import { BoundedMap } from '../../../src/platform/bounded-map.ts';
import type { Ids } from '../../../src/platform/ids.ts';
import type { ScannedEntries } from './find-entries.ts';

/** A search of which only a part was answered. */
export interface PagedSearch {
  /** The search without its paging: only the same one goes on. */
  readonly key: string;
  readonly entries: ScannedEntries;
  /** The first entry of the next page: that there is one had to be found out. */
  readonly next: DirectoryEntry;
  /** Entries answered on earlier pages; they count towards the size limit. */
  readonly answered: number;
}

/** The searches of one connection that wait for their next page (RFC 2696). */
export interface PagedSearches {
  /** Puts a search aside, and gives the cookie that it is taken up with. */
  put(search: PagedSearch): Buffer;
  /** Takes it out: a cookie is good for one page. */
  take(cookie: Buffer): PagedSearch | undefined;
}

/** A client with more unfinished searches than these has forgotten the oldest. */
const MOST = 10;

export function pagedSearches(ids: Ids): PagedSearches {
  const waiting = new BoundedMap<string, PagedSearch>(MOST);
  return {
    put(search) {
      const cookie = ids.uuid();
      waiting.set(cookie, search);
      return Buffer.from(cookie, 'latin1');
    },
    take(cookie) {
      const name = cookie.toString('latin1');
      const search = waiting.get(name);
      waiting.delete(name);
      return search;
    },
  };
}
