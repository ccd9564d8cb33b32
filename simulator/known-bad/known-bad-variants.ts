import type { KnownBad } from './known-bad.ts';
import { MESSAGING } from './messaging.ts';
import { RECEIVING } from './receiving.ts';
import { REQUESTING } from './requesting.ts';
import { SENDING } from './sending.ts';

/** Every practice that is wrong on purpose, by name without repetition. */
export const KNOWN_BAD: readonly KnownBad[] = [
  ...REQUESTING,
  ...RECEIVING,
  ...SENDING,
  ...MESSAGING,
];

export function knownBad(name: string): KnownBad | undefined {
  return KNOWN_BAD.find((variant) => variant.name === name);
}
