import type { World } from './world.ts';

/** The world that is in force. Services read it at every message, so a change takes effect at once. */
export interface WorldStore {
  current(): World;
  replace(world: World): void;
  /** Calls the listener after every change. Returns what ends it. */
  subscribe(listener: (world: World) => void): () => void;
}

export function worldStore(initial: World): WorldStore {
  let world = initial;
  const listeners = new Set<(world: World) => void>();
  return {
    current: () => world,
    replace(next) {
      world = next;
      for (const listener of listeners) listener(next);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
