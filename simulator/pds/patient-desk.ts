import { registerAtPractice } from '../../src/demographics/change/change-practice.ts';
import { writeBundle } from '../../src/demographics/fhir/write-bundle.ts';
import { importPatients } from '../../src/demographics/import-patients.ts';
import { problemText, readPatient } from '../../src/demographics/json/patient-json.ts';
import type { Patient } from '../../src/demographics/patient.ts';
import type { ChangeNote, PatientRegister } from '../../src/demographics/register/register.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { PatientDesk } from '../doors/patient-desk.ts';
import { mergePatch } from '../world/merge-patch.ts';
import type { WorldStore } from '../world/world-store.ts';
import { everybody, findPatients, patientLines } from './find-patients.ts';
import { PatientExistsError, PatientRefusedError } from './patient-errors.ts';
import { patientSnapshots } from './patient-snapshots.ts';

/** What an operator is about to do with the register; never patient data. */
export interface RegisterEdit {
  readonly what: string;
  readonly records: number;
}

export interface PatientDeskOptions {
  readonly register: PatientRegister;
  readonly world: Pick<WorldStore, 'current'>;
  readonly clock: Clock;
  /** Awaited before a change counts, for example to put it on record. */
  readonly before?: (edit: RegisterEdit) => Promise<void>;
}

/** The operator's hands on the register, for the control API. Rejections are SimulatorErrors. */
export function patientDesk(options: PatientDeskOptions): PatientDesk {
  const { register, world, clock, before = async () => {} } = options;
  const note = (what: string): ChangeNote => ({
    ...{ at: clock.now().toISOString(), face: 'operator', by: 'control API', what },
  });
  const edit = async (what: string, records = 1) => {
    await before({ what, records });
    return note(what);
  };
  /** `make` is asked before the edit is put on record, and again then: the record may have changed meanwhile. */
  const store = async <P extends Patient | undefined>(make: () => P, what: string): Promise<P> => {
    const first = make();
    if (!first) return first;
    const why = await edit(what);
    const patient = make();
    if (patient) register.put(patient, why);
    return patient;
  };
  return {
    list: (question) => findPatients(register, question),
    get: (nhsNumber) => register.get(nhsNumber),
    history: (nhsNumber) => register.history(nhsNumber),
    async add(draft) {
      const given = draft.nhsNumber;
      // Judged before a number is spent on it.
      const patient = judged(given === undefined ? { ...draft, nhsNumber: ANY_NUMBER } : draft);
      const nhsNumber = given === undefined ? register.allocate() : patient.nhsNumber;
      const newcomer = () => {
        if (register.get(nhsNumber)) throw new PatientExistsError(nhsNumber);
        return { ...patient, nhsNumber };
      };
      return store(newcomer, 'added');
    },
    async put(nhsNumber, draft) {
      if (draft.nhsNumber !== undefined && draft.nhsNumber !== nhsNumber)
        throw new PatientRefusedError(['nhsNumber: is another one than in the address']);
      const next = () => (newest(register, nhsNumber)?.scn ?? 0) + 1;
      return store(() => judged({ scn: next(), ...draft, nhsNumber }), 'replaced');
    },
    async patch(nhsNumber, patch) {
      const patched = () => {
        const there = newest(register, nhsNumber);
        return there && judged(mergePatch({ ...there, scn: there.scn + 1 }, patch));
      };
      if ('nhsNumber' in patch && patch.nhsNumber !== nhsNumber && newest(register, nhsNumber))
        throw new PatientRefusedError(['nhsNumber: cannot be changed']);
      return store(patched, `changed: ${Object.keys(patch).join(', ').slice(0, 200)}`);
    },
    async move(nhsNumber, { to, from }) {
      if (!register.get(nhsNumber)) return undefined;
      const { reuseProvisionId } = world.current().pds;
      const now = clock.now();
      const outcome = register.change(nhsNumber, undefined, await edit('moved'), (patient) =>
        registerAtPractice(patient, { ods: to, now, reuseProvisionId, from }),
      );
      return outcome.ok ? outcome.patient : undefined;
    },
    async remove(nhsNumber) {
      if (!register.get(nhsNumber)) return false;
      await edit('removed');
      return register.remove(nhsNumber);
    },
    export: (form) =>
      form === 'fhir' ? writeBundle(everybody(register), clock.now()) : patientLines(register),
    async import(text) {
      const patients: Patient[] = [];
      const remarks: string[] = [];
      const problems: string[] = [];
      for (const record of importPatients([text])) {
        if (!record.ok) problems.push(...record.problems);
        else {
          patients.push(record.patient);
          remarks.push(...record.remarks);
        }
      }
      if (problems.length > 0) throw new PatientRefusedError(problems);
      const what = await edit('imported', patients.length);
      for (const patient of patients) register.put(patient, what);
      return { records: patients.length, remarks };
    },
    ...patientSnapshots(register, edit),
  };
}

/** Stands in for the number that a judged record will get. */
const ANY_NUMBER = '9990000018';

function judged(value: unknown): Patient {
  const reading = readPatient(value);
  if (reading.ok) return reading.patient;
  throw new PatientRefusedError(reading.problems.map(problemText));
}

/** Changes start from the newest version, also while readers do not see it yet. */
function newest(register: PatientRegister, nhsNumber: string): Patient | undefined {
  return register.history(nhsNumber).at(-1)?.patient;
}
