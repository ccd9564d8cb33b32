import type { WorkDescription } from '../doors/adaptor-desk.ts';
import type { AdaptorRoom } from './adaptor-room.ts';

/** How far each message has come (mhs 7.6). */
export interface WorkBook {
  note(work: WorkDescription): void;
  /** As the journal keeps it, among the facts of the message's entry. */
  stateOf(direction: WorkDescription['direction'], messageId: string): string | undefined;
  /** Latest first. */
  all(): readonly WorkDescription[];
  clear(): void;
}

const MOST = 1_000;

/** Keeps the last thousand messages. */
export function workBook(): WorkBook {
  const known = new Map<string, WorkDescription>();
  const keyOf = (direction: string, messageId: string) => `${direction} ${messageId.toUpperCase()}`;
  return {
    stateOf: (direction, messageId) => known.get(keyOf(direction, messageId))?.state,
    note(work) {
      const key = keyOf(work.direction, work.messageId);
      known.delete(key);
      known.set(key, work);
      const [oldest] = known.keys();
      if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    },
    all: () => [...known.values()].reverse(),
    clear: () => known.clear(),
  };
}

/** The book as the journal has it: the last thousand messages that came to an end. */
export async function workOnRecord(
  { journal, service }: Pick<AdaptorRoom, 'journal' | 'service'>,
  book: WorkBook,
): Promise<void> {
  const latest = await journal.find({
    ...{ kind: 'received', service, newestFirst: true, limit: MOST },
  });
  for (const {
    at,
    facts,
    messageId,
    conversationId = '',
    interaction = '',
  } of latest.toReversed()) {
    if (typeof facts?.work !== 'string' || messageId === undefined) continue;
    const direction = facts.boundary === 'rest' ? 'outbound' : 'inbound';
    book.note({ at, messageId, conversationId, interaction, direction, state: facts.work });
  }
}
