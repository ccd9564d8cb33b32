import type { Journal } from '../../../src/journal/journal.ts';
import type { Recorded } from './change.ts';
import { CHANGING, readChange } from './change-facts.ts';

/** Every change that the journal holds, in its order. */
export async function recallChanges(journal: Pick<Journal, 'find'>): Promise<readonly Recorded[]> {
  const found = await Promise.all(CHANGING.map((interaction) => all(journal, interaction)));
  return found.flat().sort((a, b) => a.sequence - b.sequence);
}

async function all(journal: Pick<Journal, 'find'>, interaction: string): Promise<Recorded[]> {
  const changes: Recorded[] = [];
  let after = 0;
  for (;;) {
    const entries = await journal.find({ service: 'mesh', interaction, after, limit: 1000 });
    for (const entry of entries) {
      const change = readChange(entry);
      if (change) changes.push(change);
    }
    const last = entries.at(-1);
    if (!last) return changes;
    after = last.sequence;
  }
}
