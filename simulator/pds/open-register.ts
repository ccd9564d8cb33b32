import { resolve } from 'node:path';
import { generatePatients } from '../../src/demographics/generated/generate-patients.ts';
import type { Patient } from '../../src/demographics/patient.ts';
import { memoryRegister } from '../../src/demographics/register/memory-register.ts';
import type { PatientRegister } from '../../src/demographics/register/register.ts';
import { specialPatients } from '../../src/demographics/special/special-patients.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { whileLoading } from '../../src/platform/loading-heap.ts';
import type { PdsSettings, World } from '../world/world.ts';
import { PatientFileError } from './patient-errors.ts';
import { readPatientFile } from './patient-files.ts';

export interface RegisterOptions {
  /** Read once; changes of these settings count after a restart. */
  readonly settings: Pick<PdsSettings, 'patients' | 'specialPatients' | 'generated'>;
  /** The folder that the names of files start from. */
  readonly directory: string;
  /** ODS codes that invented patients are registered with. */
  readonly practices: readonly string[];
  readonly clock: Clock;
  /** Asked at each change, milliseconds. */
  readonly visibleAfterMs?: () => number;
  /** Told what of a FHIR file was left out; how many times is up to the file. */
  readonly remark?: (text: string) => void;
}

/** Problems of one file that are collected before it is given up. */
const MOST_PROBLEMS = 100;

/**
 * The register with those it is to begin with: the special patients, invented ones, and the files', where later
 * ones replace earlier ones of the same number. Throws PatientFileError and PatientFileUnreadableError.
 */
export async function openRegister(options: RegisterOptions): Promise<PatientRegister> {
  const { clock, visibleAfterMs } = options;
  return whileLoading(() =>
    memoryRegister({
      patients: beginning(options),
      now: () => clock.now(),
      ...(visibleAfterMs ? { visibleAfterMs } : {}),
    }),
  );
}

/** The ODS codes of the practices of a world, its bundled ones first. */
export function practicesOf({ parties }: Pick<World, 'parties'>): readonly string[] {
  const order = [...parties].sort(
    (a, b) => Number(a.played !== 'bundled') - Number(b.played !== 'bundled'),
  );
  return order.map(({ odsCode }) => odsCode);
}

function* beginning(options: RegisterOptions): Generator<Patient, void> {
  const { settings, directory, practices, clock, remark } = options;
  if (settings.specialPatients) yield* specialPatients(clock.now());
  yield* generatePatients({ ...settings.generated, practices });
  for (const name of settings.patients) yield* patientsOf(name, resolve(directory, name), remark);
}

function* patientsOf(
  name: string,
  file: string,
  remark: (text: string) => void = () => {},
): Generator<Patient, void> {
  const problems: string[] = [];
  for (const record of readPatientFile(file)) {
    if (!record.ok) problems.push(...record.problems);
    else if (problems.length === 0) {
      for (const text of record.remarks) remark(`${name}: ${text}`);
      yield record.patient;
    }
    if (problems.length >= MOST_PROBLEMS) break;
  }
  if (problems.length > 0) throw new PatientFileError(name, problems);
}
