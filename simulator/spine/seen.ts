import type { Entry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Clock } from '../../src/platform/clock.ts';

/** What is known of a message id when a message arrives. */
export type Sighting =
  | { readonly kind: 'new' }
  /** It was taken before; this is the entry with the answer that was given. */
  | { readonly kind: 'duplicate'; readonly first: Entry };

/**
 * The memory behind duplicate elimination (mhs 4.1). It keeps a few bytes a message: whether an id may
 * have been seen is answered from memory, what was answered then comes out of the journal.
 */
export interface Seen {
  /** Claims the id for a message that is about to be taken, or tells of the first one. */
  claim(fromParty: string, messageId: string, since: number): Promise<Sighting>;
  /** Forgets every id. */
  clear(): void;
  /** The claimed message is on record, or was not taken after all. */
  release(fromParty: string, messageId: string, taken: boolean): void;
}

/**
 * 52 bits of a key in a double, by two FNV-1a hashes of 26 bits: one false alarm in billions, and a false
 * alarm only costs a look-up. A peer that forges collisions makes look-ups, no duplicates.
 */
function fingerprint(key: string): number {
  let high = 0x811c9dc5;
  let low = 0x1000193;
  for (let at = 0; at < key.length; at++) {
    const code = key.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x85ebca6b);
  }
  return (high >>> 6) * 2 ** 26 + (low >>> 6);
}

const keyOf = (fromParty: string, messageId: string) =>
  `${fromParty.toUpperCase()} ${messageId.toUpperCase()}`;

/** @param longestMs the longest persist duration of the world, asked anew as it may change */
export async function openSeen(
  journal: Journal,
  longestMs: () => number,
  clock: Clock,
): Promise<Seen> {
  const now = clock.now().getTime();
  // Two generations: the older one is dropped when the younger has lasted for the longest duration.
  let young = new Set<number>();
  let old = new Set<number>();
  let turned = now;
  const claimed = new Map<string, Promise<void>>();
  const settled = new Map<string, () => void>();

  let after = 0;
  const since = new Date(now - longestMs()).toISOString();
  for (;;) {
    const page = await journal.find({ kind: 'received', since, after, limit: 1000 });
    for (const { fromParty, messageId, facts } of page) {
      if (fromParty && messageId && facts?.taken === true) {
        young.add(fingerprint(keyOf(fromParty, messageId)));
      }
    }
    const last = page.at(-1);
    if (!last || page.length < 1000) break;
    after = last.sequence;
  }

  const seen: Seen = {
    async claim(fromParty, messageId, sinceMs) {
      const key = keyOf(fromParty, messageId);
      for (let other = claimed.get(key); other; other = claimed.get(key)) await other;
      const print = fingerprint(key);
      if (young.has(print) || old.has(print)) {
        const found = await journal.find({
          kind: 'received',
          messageId,
          fromParty,
          since: new Date(sinceMs).toISOString(),
        });
        const first = found.find(({ facts }) => facts?.taken === true);
        if (first) return { kind: 'duplicate', first };
        if (claimed.has(key)) return seen.claim(fromParty, messageId, sinceMs);
      }
      claimed.set(key, new Promise<void>((resolve) => settled.set(key, resolve)));
      return { kind: 'new' };
    },
    clear() {
      young.clear();
      old.clear();
    },
    release(fromParty, messageId, taken) {
      const key = keyOf(fromParty, messageId);
      const time = clock.now().getTime();
      if (time - turned > longestMs()) [old, young, turned] = [young, new Set(), time];
      if (taken) young.add(fingerprint(key));
      settled.get(key)?.();
      settled.delete(key);
      claimed.delete(key);
    },
  };
  return seen;
}
