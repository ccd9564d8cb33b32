import { registerAtPractice } from '../../src/demographics/change/change-practice.ts';
import { writeBundle } from '../../src/demographics/fhir/write-bundle.ts';
import { importPatients } from '../../src/demographics/import-patients.ts';
import { problemText, readPatient } from '../../src/demographics/json/patient-json.ts';
import type { Patient } from '../../src/demographics/patient.ts';
import type {
  ChangeNote,
  PatientRegister,
  Version,
} from '../../src/demographics/register/register.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { mergePatch } from '../world/merge-patch.ts';
import type { WorldStore } from '../world/world-store.ts';
import { everybody, findPatients, patientLines, type Question } from './find-patients.ts';
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

type Draft = Readonly<Record<string, unknown>>;

/** The operator's hands on the register, for the control API. Rejections are SimulatorErrors. */
export function patientDesk(options: PatientDeskOptions) {
  const { register, world, clock, before = async () => {} } = options;
  const note = (what: string): ChangeNote => ({
    ...{ at: clock.now().toISOString(), face: 'operator', by: 'control API', what },
  });
  const edit = async (what: string, records = 1) => {
    await before({ what, records });
    return note(what);
  };
  const store = async (patient: Patient, what: string) => {
    register.put(patient, await edit(what));
    return patient;
  };
  return {
    list: (question: Question) => findPatients(register, question),
    get: (nhsNumber: string): Patient | undefined => register.get(nhsNumber),
    history: (nhsNumber: string): readonly Version[] => register.history(nhsNumber),
    async add(draft: Draft): Promise<Patient> {
      const given = draft.nhsNumber;
      if (typeof given === 'string' && register.get(given)) throw new PatientExistsError(given);
      // Judged before a number is spent on it.
      const patient = judged(given === undefined ? { ...draft, nhsNumber: ANY_NUMBER } : draft);
      const nhsNumber = given === undefined ? register.allocate() : patient.nhsNumber;
      return store({ ...patient, nhsNumber }, 'added');
    },
    async put(nhsNumber: string, draft: Draft): Promise<Patient> {
      if (draft.nhsNumber !== undefined && draft.nhsNumber !== nhsNumber)
        throw new PatientRefusedError(['nhsNumber: is another one than in the address']);
      const scn = (newest(register, nhsNumber)?.scn ?? 0) + 1;
      return store(judged({ scn, ...draft, nhsNumber }), 'replaced');
    },
    async patch(nhsNumber: string, patch: Draft): Promise<Patient | undefined> {
      const there = newest(register, nhsNumber);
      if (!there) return undefined;
      const merged = mergePatch({ ...there, scn: there.scn + 1 }, patch);
      const patient = judged(merged);
      if (patient.nhsNumber !== nhsNumber)
        throw new PatientRefusedError(['nhsNumber: cannot be changed']);
      return store(patient, `changed: ${Object.keys(patch).join(', ').slice(0, 200)}`);
    },
    async move(
      nhsNumber: string,
      { to, from }: { readonly to: string; readonly from?: string | undefined },
    ): Promise<Patient | undefined> {
      if (!register.get(nhsNumber)) return undefined;
      const { reuseProvisionId } = world.current().pds;
      const now = clock.now();
      const outcome = register.change(nhsNumber, undefined, await edit('moved'), (patient) =>
        registerAtPractice(patient, { ods: to, now, reuseProvisionId, from }),
      );
      return outcome.ok ? outcome.patient : undefined;
    },
    async remove(nhsNumber: string): Promise<boolean> {
      if (!register.get(nhsNumber)) return false;
      await edit('removed');
      return register.remove(nhsNumber);
    },
    export: (form: 'json' | 'fhir'): Iterable<string> =>
      form === 'fhir' ? writeBundle(everybody(register), clock.now()) : patientLines(register),
    async import(text: string) {
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
