import type { NhsNumber } from '../../domain/nhs-number.ts';
import type { Patient } from '../patient.ts';

/** Who changed a record and how, for its history. */
export interface ChangeNote {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Which face: `hl7`, `fhir`, `smsp`, `operator`. */
  readonly face: string;
  /** ASID, client or user; never patient data. */
  readonly by: string;
  /** What was changed, in a few words without patient data: `GP registration`. */
  readonly what: string;
}

/** One version of a record. */
export interface Version {
  readonly patient: Patient;
  readonly note: ChangeNote;
}

export type ChangeOutcome =
  | { readonly ok: true; readonly patient: Patient }
  | { readonly ok: false; readonly why: 'unknown' | 'stale'; readonly scn?: number };

/** How a trace or search narrows down who may be meant; all that are given must hold. */
export interface Candidates {
  /** Upper case; of any name, past ones too. */
  readonly family?: string;
  /** Upper case; the family name begins so. */
  readonly familyPrefix?: string;
  /** Without its space, upper case; of any address. */
  readonly postcode?: string;
  /** Date of birth from and to, `YYYYMMDD`, inclusive. */
  readonly bornFrom?: string;
  readonly bornTo?: string;
  /** ODS code of the current practice. */
  readonly practice?: string;
}

/** The patients of a moment, and the allocation of numbers, to go back to. Opaque; plain JSON. */
export interface RegisterSnapshot {
  readonly patients: readonly Patient[];
  readonly allocated: number;
}

/**
 * The one demographic register behind every face of PDS. What changes here is seen everywhere at once,
 * unless the world delays its visibility (`pds.updateVisibleAfter`).
 */
export interface PatientRegister {
  readonly size: number;
  /** The record as readers see it now, whatever its status. */
  get(nhsNumber: string): Patient | undefined;
  /** The record that a number leads to: the superseding one of a superseded number. */
  follow(nhsNumber: string): Patient | undefined;
  /** In the order of NHS numbers. `after` is exclusive; `limit` 100 unless given. */
  list(from?: {
    readonly after?: string;
    readonly limit?: number;
    readonly practice?: string;
  }): readonly Patient[];
  /** A superset of those who fit, found by index where one helps; the caller judges each. */
  candidates(narrow: Candidates): Iterable<Patient>;
  /**
   * Replaces a record if its serial number is the expected one; `undefined` expects nothing. The result of
   * `change` gets the next serial number.
   */
  change(
    nhsNumber: string,
    expectedScn: number | undefined,
    note: ChangeNote,
    change: (patient: Patient) => Patient,
  ): ChangeOutcome;
  /** Takes a record as it is, new or in place of another: for operators, files and allocation. */
  put(patient: Patient, note: ChangeNote): void;
  remove(nhsNumber: string): boolean;
  /** The next free number of the pool (pds-identity 5.1). */
  allocate(): NhsNumber;
  /** Versions of a record since the start or the last reset, oldest first. */
  history(nhsNumber: string): readonly Version[];
  snapshot(): RegisterSnapshot;
  /** Goes back to a snapshot; histories begin anew. */
  restore(snapshot: RegisterSnapshot): void;
  /** Called after every change. Returns what ends it. */
  subscribe(listener: (version: Version) => void): () => void;
}
