import type { InjectedFault } from '../../src/faults/fault.ts';
import type { Entry, NewEntry, TraceStep } from '../../src/journal/entry.ts';
import { oneLine } from '../../src/journal/one-line.ts';
import type { NhaisInterchange } from '../../src/nhais/interchange.ts';
import { nextSequence, nextTransactionNumber } from '../../src/nhais/numbers.ts';
import type { NhaisLink } from '../world/world.ts';
import { codesOf, viewOf } from './arrival.ts';
import { type AuthorityRoom, serviceOf } from './authority-room.ts';
import { disturbedNumber, interchangeFaults } from './disturb-interchange.ts';
import { counterOf, pairOf, RECEIPTS, REGISTRATIONS } from './link-of.ts';
import { mailboxFor, writeOut } from './write-out.ts';

/** What an authority is about to send. */
export interface Outgoing {
  readonly link: NhaisLink;
  readonly kind: 'FHSREG' | 'RECEP';
  build(numbers: OutgoingNumbers): NhaisInterchange;
  readonly faults: readonly InjectedFault[];
  readonly trace: readonly TraceStep[];
  /** Journal sequence and MESH id of what it answers. */
  readonly answers?: { readonly entry: number; readonly meshId: string } | undefined;
  /** The piece of work that ends with it. */
  readonly settles?: string | undefined;
  readonly facts?: NewEntry['facts'];
}

export interface OutgoingNumbers {
  readonly at: Date;
  readonly interchange: number;
  /** Gives the number of the next message. */
  message(): number;
  /** Gives the next transaction number of the authority. */
  transaction(): number;
}

/**
 * Gives an interchange its numbers and puts it on record, before anybody can see it. Its entry opens the work of
 * laying it in the mailbox of the practice.
 */
export async function compose(room: AuthorityRoom, outgoing: Outgoing): Promise<Entry> {
  const { ledger, journal, clock, ids } = room;
  const { link, kind, answers } = outgoing;
  const wrong = interchangeFaults(outgoing.faults);
  const counter = counterOf(link, 'out', kind);
  const last = ledger.lastOut(counter);
  const interchange = disturbedNumber(last.interchange, nextSequence, wrong);
  let message = last.message;
  let given = 0;
  let transaction = ledger.lastTransaction(link.tradingPartner);
  const at = clock.now();
  const built = outgoing.build({
    ...{ at, interchange },
    message() {
      const isFirst = given++ === 0;
      message = isFirst ? disturbedNumber(message, nextSequence, wrong) : nextSequence(message);
      return message;
    },
    transaction() {
      transaction = nextTransactionNumber(transaction);
      return transaction;
    },
  });
  const codes = codesOf(built);
  const localId = ids.uuid();
  const entry = await journal.append({
    ...{ kind: 'composed', at: at.toISOString(), service: serviceOf(link) },
    summary: oneLine(`interchange ${interchange} to ${link.tradingPartner}: ${codes.join(', ')}`),
    messageId: localId,
    ...(answers && { refToMessageId: answers.meshId }),
    interaction: kind === 'RECEP' ? 'RECEP' : (codes[0] ?? 'FHSREG'),
    request: { headers: [], body: writeOut(built, link, wrong) },
    trace: outgoing.trace,
    facts: {
      ...outgoing.facts,
      ...{ direction: 'out', kind, link: link.name, counter, pair: pairOf(link) },
      ...{ sequence: interchange, lastMessage: message, codes: codes.join(';') },
      ...{ partner: link.tradingPartner, lastTransaction: transaction },
      ...(answers && { answers: answers.entry }),
      ...{ from: link.haMailbox, mailbox: mailboxFor(room, link, wrong) },
      workflow: kind === 'RECEP' ? RECEIPTS : REGISTRATIONS,
      copies: wrong.has('sent-twice') ? 2 : 1,
    },
    opens: `nhais-send:${localId}`,
    ...(outgoing.settles !== undefined && { settles: outgoing.settles }),
  });
  ledger.wentOut(counter, { interchange, message });
  ledger.gaveTransaction(link.tradingPartner, transaction);
  ledger.show(viewOf(entry, ''));
  return entry;
}
