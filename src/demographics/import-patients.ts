import { bundleReader } from './fhir/read-bundle.ts';
import { problemText, readPatients } from './json/patient-json.ts';
import type { Patient } from './patient.ts';

/** One record of a file, or why it is none; with what of it could not be taken over. */
export type ImportedRecord =
  | { readonly ok: true; readonly patient: Patient; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** So much of the beginning tells a FHIR resource from records of our own. */
const BEGINNING = 2000;

/**
 * The records of a file in any of its forms, as it comes in: our JSON (a list, lines, or one record), a FHIR
 * Bundle, or one FHIR Patient. FHIR is read tolerantly: what has no place in a record is told and left out.
 */
export function* importPatients(chunks: Iterable<string>): Generator<ImportedRecord, void> {
  const iterator = chunks[Symbol.iterator]();
  let beginning = '';
  let more = true;
  while (more && beginning.length < BEGINNING) {
    const next = iterator.next();
    if (next.done) more = false;
    else beginning += next.value;
  }
  const all = together(beginning, iterator);
  if (isFhir(beginning)) yield* readFhir(all);
  else yield* readOwn(all);
}

function isFhir(beginning: string): boolean {
  const start = beginning
    .slice(0, BEGINNING)
    .replace(/^\uFEFF/, '')
    .trimStart();
  return start.startsWith('{') && /"resourceType"\s*:/.test(start);
}

function* together(first: string, rest: Iterator<string>): Generator<string, void> {
  yield first;
  for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
}

function* readOwn(chunks: Iterable<string>): Generator<ImportedRecord, void> {
  for (const reading of readPatients(chunks))
    yield reading.ok
      ? { ok: true, patient: reading.patient, remarks: [] }
      : { ok: false, problems: reading.problems.map(problemText) };
}

function* readFhir(chunks: Iterable<string>): Generator<ImportedRecord, void> {
  let made = 0;
  const reader = bundleReader({ newId: () => `FHIR${(made++).toString(36).toUpperCase()}` });
  const read = function* (records: ReturnType<typeof reader.end>): Generator<ImportedRecord, void> {
    for (const { patient, problems } of records) {
      const texts = problems.map(({ at, message }) => `${at}: ${message}`);
      yield patient ? { ok: true, patient, remarks: texts } : { ok: false, problems: texts };
    }
  };
  for (const chunk of chunks) yield* read(reader.push(chunk));
  yield* read(reader.end());
}
