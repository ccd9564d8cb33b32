import type { Entry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { outcomeOf } from '../../src/journal/outcome-of.ts';
import type { Clock } from '../../src/platform/clock.ts';

/** What of the last minutes may show that something is wrong, newest last. */
export interface Evidence {
  handshakes(): readonly Entry[];
  deliveries(): readonly Entry[];
  refusals(): readonly Entry[];
  /** When somebody of this certificate name, party key or address was last let in; epoch milliseconds. */
  lastTaken(name: string): number | undefined;
  /** Whether this party has sent an Acknowledgment of its own. */
  acknowledges(partyKey: string): boolean;
  /** After the journal was emptied. */
  forget(): void;
  close(): void;
}

/** So far back something counts as happening now, milliseconds of the product's clock. */
export const RECENT_MS = 10 * 60_000;
const MOST = 500;
const MOST_NAMES = 1000;

type Shelf = 'handshakes' | 'deliveries' | 'refusals';

/**
 * Follows the journal, so that nobody need search it. Entries of before the start are read once. Bounded: under a
 * heavy load the newest count.
 */
export async function openEvidence(
  journal: Pick<Journal, 'find' | 'subscribe'>,
  clock: Clock,
): Promise<Evidence> {
  const shelves: Record<Shelf, Entry[]> = { handshakes: [], deliveries: [], refusals: [] };
  const taken = new Map<string, number>();
  const acknowledging = new Set<string>();
  const forget = () => {
    for (const shelf of Object.values(shelves)) shelf.length = 0;
    taken.clear();
    acknowledging.clear();
  };
  const put = (shelf: Shelf, entry: Entry) => {
    shelves[shelf].push(entry);
    if (shelves[shelf].length > 2 * MOST) shelves[shelf].splice(0, MOST);
  };
  const take = (entry: Entry) => {
    if (entry.kind === 'handshake') put('handshakes', entry);
    else if (entry.kind === 'delivery') put('deliveries', entry);
    else if (entry.kind === 'received') {
      const { peer, fromParty, interaction } = entry;
      // Whoever got as far as a request has passed the door.
      for (const name of [peer?.fqdn, peer?.fqdn ? undefined : peer?.address, fromParty]) {
        if (name === undefined) continue;
        taken.delete(name);
        taken.set(name, Date.parse(entry.at));
      }
      for (const [oldest] of taken) {
        if (taken.size <= MOST_NAMES) break;
        taken.delete(oldest);
      }
      if (interaction === 'Acknowledgment' && fromParty && acknowledging.size < MOST_NAMES)
        acknowledging.add(fromParty);
      if (outcomeOf(entry).outcome === 'refused') put('refusals', entry);
    }
  };
  const recent = (shelf: Shelf) => () => {
    const since = clock.now().getTime() - RECENT_MS;
    return shelves[shelf].slice(-MOST).filter(({ at }) => Date.parse(at) >= since);
  };
  const end = journal.subscribe(take);
  const since = new Date(clock.now().getTime() - RECENT_MS).toISOString();
  const before = await journal.find({ since, newestFirst: true, limit: MOST });
  // What came meanwhile was told already: it is newer than all of these.
  const told = new Set(Object.values(shelves).flatMap((shelf) => shelf.map((e) => e.sequence)));
  const newer = Object.values(shelves).flatMap((shelf) => shelf.splice(0));
  for (const entry of before.toReversed()) if (!told.has(entry.sequence)) take(entry);
  for (const entry of newer.toSorted((a, b) => a.sequence - b.sequence)) take(entry);
  return {
    handshakes: recent('handshakes'),
    deliveries: recent('deliveries'),
    refusals: recent('refusals'),
    lastTaken: (name) => taken.get(name),
    acknowledges: (partyKey) => acknowledging.has(partyKey),
    forget,
    close: end,
  };
}
