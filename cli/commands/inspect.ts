import { readFile } from 'node:fs/promises';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { inspectCapture } from '../../src/report/inspect-capture.ts';
import { renderInspection, verdictOf } from '../../src/report/render-inspection.ts';
import { Command } from '../command.ts';

/** A file of a captured message cannot be read. */
class CaptureFileError extends SimulatorError {
  readonly code = 'SIM_CAPTURE_FILE';
  readonly remedy = 'Name a file that holds one captured message.';

  constructor(file: string, cause: unknown) {
    super(`${file} cannot be read`, { cause });
  }
}

/** How an interchange begins, with or without its service string advice. */
const EDIFACT = /^(?:UNA.{6}\s*)?UNB\+/;

/** `spinebox inspect`: takes a captured message apart and says what is odd or wrong about it. */
export function inspectCommand(): Command {
  return new Command('inspect')
    .description('take captured messages apart: parts, headers, deviations, findings')
    .argument(
      '<file...>',
      'an HTTP request with or without its head, a MIME body, an envelope or an HL7 payload',
    )
    .option('--json', 'as JSON, for scripts')
    .addHelpText(
      'after',
      `
Checks that need a directory (parties, contracts) are not run: they need a simulator.
The exit code is 1 when a message is unreadable or breaks a rule.

Examples:
  $ spinebox inspect captured.mime
  $ spinebox inspect requests/*.ebxml --json`,
    )
    .action(async (files: readonly string[], { json }: { json?: boolean }) => {
      for (const [index, file] of files.entries()) {
        const bytes = await readFile(file).catch((error: unknown) => {
          throw new CaptureFileError(file, error);
        });
        const inspection = inspectCapture(bytes, new Date());
        const verdict = verdictOf(inspection);
        if (verdict === 'broken' || verdict === 'unreadable') process.exitCode = 1;
        const text = json
          ? JSON.stringify({ file, verdict, ...inspection })
          : renderInspection(file, inspection);
        process.stdout.write(`${index > 0 && !json ? '\n\n' : ''}${text}\n`);
        if (verdict === 'unreadable' && !json && EDIFACT.test(bytes.toString('latin1', 0, 20)))
          process.stdout.write(`\nThis is EDIFACT: spinebox nhais read ${file} takes it apart.\n`);
      }
    });
}
