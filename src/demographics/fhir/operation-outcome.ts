import { ERRORS, type ErrorName } from './errors.ts';
import { type JsonObject, present } from './json.ts';

const SYSTEM = 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode';

/** Why something is not done. A value: what a peer sent wrongly is told, not thrown. */
export interface Refusal {
  readonly error: ErrorName;
  /** Absent where PDS gives none: of an unknown number, a stale version and a few more. */
  readonly diagnostics?: string;
  /** In place of those of the table, where the access mode decides. */
  readonly status?: number;
  readonly issue?: string;
  readonly display?: string;
}

export function refusal(error: ErrorName, diagnostics?: string): Refusal {
  return diagnostics === undefined ? { error } : { error, diagnostics };
}

export function statusOf({ error, status }: Refusal): number {
  return status ?? ERRORS[error].status;
}

export function displayOf({ error, display }: Refusal): string {
  return display ?? ERRORS[error].display;
}

/** What clients wrongly sent is quoted, but not megabytes of it. */
const LONGEST = 2000;

/** What is told besides the code. */
export function diagnosticsOf({ diagnostics }: Refusal): string | undefined {
  if (diagnostics === undefined || diagnostics.length <= LONGEST) return diagnostics;
  return `${diagnostics.slice(0, LONGEST)}...`;
}

/** The OperationOutcome of a refusal (pds-identity 2.4). */
export function writeOutcome(why: Refusal): JsonObject {
  const { severity, issue } = ERRORS[why.error];
  const coding = { system: SYSTEM, version: '1', code: why.error, display: displayOf(why) };
  return {
    resourceType: 'OperationOutcome',
    issue: [
      present({
        severity,
        code: why.issue ?? issue,
        details: { coding: [coding] },
        diagnostics: diagnosticsOf(why),
      }),
    ],
  };
}
