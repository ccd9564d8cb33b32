import { nearest } from '../platform/nearest.ts';
import { z } from '../platform/zod.ts';
import type { Path } from './scenario-problem.ts';
import { scenarioShape } from './scenario-shape.ts';
import { TRIGGER_FORMS } from './trigger.ts';

type Issue = z.core.$ZodIssue;

export interface ExplainedIssue {
  readonly path: Path;
  /** Whether the key is wrong and not its value. */
  readonly atKey: boolean;
  readonly text: string;
  readonly nearest: string | undefined;
}

/** The parts of JSON Schema that scenario files use. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly examples?: readonly unknown[];
  readonly required?: readonly string[];
}

/** Of a scenario file whose parameters are in place. */
export const SCENARIO_SCHEMA = z.toJSONSchema(scenarioShape, { io: 'input' }) as Schema;

/** What the schema found, in words that say what would have been right. */
export function explainIssue(issue: Issue, whole: unknown): ExplainedIssue[] {
  return explain(issue, [], whole);
}

function explain(issue: Issue, below: Path, whole: unknown): ExplainedIssue[] {
  const path = [
    ...below,
    ...issue.path.map((each) => (typeof each === 'number' ? each : String(each))),
  ];
  const given = valueAt(whole, path);
  const say = (text: string, close?: string, at: Partial<ExplainedIssue> = {}) => [
    { path, atKey: false, text, nearest: close, ...at },
  ];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.flatMap((key) =>
        say('is no key of a scenario here', nearest(key, keysAt(path, given)), {
          path: [...path, key],
          atKey: true,
        }),
      );
    case 'invalid_value':
      return say(`is not one of ${issue.values.join(', ')}`, close(given, issue.values));
    case 'invalid_union':
      return explainUnion(issue, path, whole);
    case 'invalid_type':
      if (given === undefined) return say('is missing');
      return say(`must be ${ARTICLES[issue.expected] ?? issue.expected}`);
    case 'too_small':
    case 'too_big': {
      const [word, bound] =
        issue.code === 'too_small' ? ['at least', issue.minimum] : ['at most', issue.maximum];
      const what =
        typeof given === 'number' ? '' : typeof given === 'string' ? ' characters' : ' items';
      return say(
        `must ${typeof given === 'number' ? 'be' : 'have'} ${word} ${bound}${what}`,
        typeof given === 'number' ? String(bound) : undefined,
      );
    }
    case 'invalid_key':
      return say('is not a legal name', undefined, { atKey: true });
    default:
      if (issue.message === 'is no trigger') {
        return say('is no trigger', close(given, TRIGGER_FORMS));
      }
      return say(issue.message, example(path, whole));
  }
}

/** Of several forms, the one that the value most nearly has. */
function explainUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  whole: unknown,
): ExplainedIssue[] {
  const given = valueAt(whole, path);
  const forms = issue.errors.filter((issues) => issues.length > 0);
  if (typeof given === 'object' && given !== null) {
    const best = forms.toSorted((one, other) => distance(one, given) - distance(other, given))[0];
    if (best) return best.flatMap((each) => explain(each, path, whole));
  }
  const values = forms.flatMap((issues) =>
    issues.flatMap((each) =>
      each.code === 'invalid_value' && each.path.length === 0 ? each.values : [],
    ),
  );
  const text =
    values.length > 0 ? `is not one of ${values.join(', ')}` : 'does not have the right form';
  return [{ path, atKey: false, text, nearest: close(given, values) }];
}

/** How far a value is from a form: a key that is missing or unknown weighs more than a value that is wrong. */
function distance(issues: readonly Issue[], given: object): number {
  let sum = 0;
  for (const issue of issues) {
    const [first] = issue.path;
    const absent = issue.path.length === 1 && !Object.hasOwn(given, String(first));
    if (issue.code === 'unrecognized_keys' && issue.path.length === 0)
      sum += 10 * issue.keys.length;
    else sum += absent ? 100 : issue.path.length === 1 && issue.code === 'invalid_value' ? 5 : 1;
  }
  return sum;
}

const ARTICLES: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text, in quotes if it looks like a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys',
  record: 'a mapping of names',
};

function close(given: unknown, values: readonly unknown[]): string | undefined {
  if (given === undefined || typeof given === 'object') return undefined;
  const found = nearest(String(given), values.map(String));
  return found === undefined ? undefined : JSON.stringify(found);
}

function example(path: Path, whole: unknown): string | undefined {
  const found = schemasAt(path, whole).flatMap(({ examples = [] }) => examples)[0];
  return found === undefined ? undefined : JSON.stringify(found);
}

function keysAt(path: Path, given: unknown): string[] {
  const present = typeof given === 'object' && given !== null ? Object.keys(given) : [];
  const schemas = schemasAt(path, given).filter(({ properties }) => properties !== undefined);
  // Of several forms those that have the first key of the value, which says what it is.
  const fitting = schemas.filter(({ required = [] }) =>
    required.some((key) => present.includes(key)),
  );
  return (fitting.length > 0 ? fitting : schemas).flatMap(({ properties = {} }) =>
    Object.keys(properties),
  );
}

function schemasAt(path: Path, _given: unknown): Schema[] {
  let here: Schema[] = [SCENARIO_SCHEMA];
  for (const step of path) {
    here = here.flatMap(flatten).flatMap((schema) => {
      if (typeof step === 'number') return schema.items ? [schema.items] : [];
      const found = schema.properties?.[step];
      if (found) return [found];
      return typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : [];
    });
  }
  return here.flatMap(flatten);
}

function flatten(schema: Schema): Schema[] {
  return schema.anyOf ? schema.anyOf.flatMap(flatten) : [schema];
}

export function valueAt(whole: unknown, path: Path): unknown {
  let here = whole;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return here;
}
