import { readFile } from 'node:fs/promises';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { verdictWords } from '../../src/report/render-summary.ts';
import {
  type StatementVerdict,
  verifyStatement,
} from '../../src/report/statement/verify-statement.ts';
import { Command } from '../command.ts';
import { openExistingJournal } from '../existing-journal.ts';

type Print = (line: string) => void;

/** A file that is to be held against a statement, or the statement itself, cannot be read. */
export class StatementFileError extends SimulatorError {
  readonly code = 'SIM_STATEMENT_FILE';
  readonly remedy =
    'Name statement.xml or statement.json of a report, its results.json, and PEM files of authorities.';

  constructor(file: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`${file} cannot be read: ${why}`, { cause });
  }
}

/** `spinebox statement`: what holds of a conformance statement. Actions throw `SimulatorError`. */
export function statementCommand(print: Print = (line) => console.log(line)): Command {
  return new Command('statement')
    .description('check signed statements of conformance')
    .addCommand(verifyCommand(print));
}

interface VerifyOptions {
  readonly results?: string;
  readonly journal?: string;
  readonly trust?: string;
  readonly complete?: boolean;
  readonly json?: boolean;
}

function verifyCommand(print: Print): Command {
  return new Command('verify')
    .description('say what of a statement holds, and what was not checked')
    .argument('<file>', 'statement.xml or statement.json')
    .option('--results <file>', 'the results.json that it was signed over')
    .option('--journal <directory>', 'the journal of the run; no simulator may be running on it')
    .option('--trust <file>', 'certificates of the authorities that you trust, PEM')
    .option('--complete', 'fail also when something was not checked')
    .option('--json', 'as JSON, for scripts')
    .addHelpText(
      'after',
      `
Exit codes: 0 what was checked holds, 1 something does not hold (or, with --complete,
was not checked), 3 a file cannot be read.

Examples:
  $ spinebox statement verify reports/statement.xml --trust certs/generated/trust.pem
  $ spinebox statement verify reports/statement.xml --results reports/results.json \\
      --journal ./data --trust certs/generated/trust.pem --complete`,
    )
    .action(async (file: string, options: VerifyOptions) => {
      const verdict = await verify(file, options);
      if (options.json) print(JSON.stringify(verdict, undefined, 2));
      else for (const line of lines(verdict)) print(line);
      if (!verdict.holds || (options.complete && !verdict.complete)) process.exitCode = 1;
    });
}

async function verify(file: string, options: VerifyOptions): Promise<StatementVerdict> {
  const bytesOf = (path: string) =>
    readFile(path).catch((error: unknown) => {
      throw new StatementFileError(path, error);
    });
  const { results, trust } = options;
  const statement = await bytesOf(file);
  const files = {
    ...(results !== undefined && { results: await bytesOf(results) }),
    ...(trust !== undefined && { trustPem: (await bytesOf(trust)).toString('utf8') }),
  };
  if (options.journal === undefined) return verifyStatement(statement, files);
  await using journal = await openExistingJournal(options.journal);
  return await verifyStatement(statement, { ...files, journal });
}

const MARKS = { holds: 'holds', fails: 'FAILS', 'not-checked': '-' } as const;

function lines({ statement, checks, holds, complete }: StatementVerdict): readonly string[] {
  const head = statement
    ? [
        oneLine(
          `${statement.system.name}, ODS ${statement.system.odsCode}, ASID ${statement.system.asid}, run of ${statement.run.startedAt}${statement.run.shard ? `, shard ${statement.run.shard}` : ''}`,
        ),
        verdictWords(statement),
        '',
      ]
    : [];
  const end = !holds
    ? 'Do not rely on this statement.'
    : complete
      ? 'Everything that the statement says of itself holds.'
      : 'What was checked holds; what was not checked is not known.';
  return [
    ...head,
    ...checks.map(
      ({ what, outcome, told }) =>
        `${MARKS[outcome].padEnd(6)} ${what.padEnd(10)} ${oneLine(told)}`,
    ),
    '',
    end,
  ];
}

/** The statement is a stranger's file: nothing in it may steer the terminal. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
