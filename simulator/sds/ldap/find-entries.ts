import type { Directory, DirectorySearch } from '../../../src/directory/directory.ts';
import type { DirectoryAttribute, DirectoryEntry } from '../../../src/directory/entry.ts';
import { viewOf } from '../../../src/directory/entry-view.ts';
import { filterMatcher } from '../../../src/directory/match-filter.ts';
import type { Random } from '../../../src/platform/random.ts';
import { normalDn, parseDn } from '../../../src/wire/ldap/dn.ts';
import type { SearchRequest } from '../../../src/wire/ldap/ldap-message.ts';
import { type LdapResult, ldapResult } from '../../../src/wire/ldap/ldap-result.ts';
import type { SdsSettings } from '../../world/world.ts';
import { shuffled } from '../shuffled.ts';
import { type RootDseFacts, rootDse } from './root-dse.ts';
import { subschemaEntry } from './subschema.ts';

/** Where a search is made. */
export interface SearchGround {
  readonly directory: Directory;
  readonly settings: SdsSettings;
  readonly random: Random;
  readonly rootDse: RootDseFacts;
  /** What the server knows of an entry. */
  readonly operational: (entry: DirectoryEntry) => readonly DirectoryAttribute[];
}

/** Entries, and `undefined` where others may have their turn. */
export type ScannedEntries = Iterator<DirectoryEntry | undefined>;

/** What a search found, one after the other, or why it found nothing. */
export type Found =
  | { readonly ok: true; readonly entries: ScannedEntries }
  | { readonly ok: false; readonly result: LdapResult };

const SUFFIX = 'o=nhs';
/** So many entries are found in one go. */
const STRETCH = 64;

/** Finds what a search asks for: in the directory, or what the server says of itself (sds-ods 1.6 Q11, Q12). */
export function findEntries(ground: SearchGround, request: SearchRequest): Found {
  const { directory, settings, random } = ground;
  const { base, scope, filter } = request;
  const strict = settings.strictMatching;
  const own = ownEntry(ground, request);
  if (own) {
    const matches = scope !== 'one' && filterMatcher(filter, strict)(viewOf(own)) === true;
    return { ok: true, entries: (matches ? [own] : []).values() };
  }
  const found = directory.scan(searchOf(ground, request));
  if (!found) return { ok: false, result: nothingThere(directory, base) };
  const shuffle = settings.ldap.order === 'shuffle';
  return { ok: true, entries: shuffle ? inNoOrder(found, random) : found[Symbol.iterator]() };
}

/** What a search asks of the directory. Below the root lies the one naming context. */
export function searchOf(
  { settings, operational }: Pick<SearchGround, 'settings' | 'operational'>,
  { base, scope, filter }: SearchRequest,
): DirectorySearch {
  const where =
    base.trim() === ''
      ? { base: SUFFIX, scope: scope === 'one' ? ('base' as const) : scope }
      : { base, scope };
  return { ...where, filter, strict: settings.strictMatching, operational };
}

/** The entry that the base names, when it is one of the server's own. */
function ownEntry(
  ground: SearchGround,
  { base, scope }: SearchRequest,
): DirectoryEntry | undefined {
  if (base.trim() === '') return scope === 'base' ? rootDse(ground.rootDse) : undefined;
  // Nothing of the directory's begins so: other names need not be taken apart here.
  if (!/^\s*(cn|commonName|2\.5\.4\.3)\s*=/i.test(base)) return undefined;
  return subschemaEntry(normalDn(base) ?? '');
}

/** Result 32 with the nearest name that exists, or 34 when the base is no name (RFC 4511 section 4.1.9). */
export function nothingThere(directory: Directory, base: string): LdapResult {
  if (parseDn(base) === undefined) return ldapResult('invalidDNSyntax', 'the base is no name');
  const parts = (normalDn(base) ?? '').split(/(?<!\\),/);
  for (let from = 1; from < parts.length; from++) {
    const above = directory.entry(parts.slice(from).join(','));
    if (above) return ldapResult('noSuchObject', '', above.dn);
  }
  return ldapResult('noSuchObject');
}

/** All have to be found before the first is answered. */
function* inNoOrder(
  found: Iterable<DirectoryEntry | undefined>,
  random: Random,
): Generator<DirectoryEntry | undefined> {
  const all: DirectoryEntry[] = [];
  for (const entry of found) {
    if (entry) all.push(entry);
    if (!entry || all.length % STRETCH === 0) yield undefined;
  }
  yield* shuffled(all, random);
}
