import type { Party } from './world.ts';

/**
 * The parties that may be the one meant by "your system": those that are somebody's own. One that stands behind an adaptor
 * which spinebox plays counts only where there is no other, so that such a place in the world takes no choice away.
 */
export function ownSystems(parties: readonly Party[]): readonly Party[] {
  const external = parties.filter(({ played }) => played === 'external');
  const direct = external.filter(({ adaptor }) => adaptor === undefined);
  return direct.length > 0 ? direct : external;
}
