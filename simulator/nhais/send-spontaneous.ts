import { delayOf } from '../../src/faults/fault-book.ts';
import { tellFault } from '../../src/faults/tell-fault.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { ukLocalTime } from '../../src/nhais/uk-local-time.ts';
import type { NhaisLink } from '../world/world.ts';
import { step } from './arrival.ts';
import type { AuthorityRoom } from './authority-room.ts';
import { awaitReceipt } from './await-receipt.ts';
import { compose } from './compose.ts';
import { type Aftermath, deliver } from './deliver.ts';
import type { Flags } from './fp69.ts';
import { REGISTRATIONS } from './link-of.ts';
import {
  messagesOf,
  type OutgoingTransaction,
  registrationsFrom,
} from './registration-messages.ts';

/** Why an authority sends something that nobody asked for. */
export interface Occasion {
  readonly why: string;
  /** The piece of work that ends with it. */
  readonly settles?: string;
}

/** What became of it: its interchange, and the mailbox where it does not lie, if it does not. */
export interface Sent {
  readonly sequence: number;
  /** It is on record, and tried again. */
  readonly failedAt?: string;
}

/** Sends one transaction of the authority's own accord. */
export async function sendSpontaneous(
  room: AuthorityRoom,
  flags: Flags,
  link: NhaisLink,
  sent: OutgoingTransaction,
  { why, settles }: Occasion,
): Promise<Sent> {
  const { clock, faults: book, random, turns } = room;
  const { code, transaction } = sent;
  const faults = book.meet({
    ...{ face: 'nhais', caller: link.tradingPartner, operation: code, ods: link.practice },
    nhsNumber: transaction.patient?.nhsNumber,
    mailboxes: [link.gpMailbox, link.haMailbox],
    messages: [REGISTRATIONS],
  });
  const lifted = code === 'F10' ? await flags.lift(link.name, transaction.patient?.nhsNumber) : [];
  const composed = await compose(room, {
    ...{ link, kind: 'FHSREG', faults, settles },
    trace: [
      step('decide', why),
      ...lifted.map((text) => step('decide', text)),
      ...faults.map((fault) => step('disturb', tellFault('nhais', fault))),
    ],
    build: (numbers) => registrationsFrom(link, numbers, messagesOf(link, [sent], numbers)),
  });
  const sequence = Number(composed.facts?.sequence);
  const aftermath = afterSpontaneous(room, flags, composed);
  const later = delayOf(faults, random);
  if (later > 0) {
    turns.at(clock.now().getTime() + later, () => deliver(room, composed, aftermath));
    return { sequence };
  }
  const delivered = await deliver(room, composed, aftermath);
  return { sequence, ...(!delivered && { failedAt: String(composed.facts?.mailbox) }) };
}

/** What goes along with laying it into the mailbox. */
export function afterSpontaneous(room: AuthorityRoom, flags: Flags, composed: Entry): Aftermath {
  return {
    opens: `nhais-open:${composed.messageId}`,
    prepare: () => flags.announce(composed),
    finish: (delivered) => awaitReceipt(room, delivered),
  };
}

/** The deduction that follows an FP69 which ran out (mesh-nhais 2.8). */
export function deductionAfter(
  of: OutgoingTransaction['transaction'],
  now: Date,
): OutgoingTransaction {
  const nhsNumber = of.patient?.nhsNumber;
  return {
    code: 'F2',
    transaction: {
      gp: of.gp,
      deductionReason: of.fp69Reason,
      deductionDate: ukLocalTime(now).day,
      ...(nhsNumber !== undefined && { patient: { nhsNumber } }),
    },
  };
}
