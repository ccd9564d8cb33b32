import { normalDn } from '../wire/ldap/dn.ts';
import type { SearchScope } from '../wire/ldap/ldap-filter.ts';
import { DIRECTORY_BRANCHES } from './branches.ts';
import type { Directory, DirectorySearch } from './directory.ts';
import { directoryIndex } from './directory-index.ts';
import type { DirectoryEntry } from './entry.ts';
import { type EntryView, viewOf } from './entry-view.ts';
import { filterMatcher } from './match-filter.ts';
import { namesOperational } from './names-operational.ts';
import { statusOf } from './organisation-entries.ts';

export interface DirectoryOptions {
  /** Tells whether a close date has passed; without it any close date counts as passed. */
  readonly now?: () => Date;
}

/** So many entries are judged in vain before others may have their turn: of a costly filter, milliseconds. */
const STRETCH = 16;

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

  const scan = (search: DirectorySearch) => {
    const base = normalDn(search.base);
    if (base === undefined || !byName.has(base)) return undefined;
    return scanned(lookUp(search, base), search, base);
  };

  return {
    entries: views.map(({ entry }) => entry),
    entry: (dn) => byName.get(normalDn(dn) ?? dn.toLowerCase())?.entry,
    search(search) {
      const found = scan(search);
      return found && foundIn(found);
    },
    scan,
    organisation(odsCode) {
      const named = ['nhsIDCode', 'nhsAsClient'].flatMap((name) => index.positions(name, odsCode));
      return statusOf(odsCode, [...at(views, named)], now?.());
    },
  };
}

function* scanned(
  candidates: Iterable<EntryView>,
  { filter, scope, strict, operational }: DirectorySearch,
  base: string,
): Generator<DirectoryEntry | undefined> {
  const matches = filterMatcher(filter, strict);
  const inScope = SCOPES[scope];
  const knows = operational && namesOperational(filter) ? operational : undefined;
  let judged = 0;
  for (const view of candidates) {
    if (inScope(view, base) && matches(knows ? knowing(view, knows) : view) === true)
      yield view.entry;
    else if (++judged % STRETCH === 0) yield undefined;
  }
}

/** A view of the entry with what the server knows of it. */
function knowing(
  { entry }: EntryView,
  operational: NonNullable<DirectorySearch['operational']>,
): EntryView {
  return viewOf({ ...entry, attributes: [...entry.attributes, ...operational(entry)] });
}

function* foundIn(scan: Iterable<DirectoryEntry | undefined>): Generator<DirectoryEntry> {
  for (const entry of scan) if (entry) yield entry;
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
