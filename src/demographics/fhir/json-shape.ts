import { isObject, type Json, type JsonObject, member } from './json.ts';
import { type Refusal, refusal } from './operation-outcome.ts';
import { pythonText } from './python-text.ts';

/** What a JSON value must look like. */
export type JsonShape =
  | { readonly kind: 'text'; readonly accepts?: (text: string) => boolean }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer'; readonly from: number; readonly to: number }
  | {
      readonly kind: 'list';
      readonly of: JsonShape;
      readonly least?: number;
      readonly most?: number;
    }
  | {
      readonly kind: 'object';
      readonly members: Readonly<Record<string, JsonShape>>;
      /** In the order in which PDS misses them. */
      readonly required?: readonly string[];
      /** Members besides are let through. */
      readonly open?: boolean;
    };

/** The first thing that is wrong with a value, as PDS tells it; `at` is its path: `name/0/given`. */
export function faultIn(
  value: Json | undefined,
  shape: JsonShape,
  at: string,
): Refusal | undefined {
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string' && (shape.accepts?.(value) ?? true)
        ? undefined
        : invalidValue(value, at);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : invalidValue(value, at);
    case 'integer':
      return Number.isInteger(value) && Number(value) >= shape.from && Number(value) <= shape.to
        ? undefined
        : invalidValue(value, at);
    case 'list':
      return faultInList(value, shape, at);
    case 'object':
      return isObject(value) ? faultInObject(value, shape, at) : invalidValue(value, at);
  }
}

function faultInList(
  value: Json | undefined,
  { of, least = 0, most = Number.POSITIVE_INFINITY }: Extract<JsonShape, { kind: 'list' }>,
  at: string,
): Refusal | undefined {
  if (!Array.isArray(value)) return invalidValue(value, at);
  const list: readonly Json[] = value;
  const told = `${pythonText(list)} in field '${at}'`;
  if (list.length > most)
    return refusal('TOO_MANY_VALUES_SUBMITTED', `Too many values submitted - ${told}`);
  if (list.length < least)
    return refusal('TOO_FEW_VALUES_SUBMITTED', `Too few values submitted - ${told}`);
  for (const [index, each] of list.entries()) {
    const fault = faultIn(each, of, `${at}/${index}`);
    if (fault) return fault;
  }
  return undefined;
}

function faultInObject(
  value: JsonObject,
  { members, required = [], open }: Extract<JsonShape, { kind: 'object' }>,
  at: string,
): Refusal | undefined {
  const below = (key: string) => (at === '' ? key : `${at}/${key}`);
  for (const key of required) {
    if (member(value, key) === undefined)
      return refusal('MISSING_VALUE', `Missing value - '${below(key)}'`);
  }
  for (const [key, shape] of Object.entries(members)) {
    const each = member(value, key);
    const fault = each === undefined ? undefined : faultIn(each, shape, below(key));
    if (fault) return fault;
  }
  const others = open ? [] : Object.keys(value).filter((key) => !Object.hasOwn(members, key));
  return others.length > 0 ? additional(others) : undefined;
}

export function additional(names: readonly string[]): Refusal {
  const told = names.map((each) => `'${each}'`).join(', ');
  const verb = names.length === 1 ? 'was' : 'were';
  return refusal(
    'ADDITIONAL_PROPERTIES',
    `Invalid request with error - Additional properties are not allowed (${told} ${verb} unexpected)`,
  );
}

export function invalidValue(value: Json | undefined, at: string): Refusal {
  const told = typeof value === 'string' ? value : pythonText(value);
  return refusal('INVALID_VALUE', `Invalid value - '${told}' in field '${at}'`);
}
