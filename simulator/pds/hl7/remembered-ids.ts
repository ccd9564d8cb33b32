import { createHash } from 'node:crypto';
import { BoundedMap } from '../../../src/platform/bounded-map.ts';

/** HL7 ids of changes that were asked for, to refuse a second one (pds-identity 1.9, `202`). */
export interface RememberedIds {
  /** Whether the id came before; from now on it did. Case does not matter. */
  cameBefore(id: string): boolean;
  clear(): void;
}

/** Ids beyond this many are forgotten, the oldest first: memory stays bounded under any load. */
const MOST_IDS = 100_000;

export function rememberedIds(most = MOST_IDS): RememberedIds {
  const seen = new BoundedMap<string, true>(most);
  return {
    cameBefore(id) {
      const key = keyOf(id.toUpperCase());
      if (seen.has(key)) return true;
      seen.set(key, true);
      return false;
    },
    clear: () => seen.clear(),
  };
}

/** A UUID has 36 characters; a peer may write megabytes, of which a digest is kept. */
function keyOf(id: string): string {
  return id.length <= 64 ? id : createHash('sha256').update(id).digest('base64');
}
