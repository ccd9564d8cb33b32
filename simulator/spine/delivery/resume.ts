import type { Entry } from '../../../src/journal/entry.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import type { World } from '../../world/world.ts';
import type { DeliveryDecision } from './decide-delivery.ts';
import type { Delivery } from './delivery.ts';
import { deliveryOf } from './forward.ts';

/** Work that was under way when the simulator stopped. */
export type Resumed =
  | {
      readonly kind: 'deliver';
      readonly delivery: Delivery;
      readonly next: DeliveryDecision | undefined;
    }
  | { readonly kind: 'answer'; readonly entry: Entry }
  | { readonly kind: 'lost'; readonly entry: Entry };

/** Brings back entries whose work is not yet settled, with the attempts already made. */
export async function resumeWork(
  journal: Journal,
  world: World,
  open: readonly Entry[],
): Promise<readonly Resumed[]> {
  const resumed: Resumed[] = [];
  for (const entry of open) {
    if (entry.service !== 'spine') continue;
    if (entry.opens?.startsWith('answer:')) {
      resumed.push({ kind: 'answer', entry });
      continue;
    }
    const delivery = deliveryOf(world, entry);
    if (!delivery) {
      resumed.push({ kind: 'lost', entry });
      continue;
    }
    // Another sender may have used the same message id.
    const [last] = await journal.find({
      kind: 'delivery',
      messageId: delivery.messageId,
      fromParty: delivery.fromParty,
      after: entry.sequence,
      newestFirst: true,
      limit: 1,
    });
    resumed.push({
      kind: 'deliver',
      delivery: {
        ...delivery,
        attempts: Number(last?.facts?.attempt ?? 0),
        reached: last?.facts?.reached === true,
      },
      next: last && decisionOf(last),
    });
  }
  return resumed;
}

function decisionOf({ facts }: Entry): DeliveryDecision | undefined {
  const at = Date.parse(String(facts?.next ?? ''));
  if (facts?.decision === 'retry') return { kind: 'retry', at };
  if (facts?.decision !== 'give-up') return undefined;
  const severity = facts.severity === 'Warning' ? 'Warning' : 'Error';
  return { kind: 'give-up', at, severity, why: String(facts.why ?? '') };
}
