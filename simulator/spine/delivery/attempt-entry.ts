import type { NewEntry } from '../../../src/journal/entry.ts';
import type { AttemptOutcome, DeliveryDecision } from './decide-delivery.ts';
import type { Delivery } from './delivery.ts';

/** The journal entry of one attempt: what was exchanged, how it was judged, and what follows. */
export function attemptEntry(
  delivery: Delivery,
  outcome: AttemptOutcome,
  decision: DeliveryDecision,
  at: Date,
  exchange: Partial<NewEntry>,
): NewEntry {
  return {
    ...identityOf(delivery),
    ...exchange,
    kind: 'delivery',
    at: at.toISOString(),
    service: 'spine',
    summary: summaryOf(delivery, outcome),
    facts: {
      attempt: delivery.attempts,
      outcome: outcome.kind,
      why: 'why' in outcome ? outcome.why : null,
      decision: decision.kind,
      next: 'at' in decision ? new Date(decision.at).toISOString() : null,
      severity: decision.kind === 'give-up' ? decision.severity : null,
      reached: delivery.reached,
    },
    ...(decision.kind === 'delivered' ? { settles: delivery.work } : {}),
  };
}

/** The entry that ends a delivery that was given up. */
export function givenUpEntry(
  delivery: Delivery,
  severity: 'Error' | 'Warning',
  why: string,
  at: Date,
): NewEntry {
  return {
    ...identityOf(delivery),
    kind: 'settled',
    at: at.toISOString(),
    service: 'spine',
    summary: `gave up on ${delivery.action} to ${delivery.toParty}: ${why}`,
    facts: { outcome: 'failed', severity, why, attempts: delivery.attempts },
    settles: delivery.work,
  };
}

/** The entry of a delivery that is never made because somebody wants it so. */
export function heldEntry(delivery: Delivery, by: string, at: Date): NewEntry {
  return {
    ...identityOf(delivery),
    kind: 'settled',
    at: at.toISOString(),
    service: 'spine',
    summary: `${delivery.action} to ${delivery.toParty} is held back: ${by}`,
    trace: [{ stage: 'disturb', text: `${by} asks for: hold` }],
    facts: { outcome: 'held', attempts: 0 },
    settles: delivery.work,
  };
}

function identityOf(delivery: Delivery) {
  const { messageId, conversationId, fromParty, toParty, action } = delivery;
  return { messageId, conversationId, fromParty, toParty, interaction: action };
}

function summaryOf({ action, toParty, attempts }: Delivery, outcome: AttemptOutcome): string {
  const why = 'why' in outcome ? `: ${outcome.why}` : '';
  const attempt = outcome.kind === 'expired' ? '' : `, attempt ${attempts}`;
  return `${action} to ${toParty}${attempt}: ${outcome.kind}${why}`;
}
