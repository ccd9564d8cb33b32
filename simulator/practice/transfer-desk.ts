import { decide } from '../../src/gp2gp/transfer.ts';
import type { TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import type { EffectDesk } from './effect-desk.ts';
import type { PracticeRoom } from './practice-room.ts';
import { type StepAside, stepEntry, takeStep } from './step-entry.ts';
import type { Transfer } from './transfer-book.ts';

/** Moves transfers on: decides, puts the step on record, then performs its effects. */
export interface TransferDesk {
  /** Like `dispatch`, but rejects when the step could not be put on record. */
  begin(transfer: Transfer, event: TransferEvent): Promise<void>;
  /** Queues an event behind those of the same transfer. Resolves when its step is done. Never rejects. */
  dispatch(transfer: Transfer, event: TransferEvent, aside?: StepAside): Promise<void>;
  /** Resolves when no step of these is under way. */
  settled(transfers: Iterable<Transfer>): Promise<void>;
  /** Lets no further step begin. Resolves when running ones are done. */
  stop(transfers: Iterable<Transfer>): Promise<void>;
}

/** @param effects asked when it is needed, for the one needs the other */
export function transferDesk(room: PracticeRoom, effects: () => EffectDesk): TransferDesk {
  const { clock, conduct, journal, logger, service } = room;
  let stopped = false;

  const step = async (
    transfer: Transfer,
    event: TransferEvent,
    aside: StepAside | undefined,
  ): Promise<void> => {
    if (stopped || transfer.forgotten) return;
    const before = transfer.state;
    const decision = conduct.decide({ state: before, event }, (asked) =>
      decide(asked.state, asked.event),
    );
    // Whoever sees the step on record finds the transfer there already.
    transfer.state = decision.state;
    takeStep(transfer, event, aside);
    const changes = decision.state !== before || decision.effects.length > 0;
    // That a message has arrived must be known after a restart, also where nothing follows from it.
    if (!changes && !aside && event.kind !== 'transport') return;
    const isFirst = transfer.startedAt === '';
    transfer.updatedAt = clock.now().toISOString();
    transfer.startedAt ||= transfer.updatedAt;
    const { opening, peer, known } = transfer;
    const begun = { state: opening, ...(peer && { peer }), ...(known && { known }) };
    const recorded = { event, ...(isFirst && { opening: begun }), ...(aside && { aside }) };
    const entry = await journal
      .append(stepEntry(room, transfer, recorded, decision.effects))
      .catch((error: unknown) => {
        transfer.state = before;
        if (isFirst) transfer.startedAt = '';
        throw error;
      });
    for (const [index, effect] of decision.effects.entries()) {
      // A reset may have come while the step was put on record.
      if (transfer.forgotten) return;
      await effects().perform(transfer, effect, `${entry.sequence}.${index}`);
    }
  };

  const begin = (transfer: Transfer, event: TransferEvent, aside?: StepAside): Promise<void> => {
    const run = transfer.steps.then(() => step(transfer, event, aside));
    transfer.steps = run.catch((error: unknown) => {
      const { conversationId } = transfer;
      logger.error({ service, conversationId, error: String(error) }, 'a transfer step failed');
    });
    return run;
  };

  return {
    begin,
    dispatch(transfer, event, aside) {
      begin(transfer, event, aside).catch(() => undefined);
      return transfer.steps;
    },
    async settled(transfers) {
      for (const transfer of transfers) {
        // A step may have queued another one behind itself.
        let seen: Promise<void> | undefined;
        while (seen !== transfer.steps) {
          seen = transfer.steps;
          await seen;
        }
      }
    },
    async stop(transfers) {
      stopped = true;
      for (const { timers, steps } of transfers) {
        for (const timer of timers.values()) timer.cancel();
        await steps;
      }
    },
  };
}
