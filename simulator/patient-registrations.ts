import { registerAtPractice } from '../src/demographics/change/change-practice.ts';
import { objectIds } from '../src/demographics/object-ids.ts';
import { currentProvision, type Gender, type Patient } from '../src/demographics/patient.ts';
import { plainPatient } from '../src/demographics/plain-patient.ts';
import type { ChangeNote, PatientRegister } from '../src/demographics/register/register.ts';
import { type NhsNumber, parseNhsNumber } from '../src/domain/nhs-number.ts';
import type { Clock } from '../src/platform/clock.ts';
import type { Newcomer, RegistrationDesk } from './doors/registration-desk.ts';

/** Registers patients in the one register behind every face of PDS, on behalf of a service. */
export function patientRegistrations(
  register: PatientRegister,
  clock: Clock,
  reuseProvisionId: () => boolean,
  by: string,
): RegistrationDesk {
  const note = (what: string): ChangeNote => ({
    ...{ at: clock.now().toISOString(), face: 'operator', by, what },
  });
  const at = (ods: string) => ({ ods, now: clock.now(), reuseProvisionId: reuseProvisionId() });
  return {
    knows: (nhsNumber) => register.follow(nhsNumber) !== undefined,
    allocate: () => register.allocate(),
    register(text, ods, newcomer) {
      const known = register.follow(text);
      if (known) {
        const before = currentProvision(known)?.ods;
        if (before === ods) return `PDS has the patient at ${ods} already`;
        register.change(known.nhsNumber, undefined, note('GP registration'), (patient) =>
          registerAtPractice(patient, at(ods)),
        );
        return `the patient was moved on PDS from ${before ?? 'no practice'} to ${ods}`;
      }
      const nhsNumber = parseNhsNumber(text);
      if (!nhsNumber) return 'PDS was left as it is: the number is none that PDS can hold';
      if (!newcomer) return 'PDS was left as it is: it does not know the patient';
      register.put(
        registerAtPractice(recordOf(nhsNumber, newcomer), at(ods)),
        note('registration'),
      );
      return `the patient is new on PDS, registered at ${ods}`;
    },
  };
}

function recordOf(nhsNumber: NhsNumber, newcomer: Newcomer): Patient {
  const { family, given, prefix, gender, birthDate, lines, postcode } = newcomer;
  const nextId = objectIds(plainPatient(nhsNumber));
  const named = family !== undefined || given.length > 0;
  const housed = postcode !== undefined || lines.some((line) => line !== '');
  return plainPatient(nhsNumber, {
    ...(gender !== undefined && /^[0129]$/.test(gender) && { gender: gender as Gender }),
    ...(birthDate !== undefined && { birthTime: birthDate }),
    ...(named && {
      names: [
        {
          id: nextId(),
          use: 'L',
          given,
          ...(family !== undefined && { family }),
          ...(prefix !== undefined && { prefix }),
        },
      ],
    }),
    ...(housed && {
      addresses: [{ id: nextId(), use: 'H', lines, ...(postcode !== undefined && { postcode }) }],
    }),
  });
}
