import { allowedAttempts, persistEnd } from '../../../src/domain/retry.ts';
import type { Delivery } from './delivery.ts';

/** How one attempt ended, as judged from the recipient's answer. */
export type AttemptOutcome =
  | { readonly kind: 'acknowledged' }
  /** 2xx without an acknowledgement in the body; it may come later on its own. */
  | { readonly kind: 'accepted' }
  /** No attempt was made: TimeToLive or persist duration had passed when its turn came. */
  | { readonly kind: 'expired'; readonly why: string }
  /** The recipient said with severity Error that it will never take the message. */
  | { readonly kind: 'rejected'; readonly why: string }
  /** The recipient answered, but with a failure that may pass. */
  | { readonly kind: 'refused'; readonly why: string }
  /** No answer at all. `sent` tells whether the message may have arrived. */
  | { readonly kind: 'unreachable'; readonly why: string; readonly sent: boolean };

export type DeliveryDecision =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly at: number }
  /** `at` is when the sender is told; severity by ebMS 2.0 section 6.5.7. */
  | {
      readonly kind: 'give-up';
      readonly at: number;
      readonly severity: 'Error' | 'Warning';
      readonly why: string;
    };

/**
 * What follows an attempt (mhs 2.5, 4.2, ebMS 2.0 sections 6.4 and 6.5.7). Pure: the delivery with the
 * attempt counted in, its outcome and the time are handed in.
 */
export function decideDelivery(
  delivery: Delivery,
  outcome: AttemptOutcome,
  now: number,
): DeliveryDecision {
  if (outcome.kind === 'acknowledged' || outcome.kind === 'accepted') return { kind: 'delivered' };
  const severity = delivery.reached ? 'Warning' : 'Error';
  if (outcome.kind === 'rejected') {
    return { kind: 'give-up', at: now, severity: 'Error', why: outcome.why };
  }
  if (outcome.kind === 'expired') return { kind: 'give-up', at: now, severity, why: outcome.why };
  const allowed = allowedAttempts(delivery.terms);
  const why = `${outcome.why}; ${delivery.attempts} of ${allowed} attempts made`;
  if (delivery.attempts >= allowed) return { kind: 'give-up', at: now, severity, why };
  const next = now + delivery.terms.retryIntervalMs;
  const persists = persistEnd(delivery.acceptedAt, delivery.terms);
  const lives = delivery.expiresAt ?? Number.POSITIVE_INFINITY;
  if (next > persists || next >= lives) {
    const which = persists < lives ? 'the persist duration' : 'TimeToLive';
    return {
      kind: 'give-up',
      at: Math.max(now, Math.min(persists, lives)),
      severity,
      why: `${why}; ${which} ends before the next attempt`,
    };
  }
  return { kind: 'retry', at: next };
}

/**
 * Why an attempt may no longer be made, although its turn has come: after a restart or behind a slow
 * recipient that can be late. The first attempt is only bound by TimeToLive: the persist duration ends
 * re-sending (ebMS 2.0 section 6.4.6).
 */
export function expiredAt(delivery: Delivery, now: number): string | undefined {
  if (delivery.expiresAt !== undefined && now >= delivery.expiresAt)
    return 'TimeToLive passed before delivery';
  if (delivery.attempts > 0 && now > persistEnd(delivery.acceptedAt, delivery.terms))
    return 'the persist duration passed before the next attempt';
  return undefined;
}
