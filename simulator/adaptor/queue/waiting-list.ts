/** A message that waits: its bytes lie in the journal. */
export interface WaitingMessage {
  /** Of the entry that keeps it; the order of the queue. */
  readonly sequence: number;
  /** Names the work that ends when it leaves the queue. */
  readonly work: string;
  readonly bytes: number;
  /** ms; not handed out from then on. */
  readonly expiresAt: number | undefined;
  /** Attempts that failed. */
  failures: number;
  /** Times that it came back, whyever. */
  returns: number;
  /** ms; rests until then. */
  notBefore: number;
}

/** Messages of one queue in the order in which they came, those handed out left aside. */
export interface WaitingList {
  readonly size: number;
  add(message: WaitingMessage): void;
  /** Takes the first that is due. */
  take(now: number): WaitingMessage | undefined;
  /** Whether one that came before this one is due. */
  hasBefore(sequence: number, now: number): boolean;
  /** When the first of those that rest is due; `undefined` when none rests. */
  nextDue(now: number): number | undefined;
  clear(): void;
}

export function waitingList(): WaitingList {
  const messages: WaitingMessage[] = [];

  return {
    get size() {
      return messages.length;
    },
    add(message) {
      // What comes back is older than most: it goes to its old place.
      let low = 0;
      let high = messages.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((messages[middle]?.sequence ?? 0) < message.sequence) low = middle + 1;
        else high = middle;
      }
      messages.splice(low, 0, message);
    },
    take(now) {
      const index = messages.findIndex(({ notBefore }) => notBefore <= now);
      return index < 0 ? undefined : messages.splice(index, 1)[0];
    },
    hasBefore(sequence, now) {
      const first = messages.find(({ notBefore }) => notBefore <= now);
      return first !== undefined && first.sequence < sequence;
    },
    nextDue(now) {
      const resting = messages.filter(({ notBefore }) => notBefore > now);
      return resting.length === 0
        ? undefined
        : resting.reduce((least, { notBefore }) => Math.min(least, notBefore), Infinity);
    },
    clear() {
      messages.length = 0;
    },
  };
}

const AT_ONCE = 3;
const LONGEST_REST_MS = 30_000;

/** How long a message rests that came back so often: a consumer that lets go of everything does not make it spin. */
export function restMs(returns: number): number {
  return returns <= AT_ONCE ? 0 : Math.min(LONGEST_REST_MS, 250 * 2 ** (returns - AT_ONCE));
}
