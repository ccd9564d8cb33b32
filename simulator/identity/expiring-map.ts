import { BoundedMap } from '../../src/platform/bounded-map.ts';
/** A memory that forgets by itself: at the time set for each value, and the oldest when it is full. */
export interface ExpiringMap<V> {
  put(key: string, value: V, until: Date): void;
  /** Nothing once its time has come. */
  get(key: string, now: Date): V | undefined;
  /** Gets and forgets: what works once. */
  take(key: string, now: Date): V | undefined;
  delete(key: string): void;
  /** Changes what is kept without changing its time. */
  replace(key: string, value: V): void;
  entries(now: Date): readonly (readonly [key: string, value: V])[];
  clear(): void;
  readonly size: number;
}

export function expiringMap<V>(most: number): ExpiringMap<V> {
  const kept = new BoundedMap<string, { readonly value: V; readonly until: number }>(most);
  const live = (key: string, now: Date) => {
    const found = kept.get(key);
    return found && found.until > now.getTime() ? found.value : undefined;
  };
  return {
    put(key, value, until) {
      kept.delete(key);
      kept.set(key, { value, until: until.getTime() });
    },
    get: live,
    take(key, now) {
      const value = live(key, now);
      kept.delete(key);
      return value;
    },
    delete: (key) => void kept.delete(key),
    replace(key, value) {
      const found = kept.get(key);
      if (found) kept.set(key, { value, until: found.until });
    },
    entries: (now) =>
      [...kept].flatMap(([key, { value, until }]) =>
        until > now.getTime() ? [[key, value] as const] : [],
      ),
    clear: () => kept.clear(),
    get size() {
      return kept.size;
    },
  };
}
