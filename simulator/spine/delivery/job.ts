import type { Delivery } from './delivery.ts';

/** A delivery that waits for its turn in a lane. */
export interface Job {
  readonly lane: string;
  readonly key: string;
  /** `undefined` for one that waits with many others: it is made again from the journal at its turn. */
  readonly delivery: Delivery | undefined;
  readonly sequence: number;
  readonly attempts: number;
  readonly reached: boolean;
}

/** So many waiting deliveries keep their bytes at hand; the bytes of further ones are read again. */
const WITH_BYTES = 256;

/** A job with its delivery; `waiting` tells how many are waiting already. */
export function atHand(delivery: Delivery, waiting: number): Job {
  const job = parked(delivery);
  if (waiting < WITH_BYTES) return { ...job, delivery };
  const { messageId, fromParty, action } = delivery;
  const kept: Delivery = {
    ...delivery,
    bytes: undefined,
    messageId: own(messageId),
    conversationId: job.key,
    fromParty: own(fromParty),
    action: own(action),
  };
  return { ...job, delivery: kept };
}

/** A copy of its own: a text cut out of the envelope would keep the whole envelope in memory. */
function own(text: string): string {
  return Buffer.from(text).toString();
}

/** A job that knows no more than its place in the journal. */
export function parked({ toParty, conversationId, sequence, attempts, reached }: Delivery): Job {
  return {
    lane: toParty,
    key: own(conversationId),
    delivery: undefined,
    sequence,
    attempts,
    reached,
  };
}
