import type { OrganisationStatus } from '../../../domain/organisation-status.ts';
import type { JsonObject } from '../json.ts';
import type { Refusal } from '../operation-outcome.ts';
import type { Shape } from '../shape.ts';
import type { Patch } from './read-patches.ts';

/** Who updates, when, and what the world says. */
export interface UpdateContext {
  readonly now: Date;
  readonly mode: 'healthcare-worker' | 'patient';
  /** A primary-care system, and a user whose role may: nobody else sets a practice. */
  readonly mayUpdateGp: boolean;
  readonly mayUpdateDemographics: boolean;
  readonly organisation: (ods: string) => OrganisationStatus;
  readonly asid?: string | undefined;
  /** `pds.reuseProvisionId` */
  readonly reuseProvisionId: boolean;
  /** How the caller sees the record: patches mean that view. */
  readonly shape: Shape;
}

/** An update as the rules see it: the record's FHIR before and after. */
export interface Update {
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly patches: readonly Patch[];
  /** Members of the Patient that differ. */
  readonly changed: readonly string[];
  /** `YYYY-MM-DD` */
  readonly today: string;
  readonly context: UpdateContext;
}

/** What the rules of single fields look at. Also of somebody new, whose record was empty before. */
export type RecordChange = Pick<Update, 'before' | 'after' | 'today'>;
export type RecordRule = (change: RecordChange) => Refusal | undefined;

export type UpdateRule = (update: Update) => Refusal | undefined;
