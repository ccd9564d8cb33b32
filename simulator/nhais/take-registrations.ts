import { delayOf } from '../../src/faults/fault-book.ts';
import { tellFault } from '../../src/faults/tell-fault.ts';
import { type Arrival, arrivalEntry, readStep, step, viewOf } from './arrival.ts';
import type { AuthorityRoom } from './authority-room.ts';
import { judgeArrival } from './judge-arrival.ts';
import { counterOf } from './link-of.ts';
import { planReceipt } from './receipt.ts';
import { factsOfReceived, type Received } from './received.ts';

/** Takes an interchange that asks for something: its RECEP and its answer follow. */
export async function takeRegistrations(room: AuthorityRoom, arrival: Arrival): Promise<void> {
  const { journal, ledger } = room;
  const { message, link, interchange } = arrival;
  const counter = counterOf(link, 'in', 'FHSREG');
  const judged = judgeArrival(interchange, {
    ...{ link, findings: arrival.findings },
    lastIn: ledger.lastIn(counter),
    hasSeen: (key) => ledger.hasSeen(key),
  });
  const faults = faultsOf(room, arrival);
  const common = arrivalEntry(room, arrival);
  const entry = await journal.append({
    ...common,
    findings: judged.findings,
    trace: [
      readStep(interchange),
      ...judged.trace.map((text) => step('decide', text)),
      ...faults.map((fault) => step('disturb', tellFault('nhais', fault))),
    ],
    facts: {
      ...common.facts,
      ...factsOfReceived({ ...judged, faults }, judged.fresh),
      keys: judged.keys.join(' '),
      heldBackMs: delayOf(faults, room.random),
    },
    opens: `nhais-receipt:${message.id}`,
  });
  for (const key of judged.keys) ledger.see(key);
  ledger.cameIn(counter, interchange.sequence);
  ledger.show(viewOf(entry, message.id));
  const { results, receipted, fresh } = judged;
  const received: Received = {
    ...{ entry: entry.sequence, at: Date.parse(entry.at), meshId: message.id },
    ...{ mailbox: message.to, link: link.name, interchange, faults },
    ...{ results, receipted, fresh, heldBackMs: Number(entry.facts?.heldBackMs) },
  };
  planReceipt(room, link, received);
}

/** The book is asked once for each interchange; what it says holds for the RECEP and for the answer. */
function faultsOf({ faults }: AuthorityRoom, { message, link, interchange }: Arrival) {
  const head = interchange.messages.find(({ kind }) => kind === 'registration');
  const first = head?.kind === 'registration' ? head : undefined;
  return faults.meet({
    face: 'nhais',
    caller: link.tradingPartner,
    operation: first?.code,
    nhsNumber: first?.transactions[0]?.patient?.nhsNumber,
    ods: link.practice,
    mailboxes: [link.gpMailbox, link.haMailbox],
    messages: [message.workflowId, message.id, ...(message.localId ? [message.localId] : [])],
  });
}
