import { buildAcknowledgment } from '../../src/wire/ebxml/build-acknowledgment.ts';
import { buildMessageError } from '../../src/wire/ebxml/build-message-error.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { envelopeIn } from '../../src/wire/ebxml/envelope-in.ts';
import { SIGNAL_SERVICE } from '../../src/wire/ebxml/names.ts';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import { buildSoapFault, writeSoapFault } from '../../src/wire/soap/soap-fault.ts';
import type { Arrived, Reaction, RecipientAnswer } from './recipient.ts';

/** What a practice answers to a message; `undefined` breaks the connection. */
type Answer = (
  message: EbxmlMessage,
  released: Promise<void>,
) => Promise<RecipientAnswer | undefined> | RecipientAnswer;

const RULES: readonly (readonly [RegExp, (...found: string[]) => Answer])[] = [
  [/^an acknowledgement$/, () => (message) => acknowledgement(message)],
  [
    /^an acknowledgement of another message$/,
    () => (message) => acknowledgement({ ...message, messageId: crypto.randomUUID() }),
  ],
  [
    /^an acknowledgement that is held back$/,
    () => async (message, released) => {
      await released;
      return acknowledgement(message);
    },
  ],
  [/^an empty answer with status (\d{3})$/, (status) => () => ({ status: Number(status) })],
  [
    /^a SOAP fault (\d+)$/,
    (code) => () => xml(500, writeSoapFault(buildSoapFault(code ?? '', 'set up by the scenario'))),
  ],
  [
    /^a MessageError with severity (Error|Warning)$/,
    (severity) => (message) => {
      const fault = {
        errorCode: 'DeliveryFailure',
        description: 'set up by the scenario',
        severity: severity === 'Warning' ? 'Warning' : 'Error',
      } as const;
      return xml(200, writeEbxml(buildMessageError(message, [fault], stamp())));
    },
  ],
  [/^a broken connection$/, () => async () => undefined],
  [/^silence$/, () => () => new Promise(() => {})],
];

/** The words that `answerFor` knows. */
export const ANSWER_WORDS: readonly RegExp[] = RULES.map(
  ([{ source }]) => new RegExp(source.slice(1, -1).replaceAll('(', '(?:')),
);

/**
 * What a practice answers, in the words of the scenarios. Throws for words that are not known.
 * @param released ends the wait of what is held back
 */
export function answerFor(
  words: string,
  released: Promise<void>,
): (message: EbxmlMessage) => ReturnType<Answer> {
  for (const [pattern, make] of RULES) {
    const found = pattern.exec(words);
    if (found) {
      const answer = make(...found.slice(1));
      return (message) => answer(message, released);
    }
  }
  throw new Error(`no recipient knows how to answer with ${words}`);
}

/** Answers messages in turn, the last answer again and again. Signals are taken without a word. */
export function answersInTurn(
  answers: readonly ((message: EbxmlMessage) => ReturnType<Answer>)[],
): Reaction {
  let business = 0;
  return (arrived) => {
    const message = readArrived(arrived);
    if (!message || message.service === SIGNAL_SERVICE) return { status: 202 };
    const answer = answers[Math.min(business++, answers.length - 1)];
    return answer ? answer(message) : { status: 202 };
  };
}

/** As a contract asks: acknowledged where the sender wants that, taken without a word otherwise. */
export function usual(message: EbxmlMessage): RecipientAnswer {
  return message.ackRequested ? acknowledgement(message) : { status: 202 };
}

/** The envelope of what came; `undefined` when there is none that can be read. */
export function readArrived({ headers, body }: Arrived): EbxmlMessage | undefined {
  const envelope = envelopeIn(String(headers['content-type'] ?? ''), body);
  const read = envelope.ok ? readEbxml(envelope.value) : envelope;
  return read.ok ? read.value : undefined;
}

function acknowledgement(message: EbxmlMessage): RecipientAnswer {
  return xml(200, writeEbxml(buildAcknowledgment(message, stamp())));
}

function xml(status: number, body: Buffer): RecipientAnswer {
  return { status, headers: [['Content-Type', 'text/xml']], body };
}

function stamp() {
  return { messageId: crypto.randomUUID().toUpperCase(), now: new Date() };
}
