import { type NhsNumber, parseNhsNumber } from '../../domain/nhs-number.ts';
import type { Patient } from '../patient.ts';
import { entrySplitter } from './entry-splitter.ts';
import { isObject, type Json, type JsonObject, listOf, member, parseJson } from './json.ts';
import { type ReadOptions, readPatient } from './read-patient.ts';
import type { Problem } from './reading.ts';
import { readRelatedPerson } from './related-persons.ts';

/** What one Patient of a Bundle gave, with the people that follow it. */
export interface BundleRecord {
  /** Absent when the resource is no record. */
  readonly patient?: Patient;
  /** Paths begin with the entry: `entry[3].Patient.name[0].use`. */
  readonly problems: readonly Problem[];
}

/** Takes a Bundle, or one Patient, in pieces of any size. */
export interface BundleReader {
  push(text: string): readonly BundleRecord[];
  end(): readonly BundleRecord[];
}

/** Reads records as they arrive; memory holds one record and its related people. Never throws. */
export function bundleReader(options: ReadOptions): BundleReader {
  const splitter = entrySplitter();
  let count = 0;
  let open: { patient?: Patient; problems: Problem[] } | undefined;

  const close = (): readonly BundleRecord[] => {
    const done = open;
    open = undefined;
    return done ? [done] : [];
  };
  const problem = (at: string, message: string): readonly BundleRecord[] => [
    { problems: [{ at, message }] },
  ];
  const takePatient = (resource: JsonObject, at: string): readonly BundleRecord[] => {
    const done = close();
    const reading = readPatient(resource, options);
    const problems = reading.problems.map((each) => ({ ...each, at: `${at}.${each.at}` }));
    open = { problems };
    if (reading.ok) open.patient = { ...reading.patient, ...readStatus(resource) };
    return done;
  };
  const takeRelated = (entry: Json, resource: JsonObject, at: string) => {
    const url = member(entry, 'fullUrl');
    const number = /(\d{10})\/RelatedPerson/.exec(typeof url === 'string' ? url : '')?.[1];
    const patient = open?.patient;
    if (!open || !patient || patient.nhsNumber !== number)
      return problem(at, 'related to nobody: its fullUrl does not name the Patient before it');
    const { problems } = open;
    const relative = readRelatedPerson(resource, {
      newId: options.newId,
      alias: options.alias ?? 'temp',
      problem: (where, message) => void problems.push({ at: `${at}.${where}`, message }),
    });
    open.patient = { ...patient, relatives: [...patient.relatives, relative] };
    return [];
  };
  const take = (text: string, alone: boolean): readonly BundleRecord[] => {
    const at = alone ? 'file' : `entry[${count++}]`;
    const value = parseJson(text);
    if (!isObject(value)) return problem(at, 'no JSON object, or too large');
    const resource = alone ? value : member(value, 'resource');
    if (!isObject(resource)) return problem(at, 'no resource');
    const type = member(resource, 'resourceType');
    if (type === 'Patient') return takePatient(resource, at);
    if (type === 'RelatedPerson') return takeRelated(value, resource, at);
    return problem(at, `no Patient: ${String(JSON.stringify(type)).slice(0, 40)}`);
  };
  return {
    push: (text) => splitter.push(text).flatMap((entry) => take(entry, false)),
    end() {
      const { rest, sawEntries, whole } = splitter.end();
      const cut = sawEntries && !whole ? problem('file', 'ends in the middle of a Bundle') : [];
      const alone = !sawEntries && rest.trim() !== '' ? soleResource(rest, take) : [];
      return [...alone, ...cut, ...close()];
    },
  };
}

/** A file without entries: one resource, or a Bundle that is empty. */
function soleResource(
  text: string,
  take: (text: string, alone: boolean) => readonly BundleRecord[],
): readonly BundleRecord[] {
  return member(parseJson(text), 'resourceType') === 'Bundle' ? [] : take(text, true);
}

type Status = Pick<Patient, 'status' | 'supersedes'> & { readonly supersededBy?: NhsNumber };

function readStatus(resource: JsonObject): Status {
  const linked = (type: string) =>
    listOf(member(resource, 'link')).flatMap((each) => {
      const number = member(member(member(each, 'other'), 'identifier'), 'value');
      const parsedNumber = typeof number === 'string' ? parseNhsNumber(number) : undefined;
      return member(each, 'type') === type && parsedNumber ? [parsedNumber] : [];
    });
  const [supersededBy] = linked('replaced-by');
  const security = member(listOf(member(member(resource, 'meta'), 'security'))[0], 'code');
  const ended = member(resource, 'active') === false;
  const status =
    security === 'REDACTED'
      ? 'redacted'
      : supersededBy
        ? 'superseded'
        : ended
          ? 'invalidated'
          : 'active';
  return { status, supersedes: linked('replaces'), ...(supersededBy ? { supersededBy } : {}) };
}
