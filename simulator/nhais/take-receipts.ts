import type { Finding } from '../../src/domain/finding.ts';
import type { ReceiptMessage } from '../../src/nhais/interchange.ts';
import { type Arrival, arrivalEntry, readStep, step, viewOf } from './arrival.ts';
import type { AuthorityRoom } from './authority-room.ts';
import { gapBefore } from './judge-arrival.ts';
import { acknowledge } from './leave-aside.ts';
import { counterOf, pairOf } from './link-of.ts';

/** Takes receipts of a practice: they close what the authority sent. A RECEP for a RECEP is never sent. */
export async function takeReceipts(room: AuthorityRoom, arrival: Arrival): Promise<void> {
  const { journal, ledger } = room;
  const { message, link, interchange } = arrival;
  const receipts = interchange.messages.filter((each) => each.kind === 'receipt');
  const pair = pairOf(link);
  const closed = receipts.flatMap((receipt) => {
    const found = ledger.waiting(pair, receipt.interchange.sequence);
    return found ? [found] : [];
  });
  const counter = counterOf(link, 'in', 'RECEP');
  const gap = gapBefore(interchange.sequence, ledger.lastIn(counter));
  const known = new Set(closed.map(({ sequence }) => sequence));
  const findings = [
    ...arrival.findings,
    ...(gap ? [gap] : []),
    ...receipts.flatMap((receipt) => [...oddities(receipt, known)]),
  ];
  const [first, ...more] = closed;
  const entry = await journal.append({
    ...arrivalEntry(room, arrival),
    findings,
    trace: [
      readStep(interchange),
      ...closed.map(({ sequence }) => step('settle', `interchange ${sequence} is receipted`)),
      step('decide', 'receipts are not acknowledged by a RECEP'),
    ],
    ...(first && { settles: first.work }),
  });
  // One entry settles one piece of work.
  for (const { work, sequence } of more) {
    const { at, service } = entry;
    const summary = `interchange ${sequence} is receipted, see entry ${entry.sequence}`;
    await journal.append({ kind: 'settled', at, service, summary, settles: work });
  }
  for (const each of closed) ledger.close(each);
  ledger.cameIn(counter, interchange.sequence);
  ledger.show(viewOf(entry, message.id));
  await acknowledge(room, message.to, message.id);
}

function* oddities(receipt: ReceiptMessage, known: ReadonlySet<number>): Iterable<Finding> {
  const { sequence, result } = receipt.interchange;
  const at = `/message[SMS=${receipt.sequence}]`;
  const base = { clause: 'mesh-nhais 2.6', at } as const;
  if (!known.has(sequence)) {
    yield {
      ...{ ...base, check: 'NHAIS-RECEIPT-02', severity: 'should' },
      message: `it receipts interchange ${sequence}, which does not wait for a RECEP`,
      suggestion: 'Name the number of the interchange as UNB has it, and receipt each once.',
    };
  }
  const wrong = receipt.messages.filter((each) => each.result !== 'CP');
  if (result === 'OK' && wrong.length === 0) return;
  const which = wrong.map((each) => `${each.message} ${each.result}`).join(', ');
  yield {
    ...{ ...base, check: 'NHAIS-RECEIPT-03', severity: 'must' },
    message: `the practice says ${result} of interchange ${sequence}${which ? `: ${which}` : ''}`,
    suggestion: 'Look at what the authority sent, and why the practice could not take it.',
  };
}
