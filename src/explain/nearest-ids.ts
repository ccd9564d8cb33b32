import type { Entry } from '../journal/entry.ts';
import type { JournalReader } from '../journal/journal.ts';
import { editDistance } from '../platform/nearest.ts';

/** How many entries are looked through, the newest first. */
const LOOKED_THROUGH = 20_000;
const MOST = 3;
/** Ids that differ in more than half are no slip of a hand. */
const FAR = 0.5;

/** The ids on record that come nearest to one that is not: for a hand that slipped. */
export async function nearestIds(
  journal: Pick<JournalReader, 'find'>,
  id: string,
): Promise<readonly string[]> {
  const wanted = id.toUpperCase().slice(0, 64);
  const entries = await journal.find({ newestFirst: true, limit: LOOKED_THROUGH });
  const known = new Set(entries.flatMap(idsOf));
  return [...known]
    .map((each) => ({ each, far: farness(wanted, each.toUpperCase().slice(0, 64)) }))
    .filter(({ far }) => far <= FAR * wanted.length)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, MOST)
    .map(({ each }) => each);
}

function idsOf({ messageId, conversationId }: Entry): readonly string[] {
  return [messageId, conversationId].filter((id) => id !== undefined);
}

/** A beginning of an id is near to it, as far as it goes. */
function farness(wanted: string, id: string): number {
  return wanted.length >= 4 && id.startsWith(wanted) ? 0 : editDistance(wanted, id);
}
