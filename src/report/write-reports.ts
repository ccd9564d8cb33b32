import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReportLink, resultsPage } from './html/results-page.ts';
import { junitXml } from './junit.ts';
import { ReportDirectoryError } from './report-errors.ts';
import { requirementsCsv, requirementsJson, requirementsMatrix } from './requirements-matrix.ts';
import type { RunResults } from './results.ts';
import { resultsJson } from './results-json.ts';
import { type StatementSigner, signStatement, statementJson } from './statement/sign-statement.ts';
import { statementPage } from './statement/statement-page.ts';

export interface ReportOptions {
  /** Signs a conformance statement over the results; without it there is none. */
  readonly sign?: { readonly signer: StatementSigner; readonly at: Date };
}

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
  options: ReportOptions = {},
): Promise<readonly string[]> {
  const matrix = requirementsMatrix(results);
  const json = resultsJson(results);
  const signed =
    options.sign && signStatement(results, Buffer.from(json), options.sign.signer, options.sign.at);
  try {
    await mkdir(directory, { recursive: true });
    const files: readonly (readonly [name: string, text: string])[] = [
      ['report.html', resultsPage(results, await linksIn(directory, signed !== undefined))],
      ['results.json', json],
      ['junit.xml', junitXml(results)],
      ['requirements.csv', requirementsCsv(matrix)],
      ['requirements.json', requirementsJson(matrix)],
      ...(signed === undefined
        ? []
        : ([
            ['statement.html', statementPage(signed)],
            ['statement.json', statementJson(signed)],
            ['statement.xml', signed.xml],
          ] as const)),
    ];
    // A statement about other results must not lie beside these.
    for (const name of STATEMENTS) await rm(join(directory, name), { force: true });
    for (const [name, text] of files) await writeFile(join(directory, name), text);
    return files.map(([name]) => join(directory, name));
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw new ReportDirectoryError(directory, error);
    throw error;
  }
}

const STATEMENTS = ['statement.html', 'statement.json', 'statement.xml'];

const ALWAYS: readonly ReportLink[] = [
  { file: 'results.json', title: 'results.json' },
  { file: 'junit.xml', title: 'JUnit' },
  { file: 'requirements.csv', title: 'Matrix as CSV' },
];

/** Cucumber's own stream of messages is written by who runs the scenarios: it is named when it is there. */
async function linksIn(directory: string, signed: boolean): Promise<readonly ReportLink[]> {
  const statement = { file: 'statement.html', title: 'Statement' };
  const links = signed ? [statement, ...ALWAYS] : ALWAYS;
  const file = 'messages.ndjson';
  const there = await access(join(directory, file)).then(
    () => true,
    () => false,
  );
  return there ? [...links, { file, title: 'Cucumber messages' }] : links;
}
