import type { RecordAttachment } from '../../src/gp2gp/synthetic/attachments.ts';
import type { SyntheticOptions } from '../../src/gp2gp/synthetic-record.ts';
import type { SeededRecord } from './hooks/hook-schemas.ts';

/** What a practice holds of a patient. */
export type PatientRecord =
  /** An invented record, written for the request that asks for it. */
  | { readonly kind: 'synthetic'; readonly options: SyntheticOptions }
  /** An invented record with documents that lie in files. */
  | { readonly kind: 'seeded'; readonly record: SeededRecord }
  /**
   * The payload of an extract that goes on the wire byte for byte. Its ids are its own: that the prior
   * request it names is not the one it answers is for the receiver to judge.
   */
  | {
      readonly kind: 'extract';
      readonly payload: Uint8Array;
      readonly attachments: readonly RecordAttachment[];
    };

/** Where a practice finds its patients' records. */
export interface RecordSource {
  /** `undefined` when the patient is not registered here. A rejection makes the sender refuse with 10. */
  recordFor(nhsNumber: string): Promise<PatientRecord | undefined>;
}

/** Records by NHS number, held in memory. */
export interface RecordShelf extends RecordSource {
  put(nhsNumber: string, record: PatientRecord): void;
  remove(nhsNumber: string): void;
}

export function recordShelf(
  initial: Iterable<readonly [nhsNumber: string, record: PatientRecord]> = [],
): RecordShelf {
  const records = new Map(initial);
  return {
    recordFor: async (nhsNumber) => records.get(nhsNumber),
    put: (nhsNumber, record) => void records.set(nhsNumber, record),
    remove: (nhsNumber) => void records.delete(nhsNumber),
  };
}
