import { readFile } from 'node:fs/promises';
import { PRODUCT_VERSION } from '../../simulator/version.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { checkLines } from '../../src/report/check-pages.ts';
import { renderValidation } from '../../src/report/render-validation.ts';
import { sarifOf } from '../../src/report/sarif.ts';
import { openSchemaJudge } from '../../src/report/schema-judge.ts';
import { type CaptureFile, validateCaptures } from '../../src/report/validate-captures.ts';
import { Argument, Command, Option } from '../command.ts';

/** A file of a captured message cannot be read. */
class CaptureUnreadableError extends SimulatorError {
  readonly code = 'SIM_CAPTURE_FILE';
  readonly remedy = 'Name files that hold one captured message each.';

  constructor(file: string, cause: unknown) {
    super(`${file} cannot be read`, { cause });
  }
}

/** Messages are to be judged, and no file was named. */
class NothingToValidateError extends SimulatorError {
  readonly code = 'SIM_NOTHING_TO_VALIDATE';
  readonly remedy = 'Name at least one file, or ask for --list-checks.';

  constructor() {
    super('no file was named');
  }
}

interface ValidateOptions {
  readonly conversation?: boolean;
  readonly format: 'text' | 'json' | 'sarif';
  readonly schemas?: string;
  readonly strict?: boolean;
  readonly listChecks?: boolean;
}

/** What the command needs of the process. */
export interface ValidateContext {
  print(text: string): void;
  readonly colour: boolean;
}

const processContext: ValidateContext = {
  print: (text) => void process.stdout.write(text),
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
};

/** `spinebox validate`: every check, applied to captured messages. */
export function validateCommand({ print, colour }: ValidateContext = processContext): Command {
  return new Command('validate')
    .description('judge captured messages by every check, offline')
    .addArgument(
      new Argument(
        '[file...]',
        'an HTTP request with or without its head, a MIME body, an envelope or an HL7 payload',
      ),
    )
    .option(
      '--conversation',
      'the files are the messages of one conversation: judge them together, too',
    )
    .option(
      '--schemas <directory>',
      'the published XML schemas: adaptor/schema and spine-omvt/Schemas',
    )
    .option('--strict', 'let departures from practice fail, too')
    .addOption(
      new Option('--format <format>', 'how to tell')
        .choices(['text', 'json', 'sarif'])
        .default('text'),
    )
    .option('--list-checks', 'print the checks instead')
    .addHelpText(
      'after',
      `
The messages of a conversation are put in the order of their Timestamps. Checks that were
not run, for want of schemas or of a directory, are listed: they have not passed.
The exit code is 1 when a rule is broken; with --strict also for a departure.

Examples:
  $ spinebox validate captured.mime
  $ spinebox validate --schemas ./mim --strict extract.mime
  $ spinebox validate --conversation transfer/*.ebxml
  $ spinebox validate --format sarif captured/*.mime > findings.sarif`,
    )
    .action(async (files: readonly string[], options: ValidateOptions) => {
      if (options.listChecks) {
        print(`${checkLines()}\n`);
        return;
      }
      if (files.length === 0) throw new NothingToValidateError();
      const captures = await Promise.all(files.map(readCaptureFile));
      await using schemas = options.schemas ? openSchemaJudge(options.schemas) : undefined;
      const { conversation = false, format, strict } = options;
      const validation = await validateCaptures(captures, {
        conversation,
        schemas,
        now: new Date(),
      });
      print(
        format === 'sarif'
          ? `${JSON.stringify(sarifOf(validation, PRODUCT_VERSION), null, 2)}\n`
          : format === 'json'
            ? `${JSON.stringify(validation, null, 2)}\n`
            : `${renderValidation(validation, { colour })}\n`,
      );
      const { must, should } = validation.counts;
      if (must > 0 || (strict && should > 0)) process.exitCode = 1;
    });
}

async function readCaptureFile(file: string): Promise<CaptureFile> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new CaptureUnreadableError(file, error);
  });
  return { file, bytes };
}
