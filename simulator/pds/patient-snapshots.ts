import type {
  PatientRegister,
  RegisterSnapshot,
} from '../../src/demographics/register/register.ts';
import { TooManySnapshotsError } from './patient-errors.ts';

/** Each holds its records as long as it is kept. */
const MOST_SNAPSHOTS = 20;

/** Snapshots by name, in memory. `edit` is awaited before one is restored. */
export function patientSnapshots(
  register: PatientRegister,
  edit: (what: string, records: number) => Promise<unknown>,
) {
  const snapshots = new Map<string, RegisterSnapshot>();
  return {
    async takeSnapshot(name: string): Promise<number> {
      if (!snapshots.has(name) && snapshots.size >= MOST_SNAPSHOTS)
        throw new TooManySnapshotsError(MOST_SNAPSHOTS);
      const taken = register.snapshot();
      snapshots.set(name, taken);
      return taken.patients.length;
    },
    snapshots: () =>
      [...snapshots].map(([name, { patients }]) => ({ name, records: patients.length })),
    async restoreSnapshot(name: string): Promise<boolean> {
      const taken = snapshots.get(name);
      if (!taken) return false;
      await edit('restored', taken.patients.length);
      register.restore(taken);
      return true;
    },
    removeSnapshot: (name: string): boolean => snapshots.delete(name),
  };
}
