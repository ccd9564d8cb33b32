import { EHR_EXTRACT, LARGE_MESSAGE } from '../../src/domain/interaction.ts';
import type { TimerName, TransferEffect, TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import type { PracticeMemory } from './practice-memory.ts';
import type { PracticeRoom } from './practice-room.ts';
import type { DirectoryDesk } from './registration/directory-desk.ts';
import { extractWait, overallTimer, type TimerInputs } from './timers.ts';
import { peerOdsOf, type Transfer } from './transfer-book.ts';

export type TimerEffect = Extract<TransferEffect, { kind: 'start-timer' }>;

/** Clocks that are further apart than this do not tell how long a message took. */
const COMPARABLE_MS = 300_000;

/** The timers of transfers, by the practice's clock. */
export interface TimerDesk {
  /**
   * Starts a timer in place of one of the same name that runs. The directory may have to be asked how long it is:
   * nobody waits for that.
   *
   * @param since when it was decided, ms; now unless told: a restart takes nothing off what has passed
   */
  start(transfer: Transfer, effect: TimerEffect, since?: number): void;
  stop(transfer: Transfer, timer: TimerName): void;
  /** Resolves when every timer that was started runs. */
  settled(): Promise<void>;
}

export function timerDesk(
  room: PracticeRoom,
  {
    directory,
    memory,
    dispatch,
  }: {
    readonly directory: DirectoryDesk;
    readonly memory: PracticeMemory;
    readonly dispatch: (transfer: Transfer, event: TransferEvent) => void;
  },
): TimerDesk {
  const { clock, conduct, logger, party, service, world } = room;

  const persistOf = async (transfer: Transfer, action: string): Promise<number | undefined> =>
    (await directory.contractOf(transfer, peerOdsOf(transfer), action))?.reliability
      .persistDurationMs;

  const inputsOf = async (transfer: Transfer, effect: TimerEffect, begun: number) => {
    const settings = world.current().practiceSettings(party.partyKey)?.transfers.timers;
    if (!settings) throw new Error('a practice without settings starts no timers');
    const isOverall = effect.timer === 'overall';
    const byContract =
      isOverall || (effect.timer === 'extract-wait' && settings.extractWaitMs === 'contract');
    const interaction = isOverall ? effect.interaction : EHR_EXTRACT;
    const parts = isOverall ? effect.parts : 0;
    const stated = isOverall && effect.since ? Date.parse(effect.since) : Number.NaN;
    const inputs: TimerInputs = {
      settings,
      extractPersistMs: byContract ? await persistOf(transfer, interaction) : undefined,
      partPersistMs: parts > 0 ? await persistOf(transfer, LARGE_MESSAGE) : undefined,
      parts,
      since: Math.abs(begun - stated) < COMPARABLE_MS ? Math.min(stated, begun) : begun,
      now: clock.now().getTime(),
      capMs: memory.settings().timeoutCapMs ?? settings.capMs,
    };
    return inputs;
  };

  const lengthOf = ({ timer }: TimerEffect, inputs: TimerInputs): number | undefined => {
    if (timer === 'overall') return overallTimer(inputs);
    if (timer === 'extract-wait') return room.timers?.extractWaitMs ?? extractWait(inputs);
    return room.timers?.finalAcknowledgementWaitMs ?? inputs.settings.finalAcknowledgementWaitMs;
  };

  /** Says whether a start is still the latest word on a timer. */
  const starts = new WeakMap<Transfer, Map<TimerName, object>>();
  const pending = new Set<Promise<void>>();

  const wordOn = (transfer: Transfer, timer: TimerName, word: object): void => {
    const words = starts.get(transfer) ?? new Map<TimerName, object>();
    starts.set(transfer, words.set(timer, word));
    transfer.timers.get(timer)?.cancel();
    transfer.timers.delete(timer);
  };

  const arm = async (
    transfer: Transfer,
    effect: TimerEffect,
    begun: number,
    word: object,
  ): Promise<void> => {
    const { timer } = effect;
    const inputs = await inputsOf(transfer, effect, begun);
    if (transfer.forgotten || starts.get(transfer)?.get(timer) !== word) return;
    const length = conduct.timer({ timer, inputs }, (asked) => lengthOf(effect, asked.inputs));
    if (length === undefined) {
      const { conversationId } = transfer;
      const text = 'the directory has no persist duration: the transfer is left open';
      logger.warn({ service, conversationId, timer }, text);
      return;
    }
    // What the overall timer counts from is among its inputs already.
    const passed = timer === 'overall' ? 0 : inputs.now - begun;
    const expired = () => dispatch(transfer, { kind: 'timer-expired', timer });
    transfer.timers.set(timer, clock.after(Math.max(0, length - passed), expired));
  };

  return {
    start(transfer, effect, since) {
      const word = {};
      const begun = since ?? clock.now().getTime();
      wordOn(transfer, effect.timer, word);
      const run = arm(transfer, effect, begun, word).catch((error: unknown) => {
        const { conversationId } = transfer;
        logger.error({ service, conversationId, error: String(error) }, 'a timer was not started');
      });
      pending.add(run);
      void run.finally(() => pending.delete(run));
    },
    stop: (transfer, timer) => wordOn(transfer, timer, {}),
    async settled() {
      await Promise.all(pending);
    },
  };
}
