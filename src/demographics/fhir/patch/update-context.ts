import type { OrganisationStatus } from '../../../domain/organisation-status.ts';
import type { JsonObject } from '../json.ts';
import type { Refusal } from '../operation-outcome.ts';
import type { Shape } from '../shape.ts';
import type { Patch } from './read-patches.ts';

/** Who updates, when, and what the world says. */
export interface UpdateContext {
  readonly now: Date;
  readonly mode: 'healthcare-worker' | 'patient';
  /** A primary-care system: nobody else sets a practice. */
  readonly mayUpdateGp: boolean;
  /** Activity codes of the user's role; `undefined` where no role is known and none is asked for. */
  readonly activities?: ReadonlySet<string> | undefined;
  /** Activities that are needed; `null` for none. */
  readonly needed: { readonly gp: string | null; readonly demographics: string | null };
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

export type UpdateRule = (update: Update) => Refusal | undefined;
