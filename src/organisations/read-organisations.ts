import { readCsv } from '../wire/csv/read-csv.ts';
import { jsonErrorAt } from '../wire/json/json-error-at.ts';
import { lineOfPath } from '../wire/json/line-of-path.ts';
import type { Organisation } from './organisation.ts';
import type { OrganisationProblem, OrganisationReading } from './organisation-reading.ts';
import { isFhir, readFhirOrganizations } from './read-fhir-organizations.ts';
import { readOrdRecord } from './read-ord-record.ts';
import { readPracticeLine } from './read-practice-csv.ts';
import { readSystemLine, SYSTEM_COLUMNS } from './read-system-csv.ts';

/** Problems beyond this many are counted, not listed. */
const MOST_PROBLEMS = 50;

/**
 * Organisations from text, whole or not at all: a record of ORD, a list of them, `{"Organisations": [...]}` of them; a
 * Bundle or an Organization of FHIR R4; the practice file of ODS; the list of accredited systems. `today`, yyyy-mm-dd,
 * is the day of change where a form gives none.
 */
export function readOrganisations(text: string, today: string): OrganisationReading {
  const reading = /^\ufeff?\s*[[{]/.test(text) ? fromJson(text, today) : fromCsv(text, today);
  if (!reading.ok && reading.problems.length > MOST_PROBLEMS) {
    const more = reading.problems.length - MOST_PROBLEMS;
    const shown = reading.problems.slice(0, MOST_PROBLEMS);
    const last = shown.at(-1)?.line ?? 1;
    return { ok: false, problems: [...shown, { line: last, text: `and ${more} problems more` }] };
  }
  return reading;
}

function fromJson(text: string, today: string): OrganisationReading {
  const json = text.replace(/^\ufeff/, '');
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    const line = json.slice(0, jsonErrorAt(json)).split('\n').length;
    return wrong(line, 'is no JSON that can be read');
  }
  const at = (path: readonly PropertyKey[], why: string): OrganisationProblem => ({
    line: lineOfPath(json, path),
    text: `${path.map(String).join('.') || 'the whole'}: ${why}`,
  });
  if (isFhir(value)) {
    const read = readFhirOrganizations(value, today);
    return read.ok
      ? { ok: true, organisations: read.value }
      : { ok: false, problems: [at(read.path, read.why)] };
  }
  const listed = recordsOf(value);
  if (!listed) return wrong(1, 'holds neither records of ORD nor resources of FHIR');
  const organisations: Organisation[] = [];
  const problems: OrganisationProblem[] = [];
  for (const { record, path } of listed) {
    const read = readOrdRecord(record);
    if (read.ok) organisations.push(read.value);
    else problems.push(at([...path, ...read.path], read.why));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, organisations };
}

interface Listed {
  readonly record: unknown;
  readonly path: readonly PropertyKey[];
}

function recordsOf(value: unknown): readonly Listed[] | undefined {
  if (Array.isArray(value)) return value.map((record: unknown, at) => ({ record, path: [at] }));
  const { Organisation, Organisations } = value as Readonly<Record<string, unknown>>;
  if (Organisation !== undefined) return [{ record: value, path: [] }];
  if (!Array.isArray(Organisations)) return undefined;
  return Organisations.map((record: unknown, at) => ({ record, path: ['Organisations', at] }));
}

function fromCsv(text: string, today: string): OrganisationReading {
  const csv = readCsv(text);
  if (!csv.ok) return wrong(csv.line, csv.why);
  const [head, ...rest] = csv.records;
  if (!head) return wrong(1, 'holds no organisation');
  const isSystems = SYSTEM_COLUMNS.every((name, at) => head.fields[at]?.trim() === name);
  const [records, read] = isSystems ? [rest, readSystemLine] : [csv.records, readPracticeLine];
  const organisations = new Map<string, Organisation>();
  const problems: OrganisationProblem[] = [];
  for (const record of records) {
    const made = read(record, today);
    // Several systems of one organisation are one organisation.
    if ('odsCode' in made) organisations.set(made.odsCode, made);
    else problems.push(made);
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, organisations: [...organisations.values()] };
}

function wrong(line: number, text: string): OrganisationReading {
  return { ok: false, problems: [{ line, text }] };
}
