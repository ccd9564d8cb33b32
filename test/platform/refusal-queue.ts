import type { HandshakeRefusal } from '../../src/platform/tls-gate.ts';

/** Refused handshakes, to be waited for one after the other. */
export interface RefusalQueue {
  readonly refusals: readonly HandshakeRefusal[];
  readonly add: (refusal: HandshakeRefusal) => void;
  /** The next refusal that no earlier call was given; waits for it. */
  next(): Promise<HandshakeRefusal>;
}

export function refusalQueue(): RefusalQueue {
  const refusals: HandshakeRefusal[] = [];
  const waiting: ((refusal: HandshakeRefusal) => void)[] = [];
  let given = 0;
  return {
    refusals,
    add(refusal) {
      refusals.push(refusal);
      if (waiting.length > 0) given++;
      waiting.shift()?.(refusal);
    },
    next() {
      const known = refusals[given];
      if (!known) return new Promise((resolve) => waiting.push(resolve));
      given++;
      return Promise.resolve(known);
    },
  };
}
