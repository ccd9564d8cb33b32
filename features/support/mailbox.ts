import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { readArrived } from './reactions.ts';
import type { Arrived, Recipient } from './recipient.ts';

/** What came to a party, with its envelope read. */
export interface Arrival extends Arrived {
  readonly message: EbxmlMessage;
}

export interface Mailbox {
  all(): readonly Arrival[];
  /** The first arrival that fits, once it is there. Rejects with what has come instead. */
  await(what: string, matches: (arrival: Arrival) => boolean, patienceMs: number): Promise<Arrival>;
}

/** The arrivals of a recipient as messages. */
export function openMailbox(owner: string, recipient: Recipient): Mailbox {
  const all = () =>
    recipient.arrived.flatMap((arrived): Arrival[] => {
      const message = readArrived(arrived);
      return message ? [{ ...arrived, message }] : [];
    });
  return {
    all,
    async await(what, matches, patienceMs) {
      const late = Promise.withResolvers<never>();
      const timer = setTimeout(() => {
        const came = all().map(({ message }) => `${message.action} ${message.messageId}`);
        late.reject(
          new Error(`${owner} waited in vain for ${what}. Came: ${came.join(', ') || 'nothing'}`),
        );
      }, patienceMs);
      try {
        for (;;) {
          const seen = recipient.arrived.length;
          const found = all().find(matches);
          if (found) return found;
          await Promise.race([recipient.count(seen + 1), late.promise]);
        }
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
