import type { Entry } from '../../src/journal/entry.ts';
import { type AuthorityRoom, linkNamed } from './authority-room.ts';
import type { Outstanding } from './ledger.ts';

/** Waits for the RECEP of an interchange that lies in the mailbox of a practice, and tells when it is missing. */
export function awaitReceipt(room: AuthorityRoom, delivered: Entry): void {
  const { facts = {}, opens, at, service } = delivered;
  if (opens === undefined) return;
  const link = String(facts.link);
  const patience = linkNamed(room, link)?.receiptsMissingAfterMs ?? 0;
  const waiting: Outstanding = {
    ...{ link, pair: String(facts.pair), sequence: Number(facts.sequence), work: opens },
  };
  room.ledger.await(waiting);
  room.turns.at(Date.parse(at) + patience, async () => {
    if (!room.ledger.isWaiting(waiting)) return;
    const { sequence, work } = waiting;
    const text = `no RECEP for interchange ${sequence} has come in ${patience} ms`;
    await room.journal.append({
      ...{ kind: 'settled', at: room.clock.now().toISOString(), service },
      summary: text,
      refToMessageId: delivered.messageId ?? '',
      findings: [
        {
          ...{ check: 'NHAIS-RECEIPT-01', severity: 'must', clause: 'mesh-nhais 2.6, 2.8' },
          ...{ message: text, at: 'RFF+RIS' },
          suggestion: 'Collect the mailbox, and answer every interchange by a RECEP.',
        },
      ],
      facts: { link, pair: waiting.pair, sequence, of: Number(facts.of), missing: true },
      settles: work,
    });
    room.logger.warn({ service, interchange: sequence }, 'a RECEP is missing');
  });
}
