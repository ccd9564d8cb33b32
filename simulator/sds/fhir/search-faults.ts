import type { InjectedFault } from '../../../src/faults/fault.ts';
import { delayOf, type FaultBook, faultOf } from '../../../src/faults/fault-book.ts';
import { tellFault } from '../../../src/faults/tell-fault.ts';
import type { Random } from '../../../src/platform/random.ts';
import type { SdsError } from './operation-outcome.ts';

/** What goes wrong with a search. */
export interface SearchFaults {
  /** Milliseconds that the directory takes. */
  readonly delayMs: number;
  readonly error?: SdsError;
  readonly malformed: boolean;
  readonly drop: boolean;
  /** The faults that were met, a text each, for the trace. */
  readonly told: readonly string[];
}

/** How long the API waits for the directory (sds-ods 1.6). */
export const PATIENCE_MS = 3000;

/** Asks the book for the face itself and for the directory behind it, each once. */
export function searchFaults(
  faults: FaultBook,
  random: Random,
  subject: {
    readonly operation: string;
    readonly caller: string | undefined;
    readonly ods: string | undefined;
  },
): SearchFaults {
  const { operation, caller, ods } = subject;
  const own = faults.meet({ face: 'sds-fhir', operation, caller, ods });
  // A rule for every face is met once, not for the directory behind this one too.
  const below = faults
    .meet({ face: 'ldap', operation: 'search', caller: 'sds-fhir', ods })
    .filter(({ rule }) => !own.some((met) => met.rule === rule));
  const all = [...own, ...below];
  const error = ownError(own) ?? directoryError(below);
  return {
    delayMs: delayOf(all, random),
    ...(error && { error }),
    malformed: faultOf(own, 'malformed') !== undefined,
    drop: faultOf(own, 'drop') !== undefined,
    told: [
      ...own.map((each) => tellFault('sds-fhir', each)),
      ...below.map((each) => `${tellFault('ldap', each)}, of the directory behind`),
    ],
  };
}

/** `result` is an HTTP status here; a name stands for 500. */
function ownError(own: readonly InjectedFault[]): SdsError | undefined {
  const fault = faultOf(own, 'result', 'unavailable');
  if (!fault) return undefined;
  if (fault.kind === 'unavailable')
    return { status: 503, diagnostics: 'The service is unavailable' };
  const status = Number(fault.code);
  const known = Number.isInteger(status) && status >= 400 && status <= 599;
  return { status: known ? status : 500, diagnostics: fault.text ?? fault.code };
}

function directoryError(below: readonly InjectedFault[]): SdsError | undefined {
  return faultOf(below, 'result', 'unavailable', 'malformed', 'drop')
    ? { status: 502, diagnostics: 'Invalid LDAP response received' }
    : undefined;
}
