import type { Hooks } from '../sut/open-hooks.ts';
import type { SutProfile } from '../sut/sut-profile.ts';

/** A system that scenarios are played against. */
export interface SystemUnderTest {
  readonly profile: SutProfile;
  readonly hooks: Hooks;
}

export interface Lease {
  readonly system: SystemUnderTest;
  release(): void;
}

export interface SystemPool {
  readonly systems: readonly SystemUnderTest[];
  /** Scenarios that may be under way at once. */
  readonly capacity: number;
  /** Waits for room. An exclusive lease has its system to itself. First come, first served. */
  lease(exclusive: boolean): Promise<Lease>;
}

interface Seat {
  readonly system: SystemUnderTest;
  users: number;
  exclusive: boolean;
}

/** Who waits longest is served first, so that a scenario that wants a system for itself is not passed over for ever. */
export function systemPool(systems: readonly SystemUnderTest[]): SystemPool {
  const seats: Seat[] = systems.map((system) => ({ system, users: 0, exclusive: false }));
  const queue: { readonly exclusive: boolean; readonly serve: (lease: Lease) => void }[] = [];

  const seatFor = (exclusive: boolean): Seat | undefined => {
    const free = seats.filter((seat) => {
      if (seat.exclusive) return false;
      return exclusive ? seat.users === 0 : seat.users < seat.system.profile.concurrency;
    });
    // Those that share crowd together, so that whole systems stay free for those that do not.
    return free.toSorted((a, b) => b.users - a.users)[0];
  };

  const serve = (): void => {
    for (let first = queue[0]; first; first = queue[0]) {
      const seat = seatFor(first.exclusive);
      if (!seat) return;
      queue.shift();
      seat.users++;
      seat.exclusive = first.exclusive;
      let released = false;
      first.serve({
        system: seat.system,
        release() {
          if (released) return;
          released = true;
          seat.users--;
          seat.exclusive = false;
          serve();
        },
      });
    }
  };

  return {
    systems,
    capacity: systems.reduce((sum, { profile }) => sum + profile.concurrency, 0),
    lease(exclusive) {
      const { promise, resolve } = Promise.withResolvers<Lease>();
      queue.push({ exclusive, serve: resolve });
      serve();
      return promise;
    },
  };
}
