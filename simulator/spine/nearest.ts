import { editDistance } from '../../src/platform/nearest.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { World } from '../world/world.ts';

/** Names are compared by so many characters, so that a hostile header costs little. */
const LONGEST = 64;

/** The registered contract that comes nearest to what a refused message asked for, as one line. */
export function nearestContract(world: World, envelope: EbxmlMessage): string | undefined {
  let best: { readonly score: number; readonly line: string } | undefined;
  for (const { partyKey, service, action, cpaId } of world.contracts) {
    const score =
      distance(envelope.to.id, partyKey) +
      distance(envelope.action, action) +
      distance(envelope.service, service) +
      (envelope.cpaId === cpaId ? 0 : 1);
    if (best === undefined || score < best.score) {
      best = { score, line: `${partyKey} ${service}:${action} with CPAId ${cpaId}` };
    }
  }
  return best?.line;
}

function distance(left: string, right: string): number {
  return left === right ? 0 : editDistance(left.slice(0, LONGEST), right.slice(0, LONGEST));
}
