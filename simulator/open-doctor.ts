import { systemClock } from '../src/platform/clock.ts';
import { listens } from '../src/platform/listens.ts';
import { examineAll } from './doctor/doctor.ts';
import { openEvidence } from './doctor/evidence.ts';
import type { DoctorFinding } from './doors/doctor.ts';
import type { Neighbours } from './doors/neighbours.ts';
import type { ScenarioDesk } from './doors/scenario-desk.ts';
import type { CleanUp, Ground } from './ground.ts';
import type { Services } from './open-services.ts';
import { checkWorld } from './world/check-world.ts';
import type { WorldSettings } from './world/world-settings.ts';

/** A connection to somebody on the same network takes less. */
const PROBE_MS = 1000;

export interface Doctor {
  examine(): Promise<readonly DoctorFinding[]>;
  /** After the journal was emptied. */
  forget(): void;
}

/** Puts the doctor to the simulator: what it looks at is what is in force now. */
export async function openDoctor(
  { world, journal, clock, certificates }: Ground,
  settings: WorldSettings,
  { directory }: Services,
  { mesh, nhais, adaptors }: Neighbours,
  scenarios: Pick<ScenarioDesk, 'loaded'>,
  cleanUp: CleanUp,
): Promise<Doctor> {
  const evidence = await openEvidence(journal, clock);
  cleanUp.add(async () => evidence.close());
  const room = {
    ...{ journal, evidence, clock },
    world: () => world.current(),
    machine: systemClock(),
    certificates: () => certificates.list(),
    worldProblems: () => checkWorld(settings.config()),
    directoryRemarks: () => directory.lint(),
    situations: async () => (await scenarios.loaded()).map(({ title }) => title),
    ...{ mailboxes: mesh?.desk, nhais: nhais?.desk, adaptors: adaptors?.desk },
    listens: (host: string, port: number) => listens(host, port, PROBE_MS),
  };
  return { examine: () => examineAll(room), forget: evidence.forget };
}
