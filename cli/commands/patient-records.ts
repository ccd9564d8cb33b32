import { readFile } from 'node:fs/promises';
import { patientSchema } from '../../src/demographics/json/patient-schema.ts';
import type { Patient } from '../../src/demographics/patient.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { z } from '../../src/platform/zod.ts';
import { digits, nhsNumber, pageSize, upperCase } from '../arguments.ts';
import { Command } from '../command.ts';
import {
  type ControlClient,
  type ControlOptions,
  controlClient,
  withControlOptions,
} from '../control-client.ts';
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
export function patientRecordCommands(print: Print, note: Print): readonly Command[] {
  return [
    addCommand(print, note),
    showCommand(print),
    moveCommand(print, note),
    listCommand(print),
  ];
}

function showCommand(print: Print): Command {
  return withControlOptions(new Command('show'))
    .description('one record: names, addresses, practices, what is special about it')
    .argument('<nhs-number>', 'ten digits, with spaces or without', nhsNumber)
    .option('--history', 'who changed what since the start')
    .option('--json', 'the record whole, as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox patient show 9991001158
  $ spinebox patient show '999 100 1158' --history`,
    )
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
    .option('--practice <ods>', 'registered there now', upperCase)
    .option('--family <name>', 'any of their names; may hold *')
    .option('--postcode <code>', 'any of their home addresses')
    .option('--after <nhs-number>', 'those that follow', nhsNumber)
    .option('--limit <count>', 'at most so many, 1 to 1000', pageSize, 50)
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
      else {
        const width = process.stdout.isTTY ? process.stdout.columns : undefined;
        for (const line of patientTable(patients as readonly Patient[], next, width)) print(line);
      }
      // As grep does: nothing found is no success.
      if (patients.length === 0) process.exitCode = 1;
    });
}

function addCommand(print: Print, note: Print): Command {
  return withControlOptions(new Command('add'))
    .description('take up somebody new; without a number one is allocated')
    .option('--nhs-number <number>', 'ten digits; test numbers begin with 999', nhsNumber)
    .option('--family <name>', 'family name')
    .option('--given <names...>', 'given names')
    .option('--prefix <title>', 'MR, MS, DR ...')
    .option('--gender <code>', '1 male, 2 female, 9 not specified, 0 not known')
    .option('--born <date>', 'YYYY-MM-DD, YYYY-MM or YYYY; hyphens may be left out', digits)
    .option('--practice <ods>', 'ODS code of the practice that it is registered with', upperCase)
    .option('--postcode <code>', 'of the home address')
    .option('--line <lines...>', 'lines of the address, up to five')
    .option('--file <name>', 'a record as JSON; options lie over it')
    .option('--json', 'print the record as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox patient add --family NEWCOMER --given NINA --gender 2 \\
      --born 1990-03-01 --practice Z99001
  $ spinebox patient add --file record.json --json`,
    )
    .action(async (options: AddOptions) => {
      const base = options.file ? await draftFrom(options.file) : {};
      const json = { ...base, ...draftOf(options) };
      const client = controlClient(options);
      const added = await client.send('POST', '/patients', patientSchema, { json });
      shown(print, added, options.json);
      if (options.practice) await noteStranger(note, client, options.practice);
    });
}

function moveCommand(print: Print, note: Print): Command {
  return withControlOptions(new Command('move'))
    .description('register somebody at another practice, as PDS does it')
    .argument('<nhs-number>', 'ten digits, with spaces or without', nhsNumber)
    .requiredOption('--to <ods>', 'ODS code of the new practice', upperCase)
    .option('--from <date>', 'the day it begins, YYYY-MM-DD; today unless given', digits)
    .option('--json', 'print the record as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox patient move 9991001158 --to Z99003
  $ spinebox patient move 9991001158 --to Z99002 --from 2026-01-05`,
    )
    .action(async (number: string, options: MoveOptions) => {
      const { to, from } = options;
      const path = `${pathOf(number)}/move`;
      const body = { json: { to, ...(from ? { from } : {}) } };
      const client = controlClient(options);
      const moved = await client.send('POST', path, patientSchema, body);
      shown(print, moved, options.json);
      await noteStranger(note, client, to);
    });
}

function pathOf(number: string): string {
  return `/patients/${encodeURIComponent(number)}`;
}

const entriesFound = z.object({ entries: z.array(z.unknown()) });

/** Tests want such patients, too: it is done all the same, and told where it does no harm to scripts. */
async function noteStranger(note: Print, client: ControlClient, ods: string): Promise<void> {
  // What was asked for is done: whether the directory can be asked changes nothing about that.
  const answer = await client.get('/directory', entriesFound, { ods }).catch(() => undefined);
  if (answer?.entries.length === 0)
    note(`note: ${ods} is not in the directory: nobody will find a system to ask for this record`);
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
