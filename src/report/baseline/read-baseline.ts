import { readFile } from 'node:fs/promises';
import { readYaml } from '../../platform/yaml.ts';
import { z } from '../../platform/zod.ts';
import type { Baseline, KnownFailure } from './baseline.ts';
import { BaselineFileError } from './baseline-file-error.ts';

const failure = z.strictObject({
  id: z.string().regex(/^[A-Z0-9]+(?:-[A-Z0-9]+)+$/, 'an id as GP2GP-REQ-083 is wanted'),
  verdict: z.enum(['fail', 'error']).default('fail'),
  steps: z.array(z.string()).exactOptional(),
  rules: z.array(z.string()).exactOptional(),
  since: z.iso.date('a day as "2026-11-26" is wanted'),
  note: z.string().exactOptional(),
});

const baseline = z.strictObject({ version: z.literal(1), failures: z.array(failure) });

/**
 * Known failures from YAML or JSON. `file` is used in error texts only.
 *
 * @throws BaselineFileError with line and column for what is not of the form, and for an id that is there twice
 */
export function readBaseline(text: string, file: string): Baseline {
  const yaml = readYaml(text);
  const [problem] = yaml.problems.filter(({ severity }) => severity === 'error');
  if (problem) throw new BaselineFileError(at(file, problem), problem.message);
  const read = baseline.safeParse(yaml.value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = (issue?.path ?? []) as readonly (string | number)[];
    const place = yaml.lineOf(path) ?? yaml.lineOf(path.slice(0, -1));
    const where = path.join('.') || 'the whole';
    throw new BaselineFileError(at(file, place), `${where}: ${issue?.message}`, read.error);
  }
  const failures: readonly KnownFailure[] = read.data.failures;
  const seen = new Set<string>();
  for (const [index, { id }] of failures.entries()) {
    if (seen.has(id)) {
      const place = yaml.lineOf(['failures', index, 'id']);
      throw new BaselineFileError(at(file, place), `${id} is there twice`);
    }
    seen.add(id);
  }
  return { version: 1, failures: inOrder(failures) };
}

/** @throws BaselineFileError when the file is missing or not of the form */
export async function readBaselineFile(file: string): Promise<Baseline> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'it is not there' : error.message;
    throw new BaselineFileError(file, why, error);
  });
  return readBaseline(text, file);
}

export function inOrder(failures: readonly KnownFailure[]): readonly KnownFailure[] {
  return failures.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function at(file: string, place?: { readonly line: number; readonly column: number }): string {
  return place ? `${file}:${place.line}:${place.column}` : file;
}
