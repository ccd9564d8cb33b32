import type { NhsNumber } from '../../domain/nhs-number.ts';

/** Which patients go with a key. Compact: a key of one patient holds the bare number. */
export interface KeyIndex {
  add(key: string, number: NhsNumber): void;
  remove(key: string, number: NhsNumber): void;
  at(key: string): Iterable<NhsNumber>;
  sizeAt(key: string): number;
  keys(): Iterable<string>;
}

export function keyIndex(): KeyIndex {
  const held = new Map<string, NhsNumber | Set<NhsNumber>>();
  return {
    add(key, number) {
      const there = held.get(key);
      if (there === undefined || there === number) held.set(key, number);
      else if (typeof there === 'string') held.set(key, new Set([there, number]));
      else there.add(number);
    },
    remove(key, number) {
      const there = held.get(key);
      if (there === number) held.delete(key);
      if (there === undefined || typeof there === 'string') return;
      there.delete(number);
      if (there.size === 0) held.delete(key);
    },
    at(key) {
      const there = held.get(key);
      if (there === undefined) return [];
      return typeof there === 'string' ? [there] : there;
    },
    sizeAt(key) {
      const there = held.get(key);
      if (there === undefined) return 0;
      return typeof there === 'string' ? 1 : there.size;
    },
    keys: () => held.keys(),
  };
}
