import { normalDn, parseDn } from '../wire/ldap/dn.ts';
import type { MatchingRule } from './attribute-type.ts';
import type { DirectoryEntry } from './entry.ts';
import { normalValue } from './matching-rules.ts';
import { attributeType } from './schema.ts';

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
  if (keys.size < MOST_KEYS) keys.set(description, key);
  return key;
}

export function viewOf(entry: DirectoryEntry): EntryView {
  const known = views.get(entry);
  if (known) return known;
  const view = makeView(entry);
  views.set(entry, view);
  return view;
}

function makeView(entry: DirectoryEntry): EntryView {
  const dn = normalDn(entry.dn) ?? entry.dn.toLowerCase();
  let values: Map<string, readonly string[]> | undefined;
  let above: readonly string[] | undefined;
  const compared = new Map<string, Map<MatchingRule, readonly string[]>>();
  const held = () => {
    if (values) return values;
    values = new Map();
    for (const attribute of entry.attributes) {
      const key = attributeKey(attribute.name);
      const before = values.get(key);
      values.set(key, before ? [...before, ...attribute.values] : attribute.values);
    }
    return values;
  };
  return {
    entry,
    dn,
    get above() {
      above ??= namesAbove(dn);
      return above;
    },
    values: (attribute) => held().get(attribute) ?? NOTHING,
    normal(attribute, rule) {
      const known = compared.get(attribute)?.get(rule);
      if (known) return known;
      const raw = held().get(attribute);
      if (!raw) return NOTHING;
      const normal = raw
        .map((value) => normalValue(rule, value))
        .filter((value) => value !== undefined);
      const byRule = compared.get(attribute) ?? new Map<MatchingRule, readonly string[]>();
      compared.set(attribute, byRule.set(rule, normal));
      return normal;
    },
    attributes: () => held().keys(),
  };
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
