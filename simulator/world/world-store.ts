import { type Guests, withGuests } from './guests.ts';
import type { World } from './world.ts';

/** The world that is in force. Services read it at every message, so a change takes effect at once. */
export interface WorldStore {
  current(): World;
  /** Guests stay. */
  replace(world: World): void;
  /** Lets guests in, or changes those of that name. Returns what sends them away. */
  invite(name: string, guests: Guests): () => void;
  /** Calls the listener after every change. Returns what ends it. */
  subscribe(listener: (world: World) => void): () => void;
}

export function worldStore(initial: World): WorldStore {
  let base = initial;
  let world = initial;
  const guests = new Map<string, Guests>();
  const listeners = new Set<(world: World) => void>();
  const changed = () => {
    world = withGuests(base, guests.values());
    for (const listener of listeners) listener(world);
  };
  return {
    current: () => world,
    replace(next) {
      base = next;
      changed();
    },
    invite(name, invited) {
      guests.set(name, invited);
      changed();
      return () => {
        if (guests.get(name) === invited && guests.delete(name)) changed();
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
