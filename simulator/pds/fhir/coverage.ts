import { readDate } from '../../../src/demographics/fhir/fhir-date.ts';
import {
  isObject,
  type JsonObject,
  member,
  parseJson,
} from '../../../src/demographics/fhir/json.ts';
import { faultIn, type JsonShape } from '../../../src/demographics/fhir/json-shape.ts';
import { invalidUpdate } from '../../../src/demographics/fhir/patch/read-patches.ts';
import { forbidden } from '../../../src/demographics/fhir/patch/rule-words.ts';
import { searchSet } from '../../../src/demographics/fhir/search-set.ts';
import type { ApiRequest } from '../../gateway/api-message.ts';
import { type Asked, baseOf, type Operation } from './operation.ts';
import { answered, type Outcome, refuse, refused } from './outcome.ts';
import { checkNumber, findPatient } from './patient-status.ts';
import { notForPatients, notInThisMode } from './permissions.ts';
import { checkIfMatch, noteOf, staleVersion } from './update-patient.ts';

const KEY = 'subscriber:identifier';
/** Cards are kept whole, with whatever else they say. */
const MOST_BYTES = 16 * 1024;
const WRONG_FORMAT = `Invalid search data provided - 'Coverage search request must follow the format /Coverage?${KEY}=NHS_NUMBER'`;

const text = (accepts: RegExp): JsonShape => ({
  kind: 'text',
  accepts: (each) => accepts.test(each),
});
const CARD = /^[0-9a-zA-Z\-,/:'. ]{1,25}$/;
const object = (
  members: Readonly<Record<string, JsonShape>>,
  required: readonly string[] = Object.keys(members),
): JsonShape => ({ kind: 'object', members, required, open: true });
const identified = (value: JsonShape) => object({ identifier: object({ value }) });

/** What an update must bring: a whole card (pds-identity 2.1; coverage-post of the API reference). */
const COVERAGE: JsonShape = object({
  subscriber: identified({ kind: 'text' }),
  identifier: {
    kind: 'list',
    least: 1,
    most: 1,
    of: object({ value: text(CARD), assigner: identified(text(/^[A-Z]{3}$/)) }),
  },
  beneficiary: identified(text(CARD)),
  payor: { kind: 'list', least: 1, most: 1, of: identified(text(/^[0-9a-zA-Z\-,/:'. ]{1,30}$/)) },
  period: object({ end: { kind: 'text', accepts: (end) => readDate(end)?.length === 8 } }),
});

/** `GET /Coverage?subscriber:identifier=...` */
export const getCoverage: Operation = {
  name: 'Coverage.search',
  subject: (request) => new URLSearchParams(request.query).get(KEY) ?? undefined,
  check(request) {
    const [name, ...others] = [...new URLSearchParams(request.query).keys()];
    if (name !== KEY || others.length > 0) return refuse('INVALID_SEARCH_DATA', WRONG_FORMAT);
    return checkNumber(subjectOf(request));
  },
  permit: (asked) => ownCardOnly(asked, subjectOf(asked.request)),
  perform(asked) {
    const found = findPatient(asked.room.register, subjectOf(asked.request));
    if (!found.ok) return found.outcome;
    const { nhsNumber, scn } = found.patient;
    return bundle(asked, nhsNumber, scn, 'found');
  },
};

/** `POST /Coverage`: takes the place of what there was. */
export const updateCoverage: Operation = {
  name: 'Coverage.update',
  changes: true,
  check: checkIfMatch,
  subject: (request) => numberIn(cardIn(request)),
  permit: (asked) => ownCardOnly(asked, numberIn(cardIn(asked.request)) ?? ''),
  perform(asked) {
    const card = cardIn(asked.request);
    if (!card) return refused(invalidUpdate('No coverage found'));
    if (asked.request.body.length > MOST_BYTES)
      return refused(invalidUpdate(`Coverage has more than ${MOST_BYTES} bytes`));
    const fault = faultIn(card, COVERAGE, '');
    if (fault) return refused(fault);
    const number = numberIn(card) ?? '';
    const wrong = checkNumber(number);
    if (wrong) return wrong;
    const { register, coverages } = asked.room;
    if (register.get(number)?.status === 'superseded')
      return refused(forbidden('Update Failed - NHS No. supplied has been superseded in a merge'));
    const found = findPatient(register, number);
    if (!found.ok) return found.outcome;
    const stale = staleVersion(asked, found.patient);
    if (stale) return stale;
    const note = noteOf(asked, ['coverage']);
    const outcome = register.change(number, found.patient.scn, note, (patient) => patient);
    if (!outcome.ok) return refuse('RESOURCE_VERSION_MISMATCH');
    coverages.put(number, { ...card, resourceType: 'Coverage', status: 'active' });
    return { ...bundle(asked, number, outcome.patient.scn, 'updated'), status: 201 };
  },
};

function bundle(asked: Asked, nhsNumber: string, scn: number, result: string): Outcome {
  const resource = asked.room.coverages.of(nhsNumber);
  const fullUrl = `${baseOf(asked.request)}/Coverage?${KEY}=${nhsNumber}`;
  const entries = resource ? [{ fullUrl, resource }] : [];
  return answered(`${result}: ${entries.length}`, searchSet(entries, asked.request.at, scn), scn);
}

function subjectOf(request: ApiRequest): string {
  return new URLSearchParams(request.query).get(KEY) ?? '';
}

function cardIn(request: ApiRequest): JsonObject | undefined {
  const body = parseJson(request.body.toString('utf8'));
  return isObject(body) ? body : undefined;
}

function numberIn(card: JsonObject | undefined): string | undefined {
  const number = member(member(member(card, 'subscriber'), 'identifier'), 'value');
  return typeof number === 'string' ? number : undefined;
}

/** Cards are for the people themselves; without tokens everybody may try. */
function ownCardOnly(asked: Asked, nhsNumber: string): Outcome | undefined {
  const { principal, world } = asked;
  if (world.pds.fhir.authentication === 'off') return undefined;
  if (principal.mode !== 'patient') return notInThisMode(asked);
  return principal.patient === nhsNumber ? undefined : notForPatients();
}
