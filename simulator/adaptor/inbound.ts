import { delayOf, faultOf } from '../../src/faults/fault-book.ts';
import { tellFault } from '../../src/faults/tell-fault.ts';
import type { TraceStep } from '../../src/journal/entry.ts';
import { writeQueueMessage } from '../../src/wire/adaptor/write-queue-message.ts';
import { acknowledged } from '../mhs/answer-arrival.ts';
import type { Outbox } from '../mhs/outbox.ts';
import { refOf } from '../mhs/outbox.ts';
import type { Arrival, HandOn, ReceiverHandlers } from '../mhs/receiver-handlers.ts';
import { type LastWords, refersTo } from './adaptor-conduct.ts';
import type { AdaptorRoom, HandedOver } from './adaptor-room.ts';
import type { AnswerStore } from './answer-store.ts';
import { queueBody } from './queue-body.ts';
import { refusal } from './refuse-arrival.ts';

export interface InboundParts {
  readonly outbox: Outbox<HandedOver>;
  readonly words: LastWords;
  readonly answers: AnswerStore;
}

/** Hands what Spine delivers to the system's queue, and only then lets Spine be answered (mhs 4.1, 7.3). */
export function inbound(room: AdaptorRoom, parts: InboundParts): ReceiverHandlers {
  const { outbox, words } = parts;
  return {
    handOn: (arrival) => handOn(room, parts, arrival),
    // The queue has it already; whoever waits for the answer finds it there.
    onMessage: async () => undefined,
    onSignal(signal) {
      if (!outbox.awaits(signal)) return;
      words.heard(refOf(signal), { signal });
      outbox.settle(signal);
    },
  };
}

async function handOn(
  room: AdaptorRoom,
  { outbox, answers }: InboundParts,
  arrival: Arrival,
): Promise<HandOn | undefined> {
  const { envelope, payload } = arrival.message;
  const { habits } = room.settings();
  if (arrival.verdict === 'signal') {
    if (habits.signals === 'refuse')
      return refusal('the MHS adaptor takes no signal that is posted to it (mhs 4.4)');
    if (habits.signals === 'ignore' || outbox.awaits(envelope)) return undefined;
    return queued(room, arrival);
  }
  const reference = refersTo(envelope);
  if (reference && payload && answers.store(reference, { payload })) {
    const work = note(room, arrival, 'INBOUND_SYNC_ASYNC_MESSAGE_STORED');
    return { ...told('stored for the request that waits for it'), facts: { work } };
  }
  if (reference && habits.references === 'refuse' && !(await wasSent(room, reference)))
    return refusal('Unknown message reference');
  return queued(room, arrival);
}

async function wasSent({ journal, service }: AdaptorRoom, messageId: string): Promise<boolean> {
  const query = { kind: 'delivery', service, messageId, limit: 1 } as const;
  return (await journal.count(query)) > 0;
}

async function queued(room: AdaptorRoom, arrival: Arrival): Promise<HandOn | undefined> {
  const { clock, faults, logger, queue, random, service, settings } = room;
  const { envelope } = arrival.message;
  const { messageId, conversationId, action } = envelope;
  const met = faults.meet({
    face: 'adaptor',
    caller: envelope.from.id,
    operation: action,
    messages: [messageId, conversationId],
  });
  const trace = met.map(
    (each): TraceStep => ({ stage: 'disturb', text: tellFault('adaptor', each) }),
  );
  const delayMs = delayOf(met, random);
  if (delayMs > 0) await new Promise<void>((done) => void clock.after(delayMs, done));
  if (faultOf(met, 'drop')) return { drop: true, trace, refused: { because: 'dropped' } };
  const broken = faultOf(met, 'unavailable', 'result', 'malformed', 'soap-fault', 'message-error');
  if (broken) return after(trace, refusal(`the queue is not there: ${broken.rule}`));
  const acknowledges = settings().habits.acknowledges === 'always' && !envelope.ackRequested;
  const reply = acknowledges
    ? acknowledged(envelope, { messageId: room.ids.uuid(), now: clock.now() })
    : undefined;
  const extra = { ...(reply && { reply }), trace };
  if (faultOf(met, 'no-answer')) return { ...extra, facts: { queued: false } };
  const body = writeQueueMessage(
    queueBody(arrival.message, arrival.contentType, arrival.body),
  ).toString('utf8');
  const reference = arrival.verdict === 'signal' ? refOf(envelope) : refersTo(envelope);
  const message = {
    messageId: reference || messageId,
    correlationId: conversationId,
    body,
    about: {
      ...{ conversationId, messageId, interaction: action },
      ...(reference && { refToMessageId: reference }),
      fromParty: envelope.from.id,
      toParty: envelope.to.id,
    },
  };
  const outcome = reference ? 'INBOUND_RESPONSE' : 'UNSOLICITED_INBOUND_RESPONSE';
  try {
    await queue.put(message);
    if (faultOf(met, 'duplicate-answer')) await queue.put(message);
  } catch (error) {
    logger.error({ service, messageId, error: String(error) }, 'a message could not be queued');
    const work = note(room, arrival, `${outcome}_FAILED`);
    const because = error instanceof Error ? error.message : String(error);
    return { ...after(trace, refusal(`Exception in workflow: ${because}`)), facts: { work } };
  }
  const work = note(room, arrival, `${outcome}_SUCCESSFULLY_PROCESSED`);
  const stands: TraceStep = { stage: 'perform', text: 'queued for the system; Spine is answered' };
  return { ...extra, trace: [...trace, stands], facts: { queued: true, work } };
}

function after(steps: readonly TraceStep[], handOn: HandOn): HandOn {
  return { ...handOn, trace: [...steps, ...(handOn.trace ?? [])] };
}

function told(text: string): HandOn {
  return { trace: [{ stage: 'perform', text }] };
}

function note({ clock, work }: AdaptorRoom, { message }: Arrival, state: string): string {
  const { messageId, conversationId, action } = message.envelope;
  const at = clock.now().toISOString();
  work.note({
    ...{ messageId, conversationId, at, state },
    ...{ interaction: action, direction: 'inbound' },
  });
  return state;
}
