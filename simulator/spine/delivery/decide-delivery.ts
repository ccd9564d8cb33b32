import type { Delivery } from './delivery.ts';

/** How one attempt ended, as judged from the recipient's answer. */
export type AttemptOutcome =
  | { readonly kind: 'acknowledged' }
  /** 2xx without an acknowledgement in the body; it may come later on its own. */
  | { readonly kind: 'accepted' }
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
  const { retries, retryIntervalMs, persistDurationMs, retryCount } = delivery.terms;
  const allowed = retryCount === 'retries' ? retries + 1 : Math.max(1, retries);
  const why = `${outcome.why}; ${delivery.attempts} of ${allowed} attempts made`;
  if (delivery.attempts >= allowed) return { kind: 'give-up', at: now, severity, why };
  const next = now + retryIntervalMs;
  const deadline = Math.min(
    persistDurationMs > 0 ? delivery.acceptedAt + persistDurationMs : Number.POSITIVE_INFINITY,
    delivery.expiresAt ?? Number.POSITIVE_INFINITY,
  );
  if (next > deadline) {
    return {
      kind: 'give-up',
      at: Math.max(now, deadline),
      severity,
      why: `${why}; the persist duration ends before the next attempt`,
    };
  }
  return { kind: 'retry', at: next };
}
