import { normalDn } from '../wire/ldap/dn.ts';
import type { MatchingRule } from './schema/attribute-type.ts';
import { objectClass } from './schema/schema.ts';

/** By OID and by name in lower case (RFC 4517 section 4.2). */
const RULES: ReadonlyMap<string, MatchingRule> = new Map(
  (
    [
      ['2.5.13.5', 'caseExactMatch'],
      ['2.5.13.2', 'caseIgnoreMatch'],
      ['1.3.6.1.4.1.1466.109.114.2', 'caseIgnoreIA5Match'],
      ['2.5.13.11', 'caseIgnoreListMatch'],
      ['2.5.13.20', 'telephoneNumberMatch'],
      ['2.5.13.0', 'objectIdentifierMatch'],
      ['2.5.13.30', 'objectIdentifierFirstComponentMatch'],
      ['2.5.13.1', 'distinguishedNameMatch'],
      ['2.5.13.27', 'generalizedTimeMatch'],
      ['2.5.13.13', 'booleanMatch'],
      ['1.3.6.1.1.16.2', 'UUIDMatch'],
      ['2.5.13.17', 'octetStringMatch'],
    ] as const
  ).flatMap(([oid, rule]) => [
    [oid, rule],
    [rule.toLowerCase(), rule],
  ]),
);

const STRINGS = ['15', '26', '44', '50'];

/** The syntaxes below 1.3.6.1.4.1.1466.115.121.1 whose values a rule can judge; all unless listed. */
const JUDGES: Partial<Record<MatchingRule, readonly string[]>> = {
  caseExactMatch: STRINGS,
  caseIgnoreMatch: STRINGS,
  caseIgnoreIA5Match: STRINGS,
  caseIgnoreListMatch: ['41'],
  telephoneNumberMatch: ['50'],
  objectIdentifierMatch: ['38'],
  objectIdentifierFirstComponentMatch: ['3', '30', '37', '54'],
  distinguishedNameMatch: ['12'],
  generalizedTimeMatch: ['24'],
  booleanMatch: ['7'],
};

/** The rule that an extensible match names. */
export function matchingRule(name: string): MatchingRule | undefined {
  return RULES.get(name.toLowerCase());
}

/** Whether a rule can be applied to values of a syntax. */
export function judges(rule: MatchingRule, syntax: string): boolean {
  return JUDGES[rule]?.some((last) => syntax.endsWith(`.121.1.${last}`)) ?? true;
}

/**
 * One spelling for all values that a rule holds to be equal (RFC 4518). `undefined` when the text is no value
 * of the rule's syntax: what is asserted of it is Undefined.
 */
export function normalValue(rule: MatchingRule, text: string): string | undefined {
  switch (rule) {
    case 'caseExactMatch':
      return prepared(text);
    case 'caseIgnoreMatch':
    case 'caseIgnoreIA5Match':
      return prepared(text)?.toLowerCase();
    case 'caseIgnoreListMatch':
      return text
        .split('$')
        .map((line) => prepared(line)?.toLowerCase() ?? '')
        .join('$');
    case 'telephoneNumberMatch':
      return text.replace(/[ -]/g, '').toLowerCase() || undefined;
    case 'objectIdentifierMatch':
      return (objectClass(text.trim())?.name ?? text.trim()).toLowerCase() || undefined;
    case 'objectIdentifierFirstComponentMatch':
      return /^\(?\s*([\w.-]+)/.exec(text)?.[1]?.toLowerCase();
    case 'distinguishedNameMatch':
      return normalDn(text);
    case 'generalizedTimeMatch':
      return normalTime(text);
    case 'booleanMatch':
      // The INT capture shows lower case (sds-ods 1.3), whatever RFC 4517 section 3.3.3 says.
      return /^(true|false)$/i.test(text) ? text.toUpperCase() : undefined;
    case 'UUIDMatch':
      return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
        ? text.toLowerCase()
        : undefined;
    case 'octetStringMatch':
      return text;
  }
}

/** A piece of a substrings assertion: spaces in it count, but not how many. */
export function normalPiece(rule: MatchingRule, piece: string): string {
  if (rule === 'telephoneNumberMatch') return piece.replace(/[ -]/g, '').toLowerCase();
  const collapsed = piece.normalize('NFKC').replace(/ {2,}/g, ' ');
  return rule === 'caseExactMatch' ? collapsed : collapsed.toLowerCase();
}

/** Insignificant spaces do not count (RFC 4518 section 2.6.1); an empty text is no directory string. */
function prepared(text: string): string | undefined {
  if (text === '') return undefined;
  // Nearly every value of SDS is printable ASCII without a space.
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim() || ' ';
}

function normalTime(text: string): string | undefined {
  const [, date, hour, minute = '00', second = '00', zone = ''] =
    /^(\d{8})(\d\d)(?:(\d\d)(\d\d)?)?(?:[.,]\d+)?(Z|[+-]\d\d(?:\d\d)?)$/.exec(text) ?? [];
  if (!date || !hour) return undefined;
  const day = date.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3');
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3) || '00'}`;
  const time = new Date(`${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
