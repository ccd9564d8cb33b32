import type { HttpSide, NewEntry } from '../../../src/journal/entry.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import type { Clock, Timer } from '../../../src/platform/clock.ts';
import type { HttpClient } from '../../../src/platform/http-client.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import type { DeliveryFault } from '../../doors/message-disturber.ts';
import type { Disturbers } from '../disturbers.ts';
import { attemptEntry, givenUpEntry, heldEntry } from './attempt-entry.ts';
import type { AttemptOutcome, DeliveryDecision } from './decide-delivery.ts';
import { decideDelivery, expiredAt } from './decide-delivery.ts';
import type { Delivery } from './delivery.ts';
import { atHand, type Job, parked } from './job.ts';
import { judgeAttempt } from './judge-attempt.ts';
import { openLanes } from './lanes.ts';
import { postDisturbed } from './post-disturbed.ts';

/** A delivery that ended without the recipient having taken the message. */
export interface GivenUp {
  readonly delivery: Delivery;
  readonly severity: 'Error' | 'Warning';
  readonly why: string;
}

export interface Deliverer {
  /** Takes over a delivery that is on record, at the point that `next` says. Never blocks. */
  add(delivery: Delivery, next?: DeliveryDecision): void;
  /** Forgets what waits; attempts under way end. For a reset, when the journal is emptied too. */
  clear(): void;
  /** Deliveries under way, waiting for their turn or for a retry. */
  readonly pending: number;
  /** Lets running attempts end. What waits stays open in the journal for the next start. */
  stop(): Promise<void>;
}

export interface DelivererParts {
  readonly journal: Journal;
  readonly client: HttpClient;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Connections to one recipient at a time. */
  readonly width: () => number;
  /** Who makes deliveries go wrong on purpose. */
  readonly disturbers?: Disturbers;
  /** How many waiting deliveries are kept at hand; `AT_HAND` unless told. */
  readonly keepAtHand?: number;
  /** The delivery that an entry of the journal opened; `undefined` when it can no longer be made. */
  readonly reload: (sequence: number) => Promise<Delivery | undefined>;
  /** Called when a delivery has failed for good and that is on record. */
  readonly onGivenUp: (given: GivenUp) => Promise<void>;
}

type Sent = readonly [AttemptOutcome, Partial<NewEntry>];

/** Failures after which nobody can say whether the recipient has the message. */
const MAY_HAVE_ARRIVED: ReadonlySet<string> = new Set(['reset', 'timeout', 'bad-answer']);

/** Bodies up to this size are sent from memory, larger ones are streamed from the journal. */
const IN_MEMORY = 256 * 1024;

/**
 * So many waiting deliveries are kept at hand. Of further ones only their place in the journal is kept, so
 * that a recipient that is down for hours costs little memory.
 */
const AT_HAND = 16_384;

export function openDeliverer(parts: DelivererParts): Deliverer {
  const { journal, client, clock, logger } = parts;
  const waiting = new Map<string, Timer>();
  let stopped = false;
  // Counts resets: an attempt that began before one leaves nothing behind after it.
  let era = 0;

  const send = async (
    delivery: Delivery,
    fault: DeliveryFault | undefined,
  ): Promise<Sent | undefined> => {
    const { body, bytes, headers, endpoint } = delivery;
    const content =
      bytes ??
      (body.length <= IN_MEMORY
        ? await journal.readBody(body)
        : { stream: journal.streamBody(body), length: body.length });
    const began = performance.now();
    const answer = fault
      ? await postDisturbed(client, endpoint, { headers, body: content }, fault)
      : await client.post(endpoint, { headers, body: content });
    if ('failed' in answer && answer.failed === 'closed') return undefined;
    const timings = { total: Math.round((performance.now() - began) * 10) / 10 };
    const request: HttpSide<typeof body> = { method: 'POST', path: endpoint, headers, body };
    const disturbed = fault && {
      trace: [{ stage: 'disturb', text: `${fault.by} asks for: ${fault.kind}` }],
    };
    if ('failed' in answer) {
      const outcome: AttemptOutcome = {
        kind: 'unreachable',
        why: answer.message,
        sent: MAY_HAVE_ARRIVED.has(answer.failed),
      };
      return [outcome, { request, timings, ...disturbed }];
    }
    const response = { status: answer.status, headers: answer.headers, body: answer.body };
    return [judgeAttempt(delivery, answer), { request, response, timings, ...disturbed }];
  };

  const attempt = async (before: Delivery): Promise<void> => {
    const begun = era;
    const late = expiredAt(before, clock.now().getTime());
    const counted = { ...before, attempts: before.attempts + (late ? 0 : 1) };
    const fault = late ? undefined : parts.disturbers?.atDelivery(counted, counted.attempts);
    const sent: Sent | undefined = late
      ? [{ kind: 'expired', why: late }, {}]
      : await send(counted, fault);
    // Broken off by our own stop: it counts for nothing and begins again with the next start.
    if (!sent || begun !== era) return;
    const [outcome, exchange] = sent;
    const reached =
      before.reached ||
      outcome.kind === 'refused' ||
      (outcome.kind === 'unreachable' && outcome.sent);
    const delivery: Delivery = { ...counted, reached };
    const now = clock.now().getTime();
    const decision = decideDelivery(delivery, outcome, now);
    await note(attemptEntry(delivery, outcome, decision, new Date(now), exchange));
    if (fault?.kind === 'duplicate' && begun === era) await again(delivery, fault);
    if (begun === era) follow(delivery, decision);
  };

  /** Delivers a copy on purpose. It is on record, and settles nothing. */
  const again = async (delivery: Delivery, fault: DeliveryFault) => {
    const sent = await send(delivery, fault);
    if (!sent) return;
    const [outcome, exchange] = sent;
    const now = clock.now().getTime();
    const decision = decideDelivery(delivery, outcome, now);
    const { settles: _, ...entry } = attemptEntry(
      delivery,
      outcome,
      decision,
      new Date(now),
      exchange,
    );
    await note(entry);
  };

  const note = async (entry: NewEntry) => {
    try {
      await journal.append(entry);
    } catch (error) {
      // A full journal must not end what was acknowledged: the next attempt is made all the same.
      logger.error({ messageId: entry.messageId, error: String(error) }, 'attempt not recorded');
    }
  };

  const follow = (delivery: Delivery, decision: DeliveryDecision) => {
    if (decision.kind === 'delivered') return;
    const delayMs = decision.at - clock.now().getTime();
    if (decision.kind === 'retry') {
      const job = parked(delivery);
      later(delayMs, delivery.work, () => lanes.add(job));
    } else {
      const given = { delivery, severity: decision.severity, why: decision.why };
      later(delayMs, delivery.work, () => void giveUp(given));
    }
  };

  const later = (delayMs: number, work: string, task: () => void) => {
    if (stopped) return;
    if (delayMs <= 0) task();
    else {
      const timer = clock.after(delayMs, () => {
        waiting.delete(work);
        task();
      });
      waiting.set(work, timer);
    }
  };

  const giveUp = async (given: GivenUp) => {
    const { delivery, severity, why } = given;
    try {
      // Telling the sender is itself work on record before this work is settled.
      if (delivery.tellSender) await parts.onGivenUp(given);
      await journal.append(givenUpEntry(delivery, severity, why, clock.now()));
    } catch (error) {
      logger.error({ messageId: delivery.messageId, error: String(error) }, 'delivery not settled');
    }
  };

  const lanes = openLanes<Job>(parts.width, async ({ delivery, sequence, attempts, reached }) => {
    try {
      const whole = delivery ?? (await parts.reload(sequence));
      if (whole) await attempt({ ...whole, attempts, reached });
      else logger.error({ sequence }, 'a delivery can no longer be made, its work stays open');
    } catch (error) {
      // The journal or the disk failed, not the recipient: the work stays open for the next start.
      logger.error({ sequence, error: String(error) }, 'delivery attempt broke');
    }
  });

  const dispatch = (delivery: Delivery): void => {
    const fault = parts.disturbers?.atDispatch(delivery);
    if (fault?.kind === 'delay') {
      // Others of its conversation may pass it meanwhile.
      later(fault.ms, delivery.work, () => lanes.add(parked(delivery)));
      return;
    }
    if (fault) {
      void recordHeld(delivery, fault.by);
      return;
    }
    const room = lanes.size < (parts.keepAtHand ?? AT_HAND);
    lanes.add(room ? atHand(delivery, lanes.size) : parked(delivery));
  };

  const recordHeld = async (delivery: Delivery, by: string): Promise<void> => {
    try {
      await journal.append(heldEntry(delivery, by, clock.now()));
    } catch (error) {
      logger.error({ messageId: delivery.messageId, error: String(error) }, 'not recorded as held');
    }
  };

  return {
    add(delivery, next) {
      if (stopped) return;
      if (next) follow(delivery, next);
      else dispatch(delivery);
    },
    clear() {
      era++;
      for (const timer of waiting.values()) timer.cancel();
      waiting.clear();
      lanes.clear();
    },
    get pending() {
      return lanes.size + waiting.size;
    },
    async stop() {
      stopped = true;
      for (const timer of waiting.values()) timer.cancel();
      waiting.clear();
      await lanes.stop();
    },
  };
}
