import { writeFile } from 'node:fs/promises';
import { parseInterchange } from '../../src/nhais/parse-interchange.ts';
import { readInterchange } from '../../src/nhais/read-interchange.ts';
import { renderDeviation, renderInterchange } from '../../src/nhais/render-interchange.ts';
import { writeInterchange } from '../../src/nhais/write-interchange.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { Command, Option } from '../command.ts';
import { readInput } from '../read-input.ts';
import { nhaisLinkCommands } from './nhais-links.ts';

/** What is to be written as EDIFACT is no interchange as JSON. */
class InterchangeFileError extends SimulatorError {
  readonly code = 'SIM_INTERCHANGE_FILE';
  readonly remedy = 'Name JSON as spinebox nhais read --json writes it, with its interchange.';

  constructor(file: string, problems: readonly string[]) {
    super(`${file} holds no interchange: ${problems.join('; ')}`);
  }
}

/** An interchange that is to be written breaks the rules of GP Links. */
class InterchangeDeviatesError extends SimulatorError {
  readonly code = 'SIM_INTERCHANGE_DEVIATES';
  readonly remedy = 'Correct the JSON, or add --as-is to write it with what is wrong.';

  constructor(deviations: readonly string[]) {
    super(`the interchange breaks GP Links:\n  ${deviations.join('\n  ')}`);
  }
}

/** What the commands need of the process. */
export interface NhaisContext {
  print(line: string): void;
  write(bytes: Buffer): void;
}

const processContext: NhaisContext = {
  print: (line) => void process.stdout.write(`${line}\n`),
  write: (bytes) => void process.stdout.write(bytes),
};

/** `spinebox nhais`: interchanges of GP Links as files, and the links of a running simulator. */
export function nhaisCommand(context: NhaisContext = processContext): Command {
  const command = new Command('nhais')
    .description('GP Links: take interchanges apart, write them, and steer a health authority')
    .addCommand(readCommand(context))
    .addCommand(writeCommand(context));
  for (const each of nhaisLinkCommands(context.print)) command.addCommand(each);
  return command;
}

function readCommand({ print }: NhaisContext): Command {
  return new Command('read')
    .description('what an interchange of GP Links says, and what is wrong with it')
    .argument('<file>', 'EDIFACT as it was sent or fetched')
    .option('--strict', 'take nothing that deviates')
    .option('--json', 'as JSON, which spinebox nhais write takes')
    .addHelpText(
      'after',
      `
The exit code is 1 when the file cannot be read; with --strict also when anything deviates.

Examples:
  $ spinebox nhais read edifact.dat
  $ spinebox nhais read edifact.dat --json > interchange.json`,
    )
    .action(async (file: string, { strict, json }: { strict?: boolean; json?: boolean }) => {
      const reading = readInterchange(await readInput(file), strict ? 'strict' : 'lenient');
      const { deviations } = reading;
      if (!reading.ok) process.exitCode = 1;
      if (json) {
        const told = reading.ok
          ? { interchange: reading.value, style: reading.style, deviations }
          : { failure: reading.failure, interchange: reading.value, deviations };
        print(JSON.stringify({ file, ok: reading.ok, ...told }, null, 2));
        return;
      }
      if (reading.value) for (const line of renderInterchange(reading.value)) print(line);
      const failure = reading.ok || deviations.includes(reading.failure) ? [] : [reading.failure];
      for (const deviation of [...failure, ...deviations])
        print(`deviates: ${renderDeviation(deviation)}`);
      if (!reading.ok) print(`${file} is not taken`);
      else if (deviations.length === 0) print('nothing deviates');
    });
}

function writeCommand({ print, write }: NhaisContext): Command {
  return new Command('write')
    .description('an interchange of GP Links from JSON')
    .argument(
      '<file>',
      'JSON, as spinebox nhais read --json gives it; the interchange alone will do',
    )
    .option('--out <file>', 'write there; to standard output unless given')
    .addOption(
      new Option(
        '--newline <form>',
        'after each segment; as in the JSON, or lf, unless given',
      ).choices(['lf', 'crlf', 'none']),
    )
    .option('--as-is', 'write it even when it breaks GP Links')
    .addHelpText(
      'after',
      `
Counts and repeated numbers are worked out. What was read without deviations is written equal.

Example:
  $ spinebox nhais write interchange.json --newline crlf --out edifact.dat`,
    )
    .action(
      async (
        file: string,
        options: { out?: string; newline?: 'lf' | 'crlf' | 'none'; asIs?: boolean },
      ) => {
        const parsed = parseInterchange((await readInput(file)).toString('utf8'));
        if (!parsed.ok) throw new InterchangeFileError(file, parsed.problems);
        const { out, newline, asIs } = options;
        const style = { ...parsed.style, ...(newline && { newline }) };
        const bytes = writeInterchange(parsed.interchange, style);
        const reading = readInterchange(bytes, 'strict');
        if (!reading.ok && !asIs) {
          const told = reading.deviations.length > 0 ? reading.deviations : [reading.failure];
          throw new InterchangeDeviatesError(told.map(renderDeviation));
        }
        if (out === undefined) write(bytes);
        else {
          await writeFile(out, bytes);
          print(`written: ${out}, ${bytes.length} bytes`);
        }
      },
    );
}
