import { type CodeNote, notesOf } from './code-note.ts';

/** How an attempt to deliver ended, where it did not succeed (mhs 1.5, 2.5, 4.2). */
export const DELIVERY_CODES: Readonly<Record<string, CodeNote>> = notesOf('mhs 2.5, 4.2', {
  rejected: [
    'the recipient refused the message for good',
    'An acknowledgement, or 2xx where the contract asks for none.',
    'Mend the message, or the recipient, as the error says: it is not presented again.',
  ],
  refused: [
    'the recipient answered, but did not take the message',
    'An acknowledgement, or 2xx where the contract asks for none.',
    'See in the log of the recipient why it answered so; it is tried again while the contract allows.',
  ],
  unreachable: [
    'there was no answer from the recipient',
    'A recipient that answers at the endpoint of its contract.',
    'Start the recipient, or correct its endpoint in the world; it is tried again while the contract allows.',
  ],
  expired: [
    'no attempt was made: its time was over',
    'A message that is delivered before TimeToLive and the persist duration are over.',
    'Make the recipient answer in time, or have a longer persist duration in its contract.',
  ],
  failed: [
    'the delivery was given up',
    'An acknowledgement before attempts and persist duration are used up.',
    'See the attempts before this entry; the sender was told with a DeliveryFailure where it asked for reliability.',
  ],
  broken: [
    'the connection broke while the message came in',
    'The whole body, as long as Content-Length says.',
    'See in the log of the sender why it ended the connection; nothing was taken, it may send again.',
  ],
  'no-answer': [
    'the connection was ended without an answer',
    'An answer.',
    'See the trace: a fault rule asks for this, or the peer went away.',
  ],
});
