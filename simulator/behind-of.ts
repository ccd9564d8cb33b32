import { queueAddress } from './adaptor/queue/queue-address.ts';
import type { AdaptorFacts } from './doors/adaptor-desk.ts';
import type { BehindAdaptor } from './practice/behind/behind-adaptor.ts';
import type { BehindConfig } from './world/adaptor-config.ts';
import type { Party } from './world/world.ts';

/** The adaptor that a bundled practice stands behind: somebody else's, else the one that is played for it. */
export function behindOf(
  { adaptor, behind, odsCode }: Party,
  played: readonly AdaptorFacts[],
): BehindAdaptor | undefined {
  if (behind) return behindConfigured(behind);
  const facts = adaptor && played.find((each) => each.odsCode === odsCode);
  if (!adaptor || !facts) return undefined;
  const { queue } = adaptor;
  return {
    rest: facts.rest,
    broker: queue.broker ?? withUser(facts.broker, queue),
    queue: queueAddress(queue.address, queue.name),
  };
}

/** The same from settings. */
export function behindConfigured({ rest, broker, queue, address }: BehindConfig): BehindAdaptor {
  return { rest, broker, queue: queueAddress(address, queue) };
}

function withUser(
  broker: string,
  {
    user,
    password = '',
  }: { readonly user?: string | undefined; readonly password?: string | undefined },
): string {
  if (user === undefined) return broker;
  const named = new URL(broker);
  named.username = encodeURIComponent(user);
  named.password = encodeURIComponent(password);
  return named.href.replace(/\/$/, '');
}
