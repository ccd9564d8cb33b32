import type { Patient } from '../../src/demographics/patient.ts';
import type { Version } from '../../src/demographics/register/register.ts';

/** Which patients an operator wants to see; all that is given must hold. */
export interface PatientQuestion {
  /** NHS number, exclusive: where the last answer ended. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
  /** ODS code of the current practice. */
  readonly practice?: string | undefined;
  /** Of any name; may hold `*`. */
  readonly family?: string | undefined;
  readonly postcode?: string | undefined;
}

export interface PatientMove {
  /** ODS code. */
  readonly to: string;
  /** The day it begins, `YYYYMMDD`; today unless given. */
  readonly from?: string | undefined;
}

/** What an import came to. */
export interface PatientImport {
  readonly records: number;
  /** What of FHIR resources was left out. */
  readonly remarks: readonly string[];
}

/** A record as it comes from outside: what is usual may be left out. */
export type PatientDraft = Readonly<Record<string, unknown>>;

/**
 * What the control API does with the patients of PDS. Records are judged here: rejections are SimulatorErrors,
 * and nothing was changed then.
 */
export interface PatientDesk {
  /** In the order of NHS numbers. */
  list(question: PatientQuestion): readonly Patient[];
  /** As readers see it, whatever its status. */
  get(nhsNumber: string): Patient | undefined;
  history(nhsNumber: string): readonly Version[];
  /** Takes up somebody new; a number is allocated where the draft has none. */
  add(draft: PatientDraft): Promise<Patient>;
  /** Replaces a record or takes up a new one. Its serial number is the next one unless given. */
  put(nhsNumber: string, draft: PatientDraft): Promise<Patient>;
  /** JSON merge patch (RFC 7396); `undefined` when there is no record. */
  patch(nhsNumber: string, patch: PatientDraft): Promise<Patient | undefined>;
  /** Changes the practice as PDS would; `undefined` when there is no record. */
  move(nhsNumber: string, move: PatientMove): Promise<Patient | undefined>;
  /** `false` when there is no record. */
  remove(nhsNumber: string): Promise<boolean>;
  /** JSON Lines, or a FHIR Bundle, in pieces. */
  export(form: 'json' | 'fhir'): Iterable<string>;
  /** Records of any form that files may have; all or none. */
  import(text: string): Promise<PatientImport>;
  /** Remembers all records under a name; gives their number. */
  takeSnapshot(name: string): Promise<number>;
  snapshots(): readonly { readonly name: string; readonly records: number }[];
  /** `false` when there is no such snapshot. */
  restoreSnapshot(name: string): Promise<boolean>;
  removeSnapshot(name: string): boolean;
}
