import { normalDn, parseDn } from '../wire/ldap/dn.ts';
import type { DirectoryEntry } from './entry.ts';
import { normalValue } from './matching-rules.ts';
import type { MatchingRule } from './schema/attribute-type.ts';
import { attributeType } from './schema/schema.ts';

/** An entry as the directory searches it. Made once for an entry, whatever directories it is in. */
export interface EntryView {
  readonly entry: DirectoryEntry;
  /** Its name in the one spelling; what is no name stands for itself, in lower case. */
  readonly dn: string;
  /** Names of the entries above it, the nearest first. */
  readonly above: readonly string[];
  /** Values by attribute name in the schema's spelling, in lower case. */
  values(attribute: string): readonly string[];
  /** The values as a rule compares them; those that it cannot read are left out. */
  normal(attribute: string, rule: MatchingRule): readonly string[];
  /** Attributes that it holds. */
  attributes(): Iterable<string>;
}

const views = new WeakMap<DirectoryEntry, EntryView>();
const keys = new Map<string, string>();
const MOST_KEYS = 10_000;
const MOST_LETTERS = 100;
const NOTHING: readonly string[] = [];

/** The name under which an attribute is looked up, whatever its spelling. */
export function attributeKey(description: string): string {
  const known = keys.get(description);
  if (known !== undefined) return known;
  const type = attributeType(description);
  const at = description.indexOf(';');
  const options = at < 0 ? '' : description.slice(at).toLowerCase();
  const key = type ? `${type.name.toLowerCase()}${options}` : description.toLowerCase();
  // Names come from peers too: what is remembered of them is bounded.
  if (description.length <= MOST_LETTERS && keys.size < MOST_KEYS) keys.set(description, key);
  return key;
}

export function viewOf(entry: DirectoryEntry): EntryView {
  const known = views.get(entry);
  if (known) return known;
  const view = new HeldEntry(entry);
  views.set(entry, view);
  return view;
}

/** Works out what is asked for, and keeps it. There are tens of thousands: it holds no more than it must. */
class HeldEntry implements EntryView {
  readonly entry: DirectoryEntry;
  readonly dn: string;
  #above: readonly string[] | undefined;
  #values: Map<string, readonly string[]> | undefined;
  #normal: Map<string, Map<MatchingRule, readonly string[]>> | undefined;

  constructor(entry: DirectoryEntry) {
    this.entry = entry;
    this.dn = normalDn(entry.dn) ?? entry.dn.toLowerCase();
  }

  get above(): readonly string[] {
    this.#above ??= namesAbove(this.dn);
    return this.#above;
  }

  values(attribute: string): readonly string[] {
    return this.#held().get(attribute) ?? NOTHING;
  }

  normal(attribute: string, rule: MatchingRule): readonly string[] {
    const known = this.#normal?.get(attribute)?.get(rule);
    if (known) return known;
    const raw = this.#held().get(attribute);
    if (!raw) return NOTHING;
    const normal = raw
      .map((value) => normalValue(rule, value))
      .filter((value) => value !== undefined);
    this.#normal ??= new Map();
    const byRule = this.#normal.get(attribute) ?? new Map<MatchingRule, readonly string[]>();
    this.#normal.set(attribute, byRule.set(rule, normal));
    return normal;
  }

  attributes(): Iterable<string> {
    return this.#held().keys();
  }

  #held(): ReadonlyMap<string, readonly string[]> {
    if (this.#values) return this.#values;
    const values = new Map<string, readonly string[]>();
    for (const attribute of this.entry.attributes) {
      const key = attributeKey(attribute.name);
      const before = values.get(key);
      values.set(key, before ? [...before, ...attribute.values] : attribute.values);
    }
    this.#values = values;
    return values;
  }
}

/** Splits at the commas that stand between names, not in values. */
function namesAbove(dn: string): readonly string[] {
  const names: string[] = [];
  for (let at = 0; at < dn.length; at++) {
    if (dn[at] === '\\') at += 1;
    else if (dn[at] === ',') names.push(dn.slice(at + 1));
  }
  return names;
}

/** The attributes of the entry's name, for `:dn:` of an extensible match. */
export function nameAttributes({ entry }: EntryView): readonly (readonly [string, string])[] {
  const names = parseDn(entry.dn) ?? [];
  return names.flat().map(({ type, value }) => [attributeKey(type), value] as const);
}
