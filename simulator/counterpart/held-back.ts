import type { Clock } from '../../src/platform/clock.ts';

/** Messages that let the next one of their conversation pass. */
export interface HeldBack {
  hold(conversationId: string, post: () => Promise<void>): void;
  /** Sends what waits in a conversation. */
  release(conversationId: string): Promise<void>;
}

/** Where no other message follows, one that is held back goes by itself after so long. */
const LONGEST_MS = 5_000;

export function heldBack(clock: Clock, isStopped: () => boolean): HeldBack {
  const waiting = new Map<string, () => Promise<void>>();
  const release = async (conversationId: string): Promise<void> => {
    const post = waiting.get(conversationId);
    waiting.delete(conversationId);
    if (post && !isStopped()) await post();
  };
  return {
    release,
    hold(conversationId, post) {
      waiting.set(conversationId, post);
      clock.after(LONGEST_MS, () => {
        if (waiting.get(conversationId) === post) void release(conversationId);
      });
    },
  };
}
