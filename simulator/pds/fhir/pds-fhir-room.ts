import type { PatientRegister } from '../../../src/demographics/register/register.ts';
import type { OrganisationStatus } from '../../../src/domain/organisation-status.ts';
import type { FaultBook } from '../../../src/faults/fault-book.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import type { Random } from '../../../src/platform/random.ts';
import type { TokenJudge } from '../../doors/token-judge.ts';
import type { WorldStore } from '../../world/world-store.ts';
import { type CoverageBook, coverageBook } from './coverage-book.ts';
import { type RateLimiter, rateLimiter } from './rate-limiter.ts';
import { type RepeatedRequests, repeatedRequests } from './repeated-requests.ts';

/** What PDS FHIR is plugged into. */
export interface PdsFhirOptions {
  readonly world: WorldStore;
  readonly register: PatientRegister;
  /** What the directory says of an organisation code. */
  readonly organisation: (ods: string) => OrganisationStatus;
  readonly tokens: TokenJudge;
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: FaultBook;
}

/** What its operations share besides. */
export interface PdsFhirRoom extends PdsFhirOptions {
  readonly rate: RateLimiter;
  readonly creations: RateLimiter;
  readonly repeated: RepeatedRequests;
  readonly coverages: CoverageBook;
}

export function pdsFhirRoom(options: PdsFhirOptions): PdsFhirRoom {
  return {
    ...options,
    rate: rateLimiter(),
    creations: rateLimiter(),
    repeated: repeatedRequests(),
    coverages: coverageBook(),
  };
}
