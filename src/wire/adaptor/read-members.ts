import { legible } from '../xml/escape-xml.ts';
import type { SchemaErrors } from './schema-errors.ts';

export interface MemberRules {
  /** Whether members that the schema does not have are refused; the default of the adaptor's library (mhs 7.1). */
  readonly unknownMembers: 'refuse' | 'ignore';
}

/** Reads the members of an object; what is wrong with one is put under its name. */
export interface Members {
  text(name: string, length: Length): string;
  /** What goes into the envelope. */
  textOfXml(name: string, length: Length): string;
  /** So does this. */
  optionalText(name: string): string | undefined;
  flag(name: string): boolean;
  oneOf(name: string, allowed: readonly string[]): string;
  list<T>(name: string, most: number | undefined, read: (members: Members) => T): readonly T[];
}

interface Length {
  readonly least?: number;
  readonly most?: number;
}

/** What has been found wrong so far, by member. */
export type GrowingErrors = Record<string, readonly string[] | SchemaErrors>;

/** Reads an object by what `read` asks of it; what is wrong is added to `errors`. `undefined` when it is none. */
export function readMembers<T>(
  value: unknown,
  errors: GrowingErrors,
  rules: MemberRules,
  read: (members: Members) => T,
): T | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    errors._schema = ['Invalid input type.'];
    return undefined;
  }
  const known = new Set<string>();
  const object = value as Readonly<Record<string, unknown>>;
  const take = (name: string, needed: boolean): unknown => {
    known.add(name);
    const has = Object.hasOwn(object, name);
    if (!has && needed) errors[name] = ['Missing data for required field.'];
    if (has && object[name] === null) errors[name] = ['Field may not be null.'];
    return has ? (object[name] ?? undefined) : undefined;
  };
  // Half of a pair cannot be sent as UTF-8, nor can XML hold every character.
  const textOf = (name: string, needed: boolean, fits = isWellFormed): string | undefined => {
    const member = take(name, needed);
    if (member === undefined || (typeof member === 'string' && fits(member))) return member;
    errors[name] = ['Not a valid string.'];
    return undefined;
  };
  const longText = (name: string, { least, most }: Length, fits = isWellFormed): string => {
    const text = textOf(name, true, fits);
    if (text === undefined) return '';
    const wrong = lengthError(text, least, most);
    if (wrong) errors[name] = [wrong];
    return text;
  };
  const result = read({
    text: longText,
    textOfXml: (name, length) => longText(name, length, isLegible),
    optionalText: (name) => textOf(name, false, isLegible),
    flag(name) {
      const member = take(name, true);
      // Strictly: a text that says "true" is none (mhs 7.1).
      if (member !== undefined && typeof member !== 'boolean')
        errors[name] = ['Not a valid boolean.'];
      return member === true;
    },
    oneOf(name, allowed) {
      const text = textOf(name, true);
      if (text !== undefined && !allowed.includes(text))
        errors[name] = [`Must be one of: ${allowed.join(', ')}.`];
      return text ?? '';
    },
    list(name, most, readOne) {
      const member = take(name, false);
      if (member === undefined) return [];
      if (!Array.isArray(member)) {
        errors[name] = ['Not a valid list.'];
        return [];
      }
      if (most !== undefined && member.length > most) {
        errors[name] = [`Longer than maximum length ${most}.`];
        return [];
      }
      const inner: GrowingErrors = {};
      const read = member.flatMap((each, index) => {
        const own: GrowingErrors = {};
        const one = readMembers(each, own, rules, readOne);
        if (Object.keys(own).length > 0) inner[index] = own;
        return one === undefined ? [] : [one];
      });
      if (Object.keys(inner).length > 0) errors[name] = inner;
      return read;
    },
  });
  if (rules.unknownMembers === 'refuse')
    for (const name of Object.keys(object)) {
      if (!known.has(name)) put(errors, name, ['Unknown field.']);
    }
  return result;
}

function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}

function isLegible(text: string): boolean {
  return legible(text) === text;
}

/** A member may be called anything, `__proto__` too. */
function put(errors: GrowingErrors, name: string, texts: readonly string[]): void {
  Object.defineProperty(errors, name, { value: texts, enumerable: true, configurable: true });
}

function lengthError(text: string, least = 0, most?: number): string | undefined {
  // Characters, not units of UTF-16; counted only where it matters.
  const short = text.length < least;
  const long = most !== undefined && text.length > most && [...text].length > most;
  if (!short && !long) return undefined;
  return most === undefined
    ? `Shorter than minimum length ${least}.`
    : `Length must be between ${least} and ${most}.`;
}
