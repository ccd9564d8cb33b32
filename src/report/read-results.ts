import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ResultsFileError } from './report-errors.ts';
import type { RunResults } from './results.ts';
import { readResultsJson } from './results-json.ts';

/**
 * The results in a file, or in `results.json` of a directory of reports.
 *
 * @throws ResultsFileError when it is missing, unreadable or not of the form
 */
export async function readResults(path: string): Promise<RunResults> {
  const found = await stat(path).catch(() => undefined);
  const file = found?.isDirectory() ? join(path, 'results.json') : path;
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'it is not there' : error.message;
    throw new ResultsFileError(file, why, error);
  });
  return readResultsJson(text, file);
}
