import type { Person } from '../sut/ask-person.ts';
import { openHooks } from '../sut/open-hooks.ts';
import type { SutProfile } from '../sut/sut-profile.ts';
import type { SystemUnderTest } from './system-pool.ts';

/** Where a system finds what it talks to, once the simulator listens. */
export interface SpinePlaces {
  readonly spineUrl: string;
  readonly ldapUrl: string;
  readonly gatewayUrl: string;
  readonly certificateDirectory: string;
}

export interface StartedSystems extends AsyncDisposable {
  readonly systems: readonly SystemUnderTest[];
  /** Rejects when the system goes away by itself. Never resolves. */
  readonly lost?: Promise<never>;
}

/** Systems to be judged: known before the simulator starts, there after it has. */
export interface SystemSource {
  /** Who takes part in the world. An endpoint may be another one once they are started. */
  readonly profiles: readonly SutProfile[];
  start(places: SpinePlaces): Promise<StartedSystems>;
}

/** A system that somebody else runs. */
export function externalSystem(profile: SutProfile, person?: Person): SystemSource {
  return {
    profiles: [profile],
    async start() {
      const systems = [{ profile, hooks: openHooks(profile, person) }];
      return { systems, [Symbol.asyncDispose]: async () => undefined };
    },
  };
}
