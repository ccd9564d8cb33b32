import { APPLICATION_ACKNOWLEDGEMENT } from '../../src/domain/interaction.ts';
import { decide } from '../../src/gp2gp/transfer.ts';
import type { TransferEffect, TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import { writeAcknowledgement, writeRequest } from './practice-messages.ts';
import type { PracticeRoom } from './practice-room.ts';
import { prepareExtract } from './prepare-extract.ts';
import { recordByPds } from './registration/record-by-pds.ts';
import {
  brokenLookup,
  type LookupEffect,
  type TransferLookups,
} from './registration/transfer-lookups.ts';
import { stepEntry } from './step-entry.ts';
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

export function transferDesk(
  room: PracticeRoom,
  post: TransferPost,
  lookups: TransferLookups,
): TransferDesk {
  const { clock, journal, logger, service } = room;
  let stopped = false;

  const step = async (transfer: Transfer, event: TransferEvent): Promise<void> => {
    if (stopped || transfer.forgotten) return;
    const { state, effects } = decide(transfer.state, event);
    const before = transfer.state;
    // Whoever sees the step on record finds the transfer there already.
    transfer.state = state;
    if (state !== before || effects.length > 0) {
      transfer.updatedAt = clock.now().toISOString();
      transfer.startedAt ||= transfer.updatedAt;
      await journal.append(stepEntry(room, transfer, event, effects)).catch((error: unknown) => {
        transfer.state = before;
        throw error;
      });
    }
    for (const effect of effects) {
      // A reset may have come while the step was put on record.
      if (!transfer.forgotten) await perform(transfer, effect);
    }
  };

  const perform = async (transfer: Transfer, effect: TransferEffect): Promise<void> => {
    switch (effect.kind) {
      case 'send-request':
        return post.leave(transfer, 'request', () => writeRequest(room, transfer));
      case 'send-acknowledgement':
        return post.leave(transfer, 'acknowledgement', () => {
          const { peer, conversationId, contracts } = transfer;
          const agreed = contracts.get(APPLICATION_ACKNOWLEDGEMENT);
          return writeAcknowledgement(room, peer, conversationId, effect, agreed);
        });
      case 'send-extract': {
        const { extract } = transfer;
        transfer.extract = undefined;
        return post.leave(transfer, 'extract', () => extract);
      }
      case 'retrieve-patient':
      case 'update-registration':
      case 'look-up-system':
        // Takes its time: what comes in meanwhile is not held up.
        lookUp(transfer, effect);
        return;
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

  const lookUp = (transfer: Transfer, effect: LookupEffect): void => {
    lookups.perform(transfer, effect).then(
      (event) => event && dispatch(transfer, event),
      (error: unknown) => {
        const { conversationId } = transfer;
        logger.error({ service, conversationId, error: String(error) }, 'a lookup broke');
        void dispatch(transfer, brokenLookup(effect));
      },
    );
  };

  const findRecord = async (transfer: Transfer, nhsNumber: string): Promise<TransferEvent> => {
    const { request, conversationId } = transfer;
    try {
      const record = (await room.records.recordFor(nhsNumber)) ?? recordByPds(room, transfer);
      transfer.person = undefined;
      if (!record || !request) return { kind: 'record-missing' };
      const prepared = prepareExtract(room, record, request, transfer);
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
