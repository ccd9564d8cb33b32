import type { Clock, Timer } from '../../../src/platform/clock.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import type { MeshSettings } from '../../world/world.ts';
import { dueAt } from './failures.ts';
import type { MeshMessage } from './mesh-message.ts';

/** Before another attempt at what could not be put on record. */
const AGAIN_AFTER_MS = 60_000;

/** When something happens to messages by itself: one timer, for what falls due next. */
export interface Deadlines {
  /** Takes account of a message that has come or changed. */
  follow(message: MeshMessage): void;
  /** Looks anew for what falls due next: settings may have changed, or messages be gone. */
  rearm(): void;
  close(): void;
}

export function deadlines({
  clock,
  logger,
  messages,
  settings,
  end,
}: {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly messages: () => Iterable<MeshMessage>;
  readonly settings: () => MeshSettings;
  /** Does what has fallen due. */
  readonly end: (message: MeshMessage, what: ReturnType<typeof dueAt>['what']) => Promise<void>;
}): Deadlines {
  let timer: Timer | undefined;
  let nextDue = Number.POSITIVE_INFINITY;
  let closed = false;

  const arm = (due: number): void => {
    if (closed || due >= nextDue || due === Number.POSITIVE_INFINITY) return;
    timer?.cancel();
    nextDue = due;
    timer = clock.after(Math.max(0, due - clock.now().getTime()), () => void expire());
  };

  const rearm = (): void => {
    timer?.cancel();
    nextDue = Number.POSITIVE_INFINITY;
    let next = Number.POSITIVE_INFINITY;
    for (const message of messages()) next = Math.min(next, dueAt(message, settings()).at);
    arm(next);
  };

  const expire = async (): Promise<void> => {
    nextDue = Number.POSITIVE_INFINITY;
    const now = clock.now().getTime();
    try {
      for (const message of [...messages()]) {
        const due = dueAt(message, settings());
        if (due.at > now || closed) continue;
        await end(message, due.what);
      }
    } catch (error) {
      logger.error({ service: 'mesh', error: String(error) }, 'a message could not expire');
      // What could not be put on record is tried again, but not at once.
      arm(now + AGAIN_AFTER_MS);
      return;
    }
    if (!closed) rearm();
  };

  return {
    follow: (message) => arm(dueAt(message, settings()).at),
    rearm,
    close() {
      closed = true;
      timer?.cancel();
    },
  };
}
