import type { LdapFilter } from '../wire/ldap/ldap-filter.ts';
import { attributeKey, type EntryView, nameAttributes } from './entry-view.ts';
import { judges, matchingRule, normalPiece, normalValue } from './matching-rules.ts';
import type { AttributeType, MatchingRule } from './schema/attribute-type.ts';
import { attributeType, familyOf } from './schema/schema.ts';

/** RFC 4511 section 4.5.1.7: Undefined, where the server cannot tell, is neither true nor false. */
export type Truth = boolean | undefined;

/** Judges an entry. */
export type Matcher = (view: EntryView) => Truth;

type Item<K extends LdapFilter['kind']> = Extract<LdapFilter, { kind: K }>;

const UNDEFINED: Matcher = () => undefined;

/** The attribute with all that refine it; one with options is itself alone. */
function namesOf(description: string): readonly string[] {
  const type = attributeType(description);
  return type && !description.includes(';') ? familyOf(type) : [attributeKey(description)];
}

export function presence({ attribute }: Item<'present'>): Matcher {
  const names = namesOf(attribute);
  // The schema is not enforced: an entry may hold what it does not know.
  const absent = attributeType(attribute) ? false : undefined;
  return (view) => names.some((name) => view.values(name).length > 0) || absent;
}

function equalityRule(type: AttributeType | undefined, strict: boolean): MatchingRule | undefined {
  if (strict) return type?.equality;
  return type?.equality === undefined || type.equality === 'caseExactMatch'
    ? 'caseIgnoreMatch'
    : type.equality;
}

export function equality(
  { attribute, value }: Pick<Item<'equal'>, 'attribute' | 'value'>,
  strict: boolean,
): Matcher {
  const rule = equalityRule(attributeType(attribute), strict);
  const wanted = rule && normalValue(rule, value);
  if (!rule || wanted === undefined) return UNDEFINED;
  const names = namesOf(attribute);
  const [only = ''] = names;
  if (names.length === 1) return (view) => view.normal(only, rule).includes(wanted);
  return (view) => names.some((name) => view.normal(name, rule).includes(wanted));
}

export function substrings(filter: Item<'substrings'>, strict: boolean): Matcher {
  const type = attributeType(filter.attribute);
  const rule = equalityRule(type, strict);
  if (!rule || (strict && !type?.substrings)) return UNDEFINED;
  const piece = (text: string) => normalPiece(rule, text);
  const initial = piece(filter.initial ?? '').trimStart();
  const final = piece(filter.final ?? '').trimEnd();
  const between = filter.any.map(piece);
  const names = namesOf(filter.attribute);
  const holds = (value: string) => {
    if (!value.startsWith(initial)) return false;
    let at = initial.length;
    for (const part of between) {
      const found = value.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return value.length - at >= final.length && value.endsWith(final);
  };
  return (view) => names.some((name) => view.normal(name, rule).some(holds));
}

export function ordering(
  { kind, attribute, value }: Item<'greater-or-equal' | 'less-or-equal'>,
  strict: boolean,
): Matcher {
  const type = attributeType(attribute);
  const rule = equalityRule(type, strict);
  const bound = rule && normalValue(rule, value);
  if (!rule || bound === undefined || (strict && !type?.ordering)) return UNDEFINED;
  const names = namesOf(attribute);
  const holds = (each: string) => (kind === 'less-or-equal' ? each <= bound : each >= bound);
  return (view) => names.some((name) => view.normal(name, rule).some(holds));
}

/** RFC 4511 section 4.5.1.7.7: a rule without attribute judges every attribute that it can. */
export function extensible(filter: Item<'extensible'>, strict: boolean): Matcher {
  const { attribute, value, dnAttributes } = filter;
  const type = attribute === undefined ? undefined : attributeType(attribute);
  const rule = filter.rule === undefined ? equalityRule(type, strict) : matchingRule(filter.rule);
  const wanted = rule && normalValue(rule, value);
  if (!rule || wanted === undefined) return UNDEFINED;
  const fits = (name: string) => judges(rule, attributeType(name)?.syntax ?? '.121.1.15');
  const named = attribute === undefined ? undefined : namesOf(attribute);
  if (named && strict && (!type || !fits(type.name))) return UNDEFINED;
  return (view) => {
    const names = named ?? [...view.attributes()].filter(fits);
    if (names.some((name) => view.normal(name, rule).includes(wanted))) return true;
    if (!dnAttributes) return false;
    return nameAttributes(view).some(
      ([name, text]) =>
        (named ? named.includes(name) : fits(name)) && normalValue(rule, text) === wanted,
    );
  };
}
