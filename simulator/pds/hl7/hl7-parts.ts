import type { PatientRegister } from '../../../src/demographics/register/register.ts';
import type { OrganisationStatus } from '../../../src/domain/organisation-status.ts';
import type { FaultBook } from '../../../src/faults/fault-book.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import type { Ids } from '../../../src/platform/ids.ts';
import type { Random } from '../../../src/platform/random.ts';
import type { SessionJudge } from '../../doors/session-judge.ts';
import type { WorldStore } from '../../world/world-store.ts';

/** What PDS behind Spine is made of. */
export interface Hl7Parts {
  readonly world: WorldStore;
  readonly register: PatientRegister;
  /** What the directory knows of an ODS code, for GP registrations. */
  readonly organisation: (ods: string) => OrganisationStatus;
  /** Without it users are not checked, whatever `identity.enforce` says. */
  readonly sessions?: SessionJudge;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly faults: FaultBook;
}
