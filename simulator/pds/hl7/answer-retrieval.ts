import { dayOf } from '../../../src/demographics/date-range.ts';
import { isSensitive } from '../../../src/demographics/hl7v3/in-view.ts';
import type { PdsInteraction } from '../../../src/demographics/hl7v3/interactions.ts';
import type { PdsQuery } from '../../../src/demographics/hl7v3/read-query.ts';
import { RESPONSE, warning } from '../../../src/demographics/hl7v3/response-codes.ts';
import { querySubject } from '../../../src/demographics/hl7v3/write-registration.ts';
import { retrievalPayload } from '../../../src/demographics/hl7v3/write-retrieval.ts';
import type { Patient } from '../../../src/demographics/patient.ts';
import { type Hl7Answer, queryFailed } from './hl7-answer.ts';
import type { Hl7Parts } from './hl7-parts.ts';

const SERIAL_NUMBER = 'person.scn';

/** Answers a retrieval by what became of the number that it asks for (pds-identity 1.7). */
export function answerRetrieval(
  { register, world, clock }: Hl7Parts,
  { mim, answer }: PdsInteraction,
  { id, historicData, retrievalItems }: PdsQuery,
): Hl7Answer {
  const asked = id?.extension ?? '';
  const found = register.get(asked);
  const superseded = found?.status === 'superseded';
  const mayLead = world.current().pds.superseded === 'superseding-record';
  const patient = superseded && mayLead ? register.follow(asked) : found;
  if (patient?.status !== 'active')
    return queryFailed(
      found ? `the record is ${found.status}` : 'nobody has the number',
      RESPONSE.noMatch,
      RESPONSE.retrievalNoMatch,
    );
  const limited = isSensitive(patient);
  const shown = superseded ? replacing(patient, found) : patient;
  const payload = retrievalPayload(shown, {
    mim,
    history: historicData === '1',
    day: dayOf(clock.now()),
    // Who names no item gets what Spine takes for meant (pds-identity 1.7). What others select is in no public source.
    serialNumberAlone: retrievalItems.every((each) => each === SERIAL_NUMBER),
  });
  return {
    body: {
      ...{ interaction: answer, typeCode: 'AA', queryResponse: 'OK' },
      reasons: [
        ...(superseded ? [warning(RESPONSE.superseded)] : []),
        ...(limited ? [warning(RESPONSE.limitedRetrieval)] : []),
      ],
      subject: querySubject(payload),
    },
    why: `found${superseded ? ', superseded' : ''}${limited ? ', limited data' : ''}`,
  };
}

/** The number that was asked for is among those that the record replaces. */
function replacing(patient: Patient, asked: Patient): Patient {
  if (patient.supersedes.includes(asked.nhsNumber)) return patient;
  return { ...patient, supersedes: [...patient.supersedes, asked.nhsNumber] };
}
