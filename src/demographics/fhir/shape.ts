import type { Span } from '../patient.ts';

/** What of a record is told to whom (pds-identity 2.3, 2.5, 2.6). */
export interface Shape {
  /** A search gives less than a read: the home address, usual, nickname and temporary names, no preferences. */
  readonly view: 'read' | 'search';
  /** Privileged applications see where a restricted patient lives. */
  readonly privileged?: boolean;
  readonly seesConfidentialRemovals?: boolean;
  /** `YYYYMMDD`: what had ended by then is left out. Everything is written without it. */
  readonly today?: string;
  /** Whether empty lines of an address keep their places; the API's own reference says they go. */
  readonly emptyLines?: 'keep' | 'remove';
  /** FHIR's word for an alias; the public mapping leaves it open. */
  readonly alias?: 'temp' | 'nickname' | 'old';
  /** FHIR's word for a sex that is not specified. */
  readonly unspecifiedGender?: 'other' | 'unknown';
}

/** Everything that there is, for files. */
export const WHOLE: Shape = { view: 'read', privileged: true, seesConfidentialRemovals: true };

/** Whether something was over before the day. A year or month alone is over when all of it is. */
export function isOver({ to }: Span, today: string | undefined): boolean {
  return today !== undefined && to !== undefined && to.slice(0, 8).padEnd(8, '9') < today;
}
