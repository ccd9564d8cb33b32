import { closeSync, openSync, readSync } from 'node:fs';
import { type ImportedRecord, importPatients } from '../../src/demographics/import-patients.ts';
import { PatientFileUnreadableError } from './patient-errors.ts';

// Small enough for the young generation: larger pieces of text are rubbish that stays for a while.
const CHUNK = 32 * 1024;

/** The records of a file, as it is read. Throws PatientFileUnreadableError. */
export function* readPatientFile(file: string): Generator<ImportedRecord, void> {
  yield* importPatients(textOf(file));
}

// Not by a stream: the register is loaded before anything else runs, and a stream of records costs twice the time.
function* textOf(file: string): Generator<string, void> {
  const decoder = new TextDecoder();
  const bytes = Buffer.alloc(CHUNK);
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    for (let read = readSync(handle, bytes); read > 0; read = readSync(handle, bytes))
      yield decoder.decode(bytes.subarray(0, read), { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw new PatientFileUnreadableError(file, error);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
