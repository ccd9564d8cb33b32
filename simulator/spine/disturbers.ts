import type { MessageDisturber } from '../doors/message-disturber.ts';

/** Everybody who makes things go wrong, as one. */
export interface Disturbers extends Required<MessageDisturber> {
  /** Returns what ends it. */
  add(disturber: MessageDisturber): () => void;
}

export function disturbers(): Disturbers {
  const all = new Set<MessageDisturber>();
  const first = <T>(ask: (one: MessageDisturber) => T | undefined): T | undefined => {
    for (const one of all) {
      const found = ask(one);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    add(disturber) {
      all.add(disturber);
      return () => void all.delete(disturber);
    },
    atDoor: (message) => [...all].flatMap((one) => one.atDoor?.(message) ?? []),
    atDispatch: (message) => first((one) => one.atDispatch?.(message)),
    atDelivery: (message, attempt) => first((one) => one.atDelivery?.(message, attempt)),
  };
}
