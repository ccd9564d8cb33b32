import { normalDn } from '../wire/ldap/dn.ts';
import type { SearchScope } from '../wire/ldap/ldap-filter.ts';
import { DIRECTORY_BRANCHES } from './branches.ts';
import type { Directory, DirectorySearch } from './directory.ts';
import { directoryIndex } from './directory-index.ts';
import type { DirectoryEntry } from './entry.ts';
import { type EntryView, viewOf } from './entry-view.ts';
import { filterMatcher } from './match-filter.ts';
import { statusOf } from './organisation-entries.ts';

export interface DirectoryOptions {
  /** Tells whether a close date has passed; without it any close date counts as passed. */
  readonly now?: () => Date;
}

type InScope = (view: EntryView, base: string) => boolean;

const SCOPES: Readonly<Record<SearchScope, InScope>> = {
  base: ({ dn }, base) => dn === base,
  one: ({ above }, base) => above[0] === base,
  sub: ({ dn, above }, base) => dn === base || above.includes(base),
};

/**
 * A directory of these entries. The branches of the tree are always there and come first. Of entries with one
 * name the later one counts, in the place of the first.
 */
export function openDirectory(
  entries: Iterable<DirectoryEntry>,
  { now }: DirectoryOptions = {},
): Directory {
  const byName = new Map<string, EntryView>();
  for (const each of [DIRECTORY_BRANCHES, entries]) {
    for (const entry of each) {
      const view = viewOf(entry);
      byName.set(view.dn, view);
    }
  }
  const views = [...byName.values()];
  const index = directoryIndex(views);

  const lookUp = ({ filter, scope }: DirectorySearch, base: string): Iterable<EntryView> => {
    if (scope === 'base') return picked(byName.get(base));
    const positions = index.candidates(filter);
    return positions ? at(views, positions) : views;
  };

  return {
    entries: views.map(({ entry }) => entry),
    entry: (dn) => byName.get(normalDn(dn) ?? dn.toLowerCase())?.entry,
    search(search) {
      const base = normalDn(search.base);
      if (base === undefined || !byName.has(base)) return undefined;
      return matching(lookUp(search, base), search, base);
    },
    organisation(odsCode) {
      const named = ['nhsIDCode', 'nhsAsClient'].flatMap((name) => index.positions(name, odsCode));
      return statusOf(odsCode, [...at(views, named)], now?.());
    },
  };
}

function* matching(
  candidates: Iterable<EntryView>,
  { filter, scope, strict }: DirectorySearch,
  base: string,
): Generator<DirectoryEntry> {
  const matches = filterMatcher(filter, strict);
  const inScope = SCOPES[scope];
  for (const view of candidates) {
    if (inScope(view, base) && matches(view) === true) yield view.entry;
  }
}

function* at(views: readonly EntryView[], positions: readonly number[]): Generator<EntryView> {
  for (const position of positions) {
    const view = views[position];
    if (view) yield view;
  }
}

function picked(view: EntryView | undefined): readonly EntryView[] {
  return view ? [view] : [];
}
