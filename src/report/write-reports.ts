import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { junitXml } from './junit.ts';
import { ReportDirectoryError } from './report-errors.ts';
import { requirementsCsv, requirementsJson, requirementsMatrix } from './requirements-matrix.ts';
import type { RunResults } from './results.ts';
import { resultsJson } from './results-json.ts';

/**
 * Writes every report of a run into a directory, made when it is absent; what lies there under the same names is
 * replaced.
 *
 * @returns the paths of the files, in the order in which a reader wants them
 * @throws ReportDirectoryError when a file cannot be written
 */
export async function writeReports(
  results: RunResults,
  directory: string,
): Promise<readonly string[]> {
  const matrix = requirementsMatrix(results);
  const files: readonly (readonly [name: string, text: string])[] = [
    ['results.json', resultsJson(results)],
    ['junit.xml', junitXml(results)],
    ['requirements.csv', requirementsCsv(matrix)],
    ['requirements.json', requirementsJson(matrix)],
  ];
  try {
    await mkdir(directory, { recursive: true });
    for (const [name, text] of files) await writeFile(join(directory, name), text);
  } catch (error) {
    throw new ReportDirectoryError(directory, error);
  }
  return files.map(([name]) => join(directory, name));
}
