import type {
  MessageReceipt,
  NhaisInterchange,
  NhaisMessage,
  ReceiptMessage,
} from './interchange.ts';
import { ukLocalTime } from './uk-local-time.ts';

/** What of a receipt does not follow from the interchange that it is of. */
export interface ReceiptContext {
  readonly at: Date;
  /** SIS and SMS of the receipt: of the same counters as other messages from that sender (mesh-nhais 2.6). */
  readonly interchange: number;
  readonly message: number;
  /** What came of a message; complete unless told. */
  resultOf?(message: NhaisMessage): MessageReceipt['result'];
  /** What came of the whole; `NA` where no message is complete, or else `OK`, unless told. */
  readonly result?: ReceiptMessage['interchange']['result'] | undefined;
}

/** No GP, as of a close quarter notification. */
const NO_GP = '9999';

/** The RECEP of an interchange: one, whatever number of messages and transactions it brought (mesh-nhais 2.6). */
export function receiptFor(of: NhaisInterchange, context: ReceiptContext): NhaisInterchange {
  const { date, time, moment } = ukLocalTime(context.at);
  const messages = of.messages.map((message) => ({
    message: message.sequence,
    result: context.resultOf?.(message) ?? ('CP' as const),
  }));
  const isAny = messages.some(({ result }) => result === 'CP');
  const [first] = of.messages;
  const gp = first?.kind === 'registration' ? first.transactions[0]?.gp : undefined;
  return {
    sender: of.recipient,
    recipient: of.sender,
    date,
    time,
    sequence: context.interchange,
    application: { reference: 'RECEP', agreement: 'EDIFACT TRANSFER' },
    messages: [
      {
        kind: 'receipt',
        sequence: context.message,
        cipher: cipherOf(of),
        gp: gp ? `${gp.national},${gp.local}` : NO_GP,
        at: moment,
        messages,
        interchange: {
          sequence: of.sequence,
          result: context.result ?? (isAny ? 'OK' : 'NA'),
          messages: messages.length,
        },
      },
    ],
  };
}

/** Of the first message that names a health authority; of none, the sender without its digits. */
function cipherOf({ messages, sender }: NhaisInterchange): string {
  for (const message of messages) {
    if (message.kind !== 'other' && message.cipher !== '') return message.cipher;
  }
  return sender.replace(/\d+$/, '');
}
