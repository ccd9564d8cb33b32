import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReportLink, resultsPage } from './html/results-page.ts';
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
  try {
    await mkdir(directory, { recursive: true });
    const files: readonly (readonly [name: string, text: string])[] = [
      ['report.html', resultsPage(results, await linksIn(directory))],
      ['results.json', resultsJson(results)],
      ['junit.xml', junitXml(results)],
      ['requirements.csv', requirementsCsv(matrix)],
      ['requirements.json', requirementsJson(matrix)],
    ];
    for (const [name, text] of files) await writeFile(join(directory, name), text);
    return files.map(([name]) => join(directory, name));
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw new ReportDirectoryError(directory, error);
    throw error;
  }
}

const ALWAYS: readonly ReportLink[] = [
  { file: 'results.json', title: 'results.json' },
  { file: 'junit.xml', title: 'JUnit' },
  { file: 'requirements.csv', title: 'Matrix as CSV' },
];

/** Cucumber's own stream of messages is written by who runs the scenarios: it is named when it is there. */
async function linksIn(directory: string): Promise<readonly ReportLink[]> {
  const file = 'messages.ndjson';
  const there = await access(join(directory, file)).then(
    () => true,
    () => false,
  );
  return there ? [...ALWAYS, { file, title: 'Cucumber messages' }] : ALWAYS;
}
