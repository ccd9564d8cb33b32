import { randomUUID } from 'node:crypto';
import type { Random } from './random.ts';

/** Where identifiers come from. */
export interface Ids {
  /** A version 4 UUID in upper case, as GP2GP demands of message ids. */
  uuid(): string;
}

export function systemIds(): Ids {
  return { uuid: () => randomUUID().toUpperCase() };
}

/** Ids that depend on nothing but the random source, so that a seeded run repeats itself. */
export function seededIds(random: Random): Ids {
  return {
    uuid() {
      const bytes = random.bytes(16);
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = Buffer.from(bytes).toString('hex').toUpperCase();
      return [8, 4, 4, 4, 12]
        .reduce<[string[], number]>(
          ([parts, at], n) => [[...parts, hex.slice(at, at + n)], at + n],
          [[], 0],
        )[0]
        .join('-');
    },
  };
}
