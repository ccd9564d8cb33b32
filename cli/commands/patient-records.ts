import { readFile } from 'node:fs/promises';
import { patientSchema } from '../../src/demographics/json/patient-schema.ts';
import type { Patient } from '../../src/demographics/patient.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { z } from '../../src/platform/zod.ts';
import { Command, InvalidArgumentError } from '../command.ts';
import { type ControlOptions, controlClient, withControlOptions } from '../control-client.ts';
import { historyLines, patientCard, patientTable } from './patient-views.ts';

type Print = (line: string) => void;

const listing = z.object({ patients: z.array(patientSchema), next: z.string().optional() });
const history = z.object({
  versions: z.array(
    z.object({
      patient: patientSchema,
      note: z.object({ at: z.string(), face: z.string(), by: z.string(), what: z.string() }),
    }),
  ),
});

interface ShowOptions extends ControlOptions {
  readonly json?: boolean;
  readonly history?: boolean;
}

interface ListOptions extends ControlOptions {
  readonly practice?: string;
  readonly family?: string;
  readonly postcode?: string;
  readonly after?: string;
  readonly limit?: number;
  readonly json?: boolean;
}

interface AddOptions extends ControlOptions {
  readonly nhsNumber?: string;
  readonly family?: string;
  readonly given?: readonly string[];
  readonly prefix?: string;
  readonly gender?: string;
  readonly born?: string;
  readonly practice?: string;
  readonly postcode?: string;
  readonly line?: readonly string[];
  readonly file?: string;
  readonly json?: boolean;
}

interface MoveOptions extends ControlOptions {
  readonly to: string;
  readonly from?: string;
  readonly json?: boolean;
}

/** The commands for one record after another. */
export function patientRecordCommands(print: Print): readonly Command[] {
  return [addCommand(print), showCommand(print), moveCommand(print), listCommand(print)];
}

function showCommand(print: Print): Command {
  return withControlOptions(new Command('show'))
    .description('one record: names, addresses, practices, what is special about it')
    .argument('<nhs-number>')
    .option('--history', 'who changed what since the start')
    .option('--json', 'the record whole, as JSON')
    .action(async (number: string, options: ShowOptions) => {
      const client = controlClient(options);
      const path = pathOf(number);
      if (options.history) {
        const { versions } = await client.get(`${path}/history`, history);
        if (options.json) print(JSON.stringify(versions, null, 2));
        else for (const line of historyLines(versions)) print(line);
        return;
      }
      shown(print, await client.get(path, patientSchema), options.json);
    });
}

function listCommand(print: Print): Command {
  return withControlOptions(new Command('list'))
    .description('records in the order of their numbers')
    .option('--practice <ods>', 'registered there now')
    .option('--family <name>', 'any of their names; may hold *')
    .option('--postcode <code>', 'any of their home addresses')
    .option('--after <nhs-number>', 'those that follow')
    .option('--limit <count>', 'at most so many, 1 to 1000', count, 50)
    .option('--json', 'the records whole, a line each')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox patient list --practice Z99001
  $ spinebox patient list --family 'TESTP*' --limit 10`,
    )
    .action(async (options: ListOptions) => {
      const { practice, family, postcode, after, limit } = options;
      const query = { practice, family, postcode, after, limit };
      const { patients, next } = await controlClient(options).get('/patients', listing, query);
      if (options.json) for (const patient of patients) print(JSON.stringify(patient));
      else for (const line of patientTable(patients as readonly Patient[], next)) print(line);
      // As grep does: nothing found is no success.
      if (patients.length === 0) process.exitCode = 1;
    });
}

function addCommand(print: Print): Command {
  return withControlOptions(new Command('add'))
    .description('take up somebody new; without a number one is allocated')
    .option('--nhs-number <number>', 'ten digits; test numbers begin with 999')
    .option('--family <name>')
    .option('--given <names...>')
    .option('--prefix <title>')
    .option('--gender <code>', '1 male, 2 female, 9 not specified, 0 not known')
    .option('--born <date>', 'YYYYMMDD, YYYYMM or YYYY')
    .option('--practice <ods>', 'registered there')
    .option('--postcode <code>')
    .option('--line <lines...>', 'lines of the address, up to five')
    .option('--file <name>', 'a record as JSON; options lie over it')
    .option('--json', 'print the record as JSON')
    .addHelpText(
      'after',
      `
Example:
  $ spinebox patient add --family NEWCOMER --given NINA --gender 2 --born 19900301 --practice Z99001`,
    )
    .action(async (options: AddOptions) => {
      const base = options.file ? await draftFrom(options.file) : {};
      const json = { ...base, ...draftOf(options) };
      const added = await controlClient(options).send('POST', '/patients', patientSchema, { json });
      shown(print, added, options.json);
    });
}

function moveCommand(print: Print): Command {
  return withControlOptions(new Command('move'))
    .description('register somebody at another practice, as PDS does it')
    .argument('<nhs-number>')
    .requiredOption('--to <ods>', 'the new practice')
    .option('--from <date>', 'the day it begins, YYYYMMDD; today unless given')
    .option('--json', 'print the record as JSON')
    .action(async (number: string, options: MoveOptions) => {
      const { to, from } = options;
      const path = `${pathOf(number)}/move`;
      const body = { json: { to, ...(from ? { from } : {}) } };
      const moved = await controlClient(options).send('POST', path, patientSchema, body);
      shown(print, moved, options.json);
    });
}

/** Numbers may be written as people write them: `999 100 1018`. */
function pathOf(number: string): string {
  return `/patients/${encodeURIComponent(number.replace(/\s/g, ''))}`;
}

function shown(print: Print, read: z.output<typeof patientSchema>, json = false): void {
  if (json) print(JSON.stringify(read, null, 2));
  // Absent keys are absent in both types.
  else for (const line of patientCard(read as Patient)) print(line);
}

function draftOf(options: AddOptions) {
  const { nhsNumber, family, given, prefix, gender, born, practice, postcode, line } = options;
  const name = { ...(prefix ? { prefix } : {}), ...(family ? { family } : {}), given: given ?? [] };
  const address = { ...(postcode ? { postcode } : {}), lines: line ?? [] };
  return {
    ...(nhsNumber ? { nhsNumber } : {}),
    ...(family || given || prefix ? { names: [name] } : {}),
    ...(postcode || line ? { addresses: [address] } : {}),
    ...(practice ? { provisions: [{ ods: practice }] } : {}),
    ...(gender ? { gender } : {}),
    ...(born ? { birthTime: born } : {}),
  };
}

class DraftFileError extends SimulatorError {
  readonly code = 'SIM_PATIENT_FILE';
  readonly remedy =
    'Give a file with one record as JSON; `spinebox patient show --json` prints one.';

  constructor(file: string, cause: unknown) {
    super(`${file} holds no record: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

async function draftFrom(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new DraftFileError(file, error);
  }
}

function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  throw new InvalidArgumentError('a whole number from 1 to 1000 is wanted');
}
