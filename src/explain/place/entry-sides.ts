import type { BodyRef, Entry } from '../../journal/entry.ts';
import type { JournalReader } from '../../journal/journal.ts';
import { type SideView, sideView } from './side-view.ts';

/** The two sides of an entry, each taken apart once, when somebody asks. */
export interface EntrySides {
  view(side: SideView['side']): Promise<SideView>;
}

/** Bodies beyond are not looked into: their problems have no excerpt. */
const MOST_BYTES = 8 * 1024 * 1024;

export function entrySides(
  journal: Pick<JournalReader, 'readBody'>,
  entry: Entry,
  mostBytes = MOST_BYTES,
): EntrySides {
  const views = new Map<string, Promise<SideView>>();
  return {
    view(side) {
      const known = views.get(side);
      if (known) return known;
      const { body, ...http } = entry[side] ?? { headers: [] };
      const viewing = bytesOf(journal, body, mostBytes).then((bytes) =>
        sideView(side, http, bytes),
      );
      views.set(side, viewing);
      return viewing;
    },
  };
}

async function bytesOf(
  journal: Pick<JournalReader, 'readBody'>,
  ref: BodyRef | undefined,
  mostBytes: number,
): Promise<Buffer | undefined> {
  if (!ref || ref.length > mostBytes) return undefined;
  // Bodies can be let go before their entries: an explanation without bytes is better than none.
  return journal.readBody(ref).catch(() => undefined);
}
