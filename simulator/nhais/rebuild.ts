import type { Entry } from '../../src/journal/entry.ts';
import { viewOf } from './arrival.ts';
import { type AuthorityRoom, serviceOf } from './authority-room.ts';
import type { Ledger, Outstanding } from './ledger.ts';

const PAGE = 1000;

/** Brings numbers, seen transactions and lists back from the journal, as they were when the simulator stopped. */
export async function rebuildLedger(room: AuthorityRoom): Promise<void> {
  const missing = new Map<string, Outstanding>();
  for (const link of room.world.current().nhais) {
    let after = 0;
    for (;;) {
      const page = await room.journal.find({ service: serviceOf(link), after, limit: PAGE });
      for (const entry of page) await rebuildBy(room, missing, entry);
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      after = last.sequence;
    }
  }
}

async function rebuildBy(
  { ledger, journal }: AuthorityRoom,
  missing: Map<string, Outstanding>,
  entry: Entry,
): Promise<void> {
  const { kind, facts = {}, messageId = '' } = entry;
  const counter = String(facts.counter ?? '');
  const interchange = Number(facts.sequence);
  if (kind === 'received' && facts.direction === 'in') {
    ledger.cameIn(counter, interchange);
    for (const key of String(facts.keys ?? '').split(' ')) if (key !== '') ledger.see(key);
    ledger.show(viewOf(entry, messageId));
  }
  if (kind === 'composed') {
    ledger.wentOut(counter, { interchange, message: Number(facts.lastMessage) });
    ledger.gaveTransaction(String(facts.partner), Number(facts.lastTransaction));
    ledger.show(viewOf(entry, ''));
  }
  rebuildMissing(ledger, missing, entry);
  if (kind === 'delivery') {
    const composed = await journal.get(Number(facts.of));
    if (composed) ledger.show(viewOf(composed, messageId));
  }
}

/** What was told to be missing may still come: it is not open work any more, and yet waited for. */
function rebuildMissing(
  ledger: Ledger,
  missing: Map<string, Outstanding>,
  { facts = {}, settles }: Entry,
): void {
  if (settles === undefined) return;
  const before = missing.get(settles);
  if (before) ledger.close(before);
  missing.delete(settles);
  if (facts.missing !== true) return;
  const waiting = {
    ...{ link: String(facts.link), pair: String(facts.pair), work: settles },
    sequence: Number(facts.sequence),
  };
  missing.set(settles, waiting);
  ledger.await(waiting);
}
