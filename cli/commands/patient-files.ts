import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { importPatients } from '../../src/demographics/import-patients.ts';
import { writePatient } from '../../src/demographics/json/patient-json.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { z } from '../../src/platform/zod.ts';
import { Command, Option } from '../command.ts';
import {
  type ControlClient,
  type ControlOptions,
  controlClient,
  withControlOptions,
} from '../control-client.ts';

type Print = (line: string) => void;

const imported = z.object({ records: z.number(), remarks: z.array(z.string()) });

/** Characters of one request; the control API takes several times as much. */
const BATCH = 500_000;

interface ExportOptions extends ControlOptions {
  readonly form: 'json' | 'fhir';
  readonly out?: string;
}

/** The commands for files of records. */
export function patientFileCommands(print: Print): readonly Command[] {
  return [importCommand(print), exportCommand(print)];
}

/** A file of records that cannot be taken in; nothing was. */
class ImportFileError extends SimulatorError {
  readonly code = 'SIM_PATIENT_FILE';
  readonly remedy = 'Correct what is named; nothing was taken in.';
}

/** A file that cannot be written. */
class ExportFileError extends SimulatorError {
  readonly code = 'SIM_PATIENT_EXPORT';
  readonly remedy = 'Name a file in a folder that is there with --out.';
}

function importCommand(print: Print): Command {
  return withControlOptions(new Command('import'))
    .description('take in a file: JSON of our own (list or lines), a FHIR Bundle or Patient')
    .argument('<file>', 'a record replaces the one of the same number')
    .addHelpText(
      'after',
      `
Everything is judged first: a file is taken in whole or not at all.

Examples:
  $ spinebox patient import patients.jsonl
  $ spinebox patient import bundle.json`,
    )
    .action(async (file: string, options: ControlOptions) => {
      const { lines, remarks } = await readRecords(file);
      const client = controlClient(options);
      let records = 0;
      for (const batch of batches(lines)) records += await send(client, batch);
      for (const remark of remarks) print(`left out: ${remark}`);
      print(records === 1 ? '1 record taken in' : `${records} records taken in`);
    });
}

function exportCommand(print: Print): Command {
  return withControlOptions(new Command('export'))
    .description('write all records, as JSON Lines or as a FHIR Bundle')
    .addOption(
      new Option('--form <form>', 'JSON Lines, or a FHIR Bundle')
        .choices(['json', 'fhir'])
        .default('json'),
    )
    .option('--out <file>', 'the terminal unless given')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox patient export --out patients.jsonl
  $ spinebox patient export --form fhir --out bundle.json`,
    )
    .action(async (options: ExportOptions) => {
      const { form, out } = options;
      const text = await controlClient(options).text('/patients/export', { form });
      if (!out) return print(text.trimEnd());
      try {
        await writeFile(out, text);
      } catch (error) {
        throw new ExportFileError(`${out} cannot be written: ${reasonOf(error)}`);
      }
      print(`written to ${out}`);
    });
}

// Everything is judged before anything is sent: a file is taken in whole or not at all.
async function readRecords(
  file: string,
): Promise<{ readonly lines: readonly string[]; readonly remarks: readonly string[] }> {
  const lines: string[] = [];
  const remarks: string[] = [];
  const problems: string[] = [];
  for (const record of importPatients(await textOf(file))) {
    if (!record.ok) problems.push(...record.problems);
    else {
      lines.push(writePatient(record.patient));
      remarks.push(...record.remarks);
    }
  }
  const [first] = problems;
  if (first !== undefined) {
    const more = problems.length > 1 ? `, and ${problems.length - 1} more` : '';
    throw new ImportFileError(`${file}: ${first}${more}`);
  }
  return { lines, remarks };
}

async function textOf(file: string): Promise<readonly string[]> {
  const chunks: string[] = [];
  try {
    for await (const chunk of createReadStream(file, 'utf8')) chunks.push(String(chunk));
  } catch (error) {
    throw new ImportFileError(`${file} cannot be read: ${reasonOf(error)}`);
  }
  return chunks;
}

function* batches(lines: readonly string[]): Generator<string, void> {
  let batch = '';
  for (const line of lines) {
    if (batch !== '' && batch.length + line.length > BATCH) {
      yield batch;
      batch = '';
    }
    batch += `${line}\n`;
  }
  if (batch !== '') yield batch;
}

async function send(client: ControlClient, text: string): Promise<number> {
  const body = { text, type: 'text/plain' };
  const { records } = await client.send('POST', '/patients/import', imported, body);
  return records;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
