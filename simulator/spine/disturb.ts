import { buildMessageError } from '../../src/wire/ebxml/build-message-error.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { buildSoapFault, writeSoapFault } from '../../src/wire/soap/soap-fault.ts';
import type { AcceptanceFault } from '../doors/message-disturber.ts';
import type { Answer, Arrival } from './arrival.ts';
import { pause } from './pause.ts';
import { recordOf } from './record.ts';
import type { SpineRoom } from './spine-room.ts';
import type { TakenMessage } from './take-once.ts';
import { answer, answerAccepted, answerSignal } from './write-answer.ts';

/** What is to go wrong with a message that would be taken, in the order in which it happens. */
export function disturbancesOf(
  room: SpineRoom,
  { headers, body }: Arrival,
  envelope: EbxmlMessage,
): readonly AcceptanceFault[] {
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const held = body instanceof Uint8Array ? body : undefined;
  return room.disturbers.atDoor({ envelope, contentType, body: held });
}

/**
 * Takes a message with what goes wrong about it. `take` takes it rightly. The answer is `undefined` where the
 * connection ends without one.
 */
export async function takeDisturbed(
  room: SpineRoom,
  message: TakenMessage,
  faults: readonly AcceptanceFault[],
  take: (message: TakenMessage) => Promise<Answer>,
): Promise<Answer | undefined> {
  for (const fault of faults) if (fault.kind === 'delay') await pause(room, fault.ms);
  const fault = faults.find((one) => one.kind !== 'delay');
  const told = noted(message, faults);
  if (!fault) return take(told);
  switch (fault.kind) {
    case 'answer-lost':
      await take(told);
      return undefined;
    case 'no-acknowledgement':
      return take(unacknowledged(told));
    case 'late-acknowledgement': {
      const given = await take(unacknowledged(told));
      void later(room, message.envelope, fault.ms);
      return given;
    }
    default:
      return turnAway(room, told, fault);
  }
}

/** The faults on record, whatever becomes of the message. */
function noted(message: TakenMessage, faults: readonly AcceptanceFault[]): TakenMessage {
  const trace = faults.map((fault) => ({
    stage: 'disturb',
    text: `${fault.by} asks for: ${fault.kind}${'code' in fault ? ` ${fault.code}` : ''}${'ms' in fault ? ` ${fault.ms} ms` : ''}`,
  }));
  const disturbed = faults.map(({ kind }) => kind).join(', ');
  return {
    ...message,
    outcome: {
      ...message.outcome,
      trace: [...message.outcome.trace, ...trace],
      facts: { ...message.outcome.facts, disturbed },
    },
  };
}

function unacknowledged(message: TakenMessage): TakenMessage {
  return { ...message, outcome: { ...message.outcome, answer: answerAccepted() } };
}

async function later(room: SpineRoom, envelope: EbxmlMessage, ms: number): Promise<void> {
  try {
    await pause(room, ms);
    await room.acknowledgeLater(envelope);
  } catch (error) {
    const { messageId } = envelope;
    room.logger.error({ messageId, error: String(error) }, 'a late acknowledgement was not sent');
  }
}

type TurnedAway = Exclude<
  AcceptanceFault,
  { kind: 'delay' | 'answer-lost' | 'no-acknowledgement' | 'late-acknowledgement' }
>;

/** Does not take it, and says so in the form of the fault, or says nothing. */
async function turnAway(
  room: SpineRoom,
  { arrival, envelope, outcome }: TakenMessage,
  fault: TurnedAway,
): Promise<Answer | undefined> {
  const given = answerOf(room, envelope, fault, arrival.at);
  const { opens: _, ...kept } = outcome;
  await room.journal.append(
    recordOf(arrival, {
      ...kept,
      answer: given,
      facts: { ...outcome.facts, taken: false },
      result: `disturbed: ${fault.kind}`,
    }),
  );
  return given;
}

function answerOf(
  { ids }: SpineRoom,
  envelope: EbxmlMessage,
  fault: TurnedAway,
  now: Date,
): Answer | undefined {
  switch (fault.kind) {
    case 'no-answer':
      return undefined;
    case 'http-error':
      return answer(fault.status, Buffer.alloc(0));
    case 'malformed':
      return answer(202, Buffer.from('<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/'));
    case 'soap-fault':
      return answer(
        500,
        writeSoapFault(buildSoapFault(fault.code, fault.text, undefined, 'Server')),
      );
    case 'message-error': {
      const { code: errorCode, text: description, severity } = fault;
      const stamp = { messageId: ids.uuid(), now };
      return answerSignal(
        buildMessageError(envelope, [{ errorCode, description, severity }], stamp),
      );
    }
  }
}
