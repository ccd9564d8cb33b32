import type { z } from '../../platform/zod.ts';
import { itemsOf, objectIds } from '../object-ids.ts';
import type { Item, Patient } from '../patient.ts';
import { type JsonPiece, jsonValues } from './json-values.ts';
import { patientSchema } from './patient-schema.ts';
import { sharedText } from './shared-text.ts';

/** What is wrong with a record: where in it, in words; never what it holds. */
export interface PatientProblem {
  /** Which record, counted from 0. */
  readonly index: number;
  /** Of its file, where the record begins; counted from 1. */
  readonly line?: number;
  /** `names[0].from`; empty for the record as a whole. */
  readonly path: string;
  readonly message: string;
}

export type PatientReading =
  | { readonly ok: true; readonly patient: Patient }
  | { readonly ok: false; readonly problems: readonly PatientProblem[] };

/** One record from its JSON value; what is usual is filled in, object ids too. */
export function readPatient(value: unknown, index = 0): PatientReading {
  const parsed = patientSchema.safeParse(value);
  if (parsed.success) return { ok: true, patient: withIds(sharing(parsed.data)) };
  const problems = parsed.error.issues.map((issue) => problemOf(issue, index));
  return { ok: false, problems };
}

/** Records of a file as it comes in: an array, one object, or JSON Lines. Lazily, one after the other. */
export function* readPatients(chunks: Iterable<string>): Generator<PatientReading, void> {
  let index = 0;
  for (const piece of jsonValues(chunks)) yield readPiece(piece, index++);
}

function readPiece(piece: JsonPiece, index: number): PatientReading {
  const { text, line, broken } = piece;
  const value =
    broken !== undefined
      ? { ok: false as const, why: broken }
      : 'value' in piece
        ? { ok: true as const, value: piece.value }
        : parsed(text);
  if (!value.ok) return { ok: false, problems: [{ index, line, path: '', message: value.why }] };
  const reading = readPatient(value.value, index);
  if (reading.ok) return reading;
  return { ok: false, problems: reading.problems.map((each) => ({ ...each, line })) };
}

/** A record as one line of JSON. */
export function writePatient(patient: Patient): string {
  return JSON.stringify(patient);
}

/** `record 3 (line 4), names[0].from: is no date`. */
export function problemText({ index, line, path, message }: PatientProblem): string {
  const where = line === undefined ? '' : ` (line ${line})`;
  return `record ${index + 1}${where}${path === '' ? '' : `, ${path}`}: ${message}`;
}

function parsed(text: string): { ok: true; value: unknown } | { ok: false; why: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    // V8 quotes the text around the fault: that may be somebody's data.
    const place = /position \d+|line \d+ column \d+/.exec(String(error))?.[0];
    return { ok: false, why: `is no JSON${place ? `, at ${place}` : ''}` };
  }
}

function problemOf({ path, message }: z.core.$ZodIssue, index: number): PatientProblem {
  const shown = path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : `${text}${text && '.'}${String(step)}`,
    '',
  );
  return { index, path: shown, message };
}

type ParsedPatient = z.output<typeof patientSchema>;

/** Changes what the schema library has just made; nobody else holds it yet. */
function sharing(read: ParsedPatient): ParsedPatient {
  for (const name of read.names) {
    if (name.family !== undefined) name.family = sharedText(name.family);
    name.given = name.given.map(sharedText);
  }
  // What begins with a house number is nobody else's.
  for (const address of read.addresses)
    address.lines = address.lines.map((line) => (/^\d/.test(line) ? line : sharedText(line)));
  for (const telecom of read.telecoms) telecom.value = sharedText(telecom.value);
  return read;
}

/** The record with an object id on every item. Absent keys are absent in both types. */
function withIds(read: ParsedPatient): Patient {
  const patient = read as Patient;
  if (!itemsOf(patient).some(({ id }) => id === undefined)) return patient;
  const next = objectIds(patient);
  const named = <T extends Item>(item: T): T =>
    item.id === undefined ? { ...item, id: next() } : item;
  return {
    ...patient,
    names: patient.names.map(named),
    addresses: patient.addresses.map(named),
    telecoms: patient.telecoms.map(named),
    provisions: patient.provisions.map(named),
    relatives: patient.relatives.map((each) => ({
      ...named(each),
      telecoms: each.telecoms.map(named),
      ...(each.name ? { name: named(each.name) } : {}),
      ...(each.address ? { address: named(each.address) } : {}),
    })),
    emergencyContacts: patient.emergencyContacts.map((each) => ({
      ...named(each),
      telecoms: each.telecoms.map(named),
    })),
  };
}
