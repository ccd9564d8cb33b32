import { nearest } from '../platform/nearest.ts';
import type { Path } from './scenario-problem.ts';

export type Parameters = Readonly<Record<string, string | number | boolean>>;

export interface ParameterProblem {
  readonly path: Path;
  readonly text: string;
  readonly got?: string;
  readonly nearest?: string;
}

const USE = /\$\{([^{}]*)\}/g;

/**
 * Puts parameters where a file uses them. A value that is nothing but `${name}` gets the parameter with its type,
 * and is left out with its key when that is an empty text; within a text it becomes text. The section that
 * declares the parameters is left alone.
 */
export function fillIn(
  value: unknown,
  parameters: Parameters,
): { readonly value: unknown; readonly problems: readonly ParameterProblem[] } {
  const problems: ParameterProblem[] = [];
  const look = (name: string, path: Path): string | number | boolean => {
    const found = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (found !== undefined) return found;
    const close = nearest(name, Object.keys(parameters));
    problems.push({
      path,
      text: 'uses a parameter that the file does not declare',
      got: JSON.stringify(name),
      ...(close !== undefined && { nearest: JSON.stringify(close) }),
    });
    return '';
  };
  const fill = (here: unknown, path: Path): unknown => {
    if (typeof here === 'string') {
      const [, whole] = /^\$\{([^{}]*)\}$/.exec(here) ?? [];
      if (whole === undefined) return here.replace(USE, (_, name) => String(look(name, path)));
      const found = look(whole, path);
      return found === '' ? undefined : found;
    }
    if (Array.isArray(here)) {
      return here
        .map((item, index) => fill(item, [...path, index]))
        .filter((item) => item !== undefined);
    }
    if (typeof here !== 'object' || here === null) return here;
    const entries = Object.entries(here).map(([key, item]) => {
      const declared = path.length === 0 && key === 'parameters';
      return [key, declared ? item : fill(item, [...path, key])] as const;
    });
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  };
  return { value: fill(value, []), problems };
}

/**
 * The values in force: those that are given, in the type of the default that they take the place of. Problems
 * name parameters that the file does not declare, and texts that are no number where one is needed.
 */
export function settleParameters(
  declared: Parameters,
  given: Parameters,
): { readonly parameters: Parameters; readonly problems: readonly ParameterProblem[] } {
  const problems: ParameterProblem[] = [];
  const settled: Record<string, string | number | boolean> = { ...declared };
  for (const [name, value] of Object.entries(given)) {
    const path = ['parameters', name];
    if (!Object.hasOwn(declared, name)) {
      const close = nearest(name, Object.keys(declared));
      problems.push({
        path,
        text: 'is no parameter of this file',
        got: JSON.stringify(value),
        ...(close !== undefined && { nearest: close }),
      });
      continue;
    }
    const typed = inTypeOf(declared[name], value);
    if (typed === undefined) {
      problems.push({
        path,
        text: `must be ${typeof declared[name] === 'number' ? 'a number' : 'true or false'}`,
        got: JSON.stringify(value),
        nearest: JSON.stringify(declared[name]),
      });
    } else settled[name] = typed;
  }
  return { parameters: settled, problems };
}

function inTypeOf(
  sample: string | number | boolean | undefined,
  value: string | number | boolean,
): string | number | boolean | undefined {
  const text = String(value).trim();
  if (typeof sample === 'number') {
    return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
  }
  if (typeof sample === 'boolean') {
    return /^(?:true|yes|on)$/i.test(text)
      ? true
      : /^(?:false|no|off)$/i.test(text)
        ? false
        : undefined;
  }
  return String(value);
}
