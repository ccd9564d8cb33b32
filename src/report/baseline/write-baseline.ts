import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeYaml } from '../../platform/yaml.ts';
import { ReportDirectoryError } from '../report-errors.ts';
import type { RunResults } from '../results.ts';
import { type Baseline, type KnownFailure, NO_FAILURES } from './baseline.ts';
import { inOrder, readBaseline } from './read-baseline.ts';
import { otherwiseThan, wayOfFailing } from './way-of-failing.ts';

/**
 * The baseline that these results would not fail. Day and note of what is known and fails in the same way stay; what
 * passes now is left out; what was not played or not judged stays. Errors say nothing of the system: a new one is not taken in.
 *
 * @param today `2026-11-26`
 */
export function nextBaseline({ scenarios }: RunResults, before: Baseline, today: string): Baseline {
  const old = new Map(before.failures.map((failure) => [failure.id, failure]));
  const next = new Map(old);
  for (const scenario of scenarios) {
    const { id, verdict } = scenario;
    const known = old.get(id);
    if (verdict === 'pass' || verdict === 'report') next.delete(id);
    if (verdict !== 'fail') continue;
    if (known && otherwiseThan(known, scenario) === undefined) continue;
    const failure: KnownFailure = {
      ...{ id, verdict, ...wayOfFailing(scenario), since: today },
      ...(known?.note !== undefined && { note: known.note }),
    };
    next.set(id, failure);
  }
  return { version: 1, failures: inOrder([...next.values()]) };
}

const HEAD = `# Failures that builds live with (spinebox conform --baseline). Give each a note; take out what is fixed.
`;

export function baselineText(baseline: Baseline): string {
  return `${HEAD}${writeYaml(baseline)}`;
}

/**
 * Writes the next baseline over the one in `file`, if there is one.
 *
 * @returns how many failures it holds
 * @throws BaselineFileError for a file that is something else, ReportDirectoryError when it cannot be written
 */
export async function writeBaselineFile(
  file: string,
  results: RunResults,
  today: string,
): Promise<number> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new ReportDirectoryError(file, error);
  });
  const before = text === undefined ? NO_FAILURES : readBaseline(text, file);
  const next = nextBaseline(results, before, today);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, baselineText(next));
  } catch (error) {
    throw new ReportDirectoryError(file, error);
  }
  return next.failures.length;
}
