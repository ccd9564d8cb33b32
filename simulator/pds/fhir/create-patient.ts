import { dayOf } from '../../../src/demographics/date-range.ts';
import { newContactFault, newNameFault } from '../../../src/demographics/fhir/creation-rules.ts';
import { writeDate } from '../../../src/demographics/fhir/fhir-date.ts';
import type { JsonObject } from '../../../src/demographics/fhir/json.ts';
import { isObject, member, parseJson } from '../../../src/demographics/fhir/json.ts';
import { faultIn } from '../../../src/demographics/fhir/json-shape.ts';
import { CREATION } from '../../../src/demographics/fhir/patient-shape.ts';
import { readFacts } from '../../../src/demographics/fhir/read-patient.ts';
import { writePatient } from '../../../src/demographics/fhir/write-patient.ts';
import { objectIds } from '../../../src/demographics/object-ids.ts';
import type { Patient } from '../../../src/demographics/patient.ts';
import { plainPatient } from '../../../src/demographics/plain-patient.ts';
import { findMatches } from '../../../src/demographics/trace/match-trace.ts';
import { type Asked, header, type Operation, shapeFor } from './operation.ts';
import { answered, type Outcome, refuse, refused } from './outcome.ts';
import { noChangeByApplications, notForPatients } from './permissions.ts';
import { noteOf } from './update-patient.ts';

/** All clients share the limit of the platform's spike arrest. */
const EVERYBODY = '';

/** `POST /Patient`: allocates an NHS number, unless somebody fits already (pds-identity 2.6). */
export const createPatient: Operation = {
  name: 'Patient.create',
  changes: true,
  check: (request) =>
    /^application\/(fhir\+)?json/i.test(header(request, 'content-type') ?? '')
      ? undefined
      : refuse('UNSUPPORTED_SERVICE'),
  permit(asked) {
    if (asked.principal.mode === 'patient') return notForPatients();
    return noChangeByApplications(asked, 'create') ?? tooManyCreations(asked);
  },
  perform(asked) {
    const body = parseJson(asked.request.body.toString('utf8'));
    if (!isObject(body))
      return refuse('INVALID_CREATE', "Invalid patient create data provided - 'no patient'");
    const fault = faultIn(body, CREATION, '');
    if (fault) return refused(fault);
    const wrong = wrongFacts(asked, body);
    if (wrong) return wrong;
    const known = knownPeople(asked, body);
    if (known) return known;
    const unfit = newContactFault(body, writeDate(dayOf(asked.request.at)));
    return unfit ? refused(unfit) : allocate(asked, body);
  },
};

function tooManyCreations({ room, world, request }: Asked): Outcome | undefined {
  const { createRatePerSecond } = world.pds.fhir;
  return room.creations.admit(EVERYBODY, createRatePerSecond, request.at)
    ? undefined
    : refuse(
        'TOO_MANY_REQUESTS',
        'There have been too many Create Patient requests. Please try again later.',
      );
}

function wrongFacts({ request }: Asked, body: JsonObject): Outcome | undefined {
  const today = writeDate(dayOf(request.at));
  const born = String(member(body, 'birthDate'));
  if (born > today)
    return refuse('INVALID_VALUE', `Invalid value - '${born}' in field 'birthDate'`);
  const wrong = newNameFault(body, today);
  return wrong && refused(wrong);
}

/** Somebody with the name, birth date, gender and postcode is taken for the same person. */
function knownPeople(asked: Asked, body: JsonObject): Outcome | undefined {
  const { names, addresses, birthTime, gender } = factsOf(asked, body, () => '');
  const postcode = addresses[0]?.postcode;
  const found = findMatches(asked.room.register, {
    family: names[0]?.family?.replaceAll('*', ''),
    ...(postcode ? { postcode } : { given: names[0]?.given }),
    ...(gender ? { genders: [gender] } : {}),
    born: { from: birthTime, to: birthTime },
    limit: 2,
  });
  const [only, other] = found;
  if (!only) return undefined;
  return other
    ? refuse(
        'MULTIPLE_MATCHES',
        'Unable to create new patient. Multiple matches found for supplied demographic data.',
      )
    : refuse(
        'SINGLE_MATCH',
        `Unable to create new patient. NHS number ${only.patient.nhsNumber} found for supplied demographic data.`,
      );
}

function factsOf({ world }: Asked, body: JsonObject, newId: () => string) {
  const alias = world.pds.fhir.aliasNameUse;
  return readFacts(body, { newId, alias, problem: () => undefined });
}

function allocate(asked: Asked, body: JsonObject): Outcome {
  const { register } = asked.room;
  const number = register.allocate();
  const newId = objectIds(plainPatient(number));
  const facts = factsOf(asked, body, newId);
  const today = dayOf(asked.request.at);
  const begun = <T extends { readonly from?: string }>(items: readonly T[]) =>
    items.map((each) => ({ from: today, ...each }));
  const patient: Patient = {
    ...plainPatient(number, facts),
    names: begun(facts.names),
    addresses: begun(facts.addresses),
    telecoms: begun(facts.telecoms),
    // A practice is set by registration, not by allocation.
    provisions: [],
  };
  register.put(patient, noteOf(asked, ['created']));
  const outcome = answered('created', writePatient(patient, shapeFor(asked, 'read')), patient.scn);
  return { ...outcome, status: 201 };
}
