import { formatDuration } from '../../src/domain/duration.ts';
import { nearest } from '../../src/platform/nearest.ts';
import type { z } from '../../src/platform/zod.ts';
import { type JsonSchema, schemaAt, variantFor } from './json-schema.ts';
import { isPlain } from './merge-patch.ts';
import type { ConfigProblem, Path } from './world-problem.ts';

type Issue = z.core.$ZodIssue;

/** What the schema found, in words that say what would have been right. One problem a place. */
export function explainIssues(issues: readonly Issue[], value: unknown): readonly ConfigProblem[] {
  const problems = issues.flatMap((issue) => explain(issue, value));
  const seen = new Set<string>();
  return problems.filter(({ path }) => {
    const key = JSON.stringify(path);
    return !seen.has(key) && seen.add(key);
  });
}

function explain(issue: Issue, whole: unknown): ConfigProblem[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const schema = schemaAt(path, whole);
  const given = valueAt(whole, path);
  const problem = (text: string, legal: string | undefined, at: Partial<ConfigProblem> = {}) => [
    {
      severity: 'error' as const,
      path,
      text,
      ...(given !== undefined && { got: show(given, path) }),
      ...(legal !== undefined && { nearest: legal }),
      ...at,
    },
  ];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const keys = Object.keys(variantFor(schema ?? {}, given).properties ?? {});
      return issue.keys.flatMap((key) =>
        problem('is no key of the world', nearest(key, keys), {
          path: [...path, key],
          atKey: true,
          got: show(valueAt(given, [key]), [...path, key]),
        }),
      );
    }
    case 'invalid_key': {
      const name = String(path.at(-1));
      const names = schemaAt(path.slice(0, -1), whole)?.propertyNames;
      return problem('is not a legal name', legalText(name, names), {
        atKey: true,
        got: JSON.stringify(name),
      });
    }
    case 'invalid_value':
      return problem(`is not one of ${issue.values.join(', ')}`, nearestOf(given, issue.values));
    case 'invalid_union': {
      const options = (issue as { options?: readonly unknown[] }).options ?? [];
      return problem(`is not one of ${options.join(', ')}`, nearestOf(given, options));
    }
    case 'too_small':
    case 'too_big': {
      const bound = Number(issue.code === 'too_small' ? issue.minimum : issue.maximum);
      const word = issue.code === 'too_small' ? 'at least' : 'at most';
      if (typeof given === 'number') return problem(`must be ${word} ${bound}`, String(bound));
      return problem(`must have ${word} ${bound} character${bound === 1 ? '' : 's'}`, undefined);
    }
    case 'invalid_type':
      if (given === undefined) return problem('is missing', legalText('', schema));
      return problem(`must be ${article(issue.expected)}`, legalText(given, schema));
    case 'invalid_format':
      return problem('does not have the right shape', legalText(given, schema));
    default:
      return problem(issue.message, legalText(given, schema));
  }
}

function article(expected: string): string {
  const plain: Readonly<Record<string, string>> = {
    int: 'a whole number',
    number: 'a number',
    string: 'text, in quotes if it looks like a number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a mapping of keys',
    record: 'a mapping of names',
  };
  return plain[expected] ?? expected;
}

function nearestOf(given: unknown, options: readonly unknown[]): string | undefined {
  const legal = nearest(String(given), options.map(String));
  return legal === undefined ? undefined : JSON.stringify(legal);
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** What the operator may have meant if that is legal, or else an example. */
function legalText(given: unknown, schema: JsonSchema | undefined): string | undefined {
  if (schema?.enum) return nearestOf(given, schema.enum);
  if (schema?.type === 'integer' && typeof given !== 'object') {
    const number = Math.round(Number(given));
    return given !== '' && Number.isSafeInteger(number) ? String(number) : undefined;
  }
  if (schema?.type === 'number' && Number.isFinite(Number(given)) && given !== '')
    return String(Number(given));
  const pattern = schema?.pattern && new RegExp(schema.pattern);
  const example = schema?.examples?.[0];
  if (!pattern) return example === undefined ? undefined : JSON.stringify(example);
  const text = typeof given === 'object' ? '' : String(given).trim().slice(0, 300);
  const [, count, unit] = /^(\d+(?:\.\d+)?) ?([a-z]+)$/i.exec(text) ?? [];
  const length = UNITS[unit?.toLowerCase() ?? ''];
  const meant = [
    text,
    text.toUpperCase(),
    text.toLowerCase(),
    text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    `urn:nhs:names:services:${text}`,
    text.padStart(12, '0'),
    `https://${text}`,
    ...(length ? [formatDuration(Number(count) * length)] : []),
  ];
  const legal = meant.find((candidate) => text !== '' && pattern.test(candidate));
  return JSON.stringify(legal ?? example);
}

export function valueAt(whole: unknown, path: Path): unknown {
  let here = whole;
  for (const step of path) {
    if (isPlain(here)) here = Object.hasOwn(here, step) ? here[step] : undefined;
    else if (Array.isArray(here)) here = here[Number(step)];
    else return undefined;
  }
  return here;
}

/** A value as it may be printed: short, and never a secret. */
export function show(value: unknown, path: Path): string {
  if (path.at(-1) === 'token') return '(hidden)';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
