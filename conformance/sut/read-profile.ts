import { readFile } from 'node:fs/promises';
import { nearest } from '../../src/platform/nearest.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { readYaml, type YamlPlace } from '../../src/platform/yaml.ts';
import type { z } from '../../src/platform/zod.ts';
import { HOOK_NAMES } from './hook-calls.ts';
import { type SutProfile, sutProfile } from './sut-profile.ts';

/** The profile cannot stand. One line of the message for each problem. */
export class ProfileError extends SimulatorError {
  readonly code = 'SIM_SUT_PROFILE';
  readonly remedy =
    'Correct the lines that are named. "spinebox sut init" writes a profile with every key explained.';

  constructor(file: string, problems: readonly string[]) {
    super(`the profile ${file} cannot be used\n${problems.join('\n')}`);
  }
}

/** Reads `sut.yaml`. Throws ProfileError with file, line, value and the nearest right one. */
export async function readProfile(file: string): Promise<SutProfile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new ProfileError(file, [error instanceof Error ? error.message : String(error)]);
  }
  return parseProfile(file, text);
}

/** `file` is only named in problems. Throws ProfileError. */
export function parseProfile(file: string, text: string): SutProfile {
  const { value, problems, lineOf, keyLineOf } = readYaml(text);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const at = (place: YamlPlace | undefined) =>
    place ? `${file}:${place.line}:${place.column}` : file;
  if (errors.length > 0) {
    throw new ProfileError(
      file,
      errors.map((error) => `${at(error)}: ${error.message}`),
    );
  }
  const parsed = sutProfile.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    return explain(issue, value).map(({ told, key }) => {
      const whole = key === undefined ? path : [...path, key];
      const place = key === undefined ? placeOf(path, lineOf) : keyLineOf(whole);
      return `${at(place)}: ${whole.join('.') || 'the file'}: ${told}`;
    });
  });
  throw new ProfileError(file, lines);
}

/** The value, or the nearest thing round it that is there. */
function placeOf(
  path: readonly (string | number)[],
  lineOf: (path: readonly (string | number)[]) => YamlPlace | undefined,
): YamlPlace | undefined {
  for (let depth = path.length; depth >= 0; depth--) {
    const place = lineOf(path.slice(0, depth));
    if (place) return place;
  }
  return undefined;
}

interface Explained {
  readonly told: string;
  /** Set when a key below the path is meant. */
  readonly key?: string;
}

function explain(issue: z.core.$ZodIssue, whole: unknown): readonly Explained[] {
  const path = issue.path.map(String);
  const given = valueAt(whole, path);
  const got = given === undefined ? '' : `; got ${shown(given)}`;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const legal = path[0] === 'hooks' && path.length === 1 ? HOOK_NAMES : keysAt(path);
      return issue.keys.map((key) => {
        const near = nearest(key, [...legal]);
        return { told: `is no key here${near ? `; nearest legal key ${near}` : ''}`, key };
      });
    }
    case 'invalid_value':
      return [{ told: `is not one of ${issue.values.join(', ')}${got}` }];
    case 'invalid_union':
      return [
        {
          told: `is not {http: {url: ...}}, {command: [...]} or {person: "..."}, each with an optional timeout${got}`,
        },
      ];
    case 'invalid_type':
      return [{ told: given === undefined ? 'is missing' : `must be ${issue.expected}${got}` }];
    default:
      return [{ told: `${issue.message}${got}` }];
  }
}

function keysAt(path: readonly string[]): readonly string[] {
  if (path.length === 0) return Object.keys(sutProfile.shape);
  if (path[0] === 'limits') return ['attachmentBytes', 'recordBytes', 'attachments'];
  return [];
}

function valueAt(whole: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (here, step) =>
      typeof here === 'object' && here !== null
        ? (here as Readonly<Record<string, unknown>>)[step]
        : undefined,
    whole,
  );
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
