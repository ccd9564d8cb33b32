import { parseJson } from '../../../src/demographics/fhir/json.ts';
import { patchPatient } from '../../../src/demographics/fhir/patch/patch-patient.ts';
import { invalidUpdate, patchesIn } from '../../../src/demographics/fhir/patch/read-patches.ts';
import { forbidden } from '../../../src/demographics/fhir/patch/rule-words.ts';
import type { UpdateContext } from '../../../src/demographics/fhir/patch/update-context.ts';
import { writePatient } from '../../../src/demographics/fhir/write-patient.ts';
import type { Patient } from '../../../src/demographics/patient.ts';
import type { ApiRequest } from '../../gateway/api-message.ts';
import { type Asked, header, type Operation, shapeFor } from './operation.ts';
import { answered, type Outcome, refuse, refused } from './outcome.ts';
import { checkNumber, findPatient } from './patient-status.ts';
import { noChangeByApplications, ownRecordOnly } from './permissions.ts';

/** `PATCH /Patient/{id}`; the order of its checks is that of pds-identity 2.6. */
export const updatePatient: Operation = {
  name: 'Patient.patch',
  changes: true,
  check: (request, nhsNumber) => checkNumber(nhsNumber) ?? checkHeaders(request),
  permit: (asked) => noChangeByApplications(asked, 'update') ?? ownRecordOnly(asked),
  perform(asked) {
    const { register } = asked.room;
    if (register.get(asked.nhsNumber)?.status === 'superseded')
      return refused(forbidden('Update Failed - NHS No. supplied has been superseded in a merge'));
    const found = findPatient(register, asked.nhsNumber);
    if (!found.ok) return found.outcome;
    const patches = patchesIn(parseJson(asked.request.body.toString('utf8')));
    if (!patches) return refused(invalidUpdate('No patches found'));
    // Readers may see a change late; who made it holds its version already.
    const patient = register.history(asked.nhsNumber).at(-1)?.patient ?? found.patient;
    const stale = staleVersion(asked, patient);
    if (stale) return stale;
    const patched = patchPatient(patient, patches, contextOf(asked));
    if (!patched.ok) return refused(patched.refusal);
    const { patient: changed, changed: what } = patched;
    // Tests alone, or values that are there already: no new version.
    if (what.length === 0)
      return answered('unchanged', writePatient(patient, shapeFor(asked, 'read')), patient.scn);
    const outcome = register.change(
      patient.nhsNumber,
      patient.scn,
      noteOf(asked, what),
      () => changed,
    );
    if (!outcome.ok)
      return refuse(outcome.why === 'stale' ? 'RESOURCE_VERSION_MISMATCH' : 'RESOURCE_NOT_FOUND');
    const { patient: now } = outcome;
    return answered('updated', writePatient(now, shapeFor(asked, 'read')), now.scn);
  },
};

export function checkIfMatch(request: ApiRequest): Outcome | undefined {
  if (header(request, 'if-match')) return undefined;
  return refuse(
    'PRECONDITION_FAILED',
    'Invalid request with error - If-Match header must be supplied to update this resource',
  );
}

/** `application/json-patch+json`; the sandbox takes whatever begins with `application/json`. */
function checkHeaders(request: ApiRequest): Outcome | undefined {
  const missing = checkIfMatch(request);
  if (missing) return missing;
  const type = header(request, 'content-type') ?? '';
  return /^application\/json/i.test(type) ? undefined : refuse('UNSUPPORTED_SERVICE');
}

/** Whether the version that the client knows is not the record's. */
export function staleVersion(
  { request, world }: Asked,
  { scn }: Pick<Patient, 'scn'>,
): Outcome | undefined {
  const ifMatch = header(request, 'if-match') ?? '';
  if (ifMatch === `W/"${scn}"`) return undefined;
  const { malformedIfMatch } = world.pds.fhir;
  if (/^W\/"\d+"$/.test(ifMatch) || malformedIfMatch === '409')
    return refuse('RESOURCE_VERSION_MISMATCH');
  return malformedIfMatch === '400'
    ? refuse('INVALID_VALUE', `Invalid value - '${ifMatch}' in header 'If-Match'`)
    : refuse(
        'PRECONDITION_FAILED',
        'Invalid update with error - This resource has changed since you last read. Please re-read and try again with the new version number.',
      );
}

function contextOf(asked: Asked): UpdateContext {
  const { principal, room, world, request } = asked;
  return {
    now: request.at,
    mode: principal.mode === 'patient' ? 'patient' : 'healthcare-worker',
    mayUpdateGp: principal.mayUpdateGp,
    mayUpdateDemographics: principal.mayUpdateDemographics,
    organisation: room.organisation,
    asid: principal.asid,
    reuseProvisionId: world.pds.reuseProvisionId,
    shape: shapeFor(asked, 'read'),
  };
}

/** Names of fields, never what they hold. */
export function noteOf({ request, principal }: Asked, what: readonly string[]) {
  return {
    at: request.at.toISOString(),
    face: 'fhir',
    by: principal.asid ?? principal.clientId,
    what: what.join(', '),
  };
}
