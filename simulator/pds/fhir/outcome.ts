import type { ErrorName } from '../../../src/demographics/fhir/errors.ts';
import type { JsonObject } from '../../../src/demographics/fhir/json.ts';
import {
  diagnosticsOf,
  displayOf,
  type Refusal,
  refusal,
  statusOf,
  writeOutcome,
} from '../../../src/demographics/fhir/operation-outcome.ts';

/** What an operation answers, before headers and faults. */
export interface Outcome {
  readonly status: number;
  readonly body: JsonObject;
  /** For the ETag. */
  readonly version?: number;
  /** For the journal: `found`, `refused: RESOURCE_NOT_FOUND`. */
  readonly result: string;
  /** For the trace: what a refusal says, and where that is written. */
  readonly why?: string;
  readonly retryAfter?: number;
}

export function answered(result: string, body: JsonObject, version?: number): Outcome {
  return { status: 200, body, result, ...(version === undefined ? {} : { version }) };
}

export function refused(why: Refusal): Outcome {
  const outcome = {
    status: statusOf(why),
    body: writeOutcome(why),
    result: `refused: ${why.error}`,
    why: `${diagnosticsOf(why) ?? displayOf(why)} (${why.error}, pds-identity 2.4)`,
  };
  return why.error === 'SERVICE_UNAVAILABLE' ? { ...outcome, retryAfter: RETRY_AFTER } : outcome;
}

export function refuse(error: ErrorName, diagnostics?: string): Outcome {
  return refused(refusal(error, diagnostics));
}

const RETRY_AFTER = 5;

/** Takes too long; the request may have been carried out all the same (pds-identity 2.1). */
export function tooLate(): Outcome {
  return refuse(
    'SERVICE_UNAVAILABLE',
    "The downstream domain processing has not completed within the configured timeout period. Using the same 'X-Request-ID' header, retry your request after the time specified by the 'Retry-After' response header.",
  );
}
