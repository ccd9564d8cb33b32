import type { Clock, Timer } from '../../src/platform/clock.ts';

/** The answer of Spine that a system waits for on its request. */
export interface StoredAnswer {
  readonly payload: Buffer;
}

export interface Looks {
  readonly retries: number;
  readonly intervalMs: number;
  readonly initialDelayMs: number;
}

/** Answers to requests that are still open (mhs 7.2): they are stored, and looked for at intervals. */
export interface AnswerStore {
  /** From now on an answer is kept for whoever looks. */
  expect(messageId: string): void;
  /** Looks for the answer until it is there or the looks are used up. */
  look(messageId: string, looks: Looks): Promise<StoredAnswer | undefined>;
  /** `false` when nobody waits for it: then it goes to the queue. */
  store(messageId: string, answer: StoredAnswer): boolean;
  forget(messageId: string): void;
  clear(): void;
}

interface Slot {
  answer: StoredAnswer | undefined;
  timer: Timer | undefined;
  done: (() => void) | undefined;
}

export function answerStore(clock: Clock): AnswerStore {
  const slots = new Map<string, Slot>();
  const keyOf = (messageId: string) => messageId.toUpperCase();
  const forget = (key: string) => {
    const slot = slots.get(key);
    slots.delete(key);
    slot?.timer?.cancel();
    slot?.done?.();
  };
  return {
    expect(messageId) {
      slots.set(keyOf(messageId), { answer: undefined, timer: undefined, done: undefined });
    },
    look(messageId, { retries, intervalMs, initialDelayMs }) {
      const key = keyOf(messageId);
      const slot = slots.get(key);
      if (!slot) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        slot.done = () => resolve(slot.answer);
        const look = (left: number) => {
          if (slot.answer || left === 0) return forget(key);
          slot.timer = clock.after(intervalMs, () => look(left - 1));
        };
        if (initialDelayMs === 0) look(retries);
        else slot.timer = clock.after(initialDelayMs, () => look(retries));
      });
    },
    store(messageId, answer) {
      const slot = slots.get(keyOf(messageId));
      if (!slot || slot.answer) return false;
      slot.answer = answer;
      return true;
    },
    forget: (messageId) => forget(keyOf(messageId)),
    clear() {
      for (const key of [...slots.keys()]) forget(key);
    },
  };
}
