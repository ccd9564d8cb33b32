import { decide } from '../../src/gp2gp/transfer.ts';
import type { TransferEffect, TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import { writeAcknowledgement, writeRequest } from './practice-messages.ts';
import type { PracticeRoom } from './practice-room.ts';
import { prepareExtract } from './prepare-extract.ts';
import type { Transfer } from './transfer-book.ts';
import type { TransferPost } from './transfer-post.ts';

/** Moves transfers on: decides, puts the step on record, then performs its effects. */
export interface TransferDesk {
  /** Like `dispatch`, but rejects when the step could not be put on record. */
  begin(transfer: Transfer, event: TransferEvent): Promise<void>;
  /** Queues an event behind those of the same transfer. Resolves when its step is done. Never rejects. */
  dispatch(transfer: Transfer, event: TransferEvent): Promise<void>;
  /** Lets no further step begin. Resolves when running ones are done. */
  stop(transfers: Iterable<Transfer>): Promise<void>;
}

const DAY_MS = 86_400_000;

export function transferDesk(room: PracticeRoom, post: TransferPost): TransferDesk {
  const { clock, journal, logger, service } = room;
  let stopped = false;

  const step = async (transfer: Transfer, event: TransferEvent): Promise<void> => {
    if (stopped) return;
    const { state, effects } = decide(transfer.state, event);
    const before = transfer.state;
    // Whoever sees the step on record finds the transfer there already.
    transfer.state = state;
    if (state !== before || effects.length > 0) {
      await journal.append(stepEntry(transfer, event, effects)).catch((error: unknown) => {
        transfer.state = before;
        throw error;
      });
    }
    for (const effect of effects) await perform(transfer, effect);
  };

  const stepEntry = (
    { state, conversationId, peer }: Transfer,
    event: TransferEvent,
    effects: readonly TransferEffect[],
  ) => {
    const { outcome, phase, role } = state;
    const ended = outcome ? `: ${outcome.result}${outcome.code ? ` ${outcome.code}` : ''}` : '';
    return {
      kind: 'transfer',
      at: clock.now().toISOString(),
      service,
      summary: `${role} ${phase}${ended} (${eventName(event)})`,
      conversationId,
      ...(event.kind === 'arrived' && { messageId: event.message.messageId }),
      facts: {
        role,
        state: phase,
        event: eventName(event),
        withOds: peer.odsCode,
        outcome: outcome?.result ?? null,
        code: outcome?.code ?? null,
      },
      trace: effects.map((effect) => ({ stage: 'decide', text: effectText(effect) })),
    } as const;
  };

  const perform = async (transfer: Transfer, effect: TransferEffect): Promise<void> => {
    switch (effect.kind) {
      case 'send-request':
        return post.leave(transfer, 'request', () => writeRequest(room, transfer));
      case 'send-acknowledgement':
        return post.leave(transfer, 'acknowledgement', () =>
          writeAcknowledgement(room, transfer.peer, transfer.conversationId, effect),
        );
      case 'send-extract': {
        const { extract } = transfer;
        transfer.extract = undefined;
        return post.leave(transfer, 'extract', () => extract);
      }
      case 'find-record':
        void dispatch(transfer, await findRecord(transfer, effect.nhsNumber));
        return;
      case 'file-record':
        // The message that brought the record is in the journal already: that is where it is filed.
        void dispatch(transfer, { kind: transfer.filed ? 'record-filed' : 'record-not-filed' });
        return;
      case 'start-timer': {
        const { timer } = effect;
        const expired = () => void dispatch(transfer, { kind: 'timer-expired', timer });
        transfer.timers.set(timer, clock.after(patience(timer), expired));
        return;
      }
      case 'stop-timer':
        transfer.timers.get(effect.timer)?.cancel();
        transfer.timers.delete(effect.timer);
        return;
      case 'report':
        logger.info({ service, conversationId: transfer.conversationId }, effect.text);
    }
  };

  const findRecord = async (transfer: Transfer, nhsNumber: string): Promise<TransferEvent> => {
    const { request, peer, conversationId } = transfer;
    try {
      const record = await room.records.recordFor(nhsNumber);
      if (!record || !request) return { kind: 'record-missing' };
      const prepared = prepareExtract(room, record, request, peer, conversationId);
      if (prepared.kind === 'too-large') return { kind: 'record-too-large' };
      if (prepared.kind === 'no-contract') return { kind: 'record-failed' };
      transfer.extract = prepared.message;
      return { kind: 'record-found', extract: prepared.ids };
    } catch (error) {
      logger.warn({ service, conversationId, error: String(error) }, 'a record was not to be had');
      return { kind: 'record-failed' };
    }
  };

  const patience = (timer: 'extract-wait' | 'final-acknowledgement-wait'): number => {
    const scale = room.world.current().timeScale;
    return timer === 'extract-wait'
      ? (room.timers?.extractWaitMs ?? DAY_MS * scale)
      : (room.timers?.finalAcknowledgementWaitMs ?? 8 * DAY_MS * scale);
  };

  const begin = (transfer: Transfer, event: TransferEvent): Promise<void> => {
    const run = transfer.steps.then(() => step(transfer, event));
    transfer.steps = run.catch((error: unknown) => {
      const { conversationId } = transfer;
      logger.error({ service, conversationId, error: String(error) }, 'a transfer step failed');
    });
    return run;
  };

  const dispatch = (transfer: Transfer, event: TransferEvent): Promise<void> => {
    begin(transfer, event).catch(() => undefined);
    return transfer.steps;
  };

  return {
    begin,
    dispatch,
    async stop(transfers) {
      stopped = true;
      for (const { timers, steps } of transfers) {
        for (const timer of timers.values()) timer.cancel();
        await steps;
      }
    },
  };
}

/** What happened, in a word for the record. */
function eventName(event: TransferEvent): string {
  switch (event.kind) {
    case 'arrived':
      return `${event.message.kind} arrived`;
    case 'transport':
      return `${event.about} ${event.outcome}`;
    case 'timer-expired':
      return `${event.timer} expired`;
    default:
      return event.kind;
  }
}

/** An effect as one line of the trace. Never patient data. */
function effectText(effect: TransferEffect): string {
  switch (effect.kind) {
    case 'report':
      return effect.text;
    case 'send-acknowledgement':
      return `${effect.code === undefined ? 'accept' : `refuse with ${effect.code}`} the ${effect.about}`;
    case 'start-timer':
    case 'stop-timer':
      return `${effect.kind} ${effect.timer}`;
    default:
      return effect.kind;
  }
}
