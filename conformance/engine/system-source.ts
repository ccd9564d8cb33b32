import type { Person } from '../sut/ask-person.ts';
import { openHooks } from '../sut/open-hooks.ts';
import type { SutProfile } from '../sut/sut-profile.ts';
import type { SystemUnderTest } from './system-pool.ts';

/** Where a system finds what it talks to, once the simulator listens. */
export interface SpinePlaces {
  readonly spineUrl: string;
  readonly ldapUrl: string;
  readonly gatewayUrl: string;
  /** Who Spine is in this world, as the directory says it. */
  readonly spine: {
    readonly odsCode: string;
    readonly partyKey: string;
    readonly asid: string;
    readonly fqdn: string;
  };
  readonly certificateDirectory: string;
  /** Adaptors that are played in front of systems, by ODS code. */
  readonly adaptors: ReadonlyMap<string, PlacedAdaptor>;
}

/** An adaptor in front of a system. */
export interface PlacedAdaptor {
  readonly rest: string;
  readonly broker: string;
  readonly queue: string;
  /** Where it listens for Spine, in place of the system. */
  readonly endpoint: string;
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
    async start({ adaptors }) {
      const endpoint = adaptors.get(profile.odsCode)?.endpoint ?? profile.endpoint;
      const systems = [{ profile: { ...profile, endpoint }, hooks: openHooks(profile, person) }];
      return { systems, [Symbol.asyncDispose]: async () => undefined };
    },
  };
}
