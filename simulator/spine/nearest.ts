import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { World } from '../world/world.ts';

/** The registered contract that comes nearest to what a refused message asked for, as one line. */
export function nearestContract(world: World, envelope: EbxmlMessage): string | undefined {
  let best: { readonly score: number; readonly line: string } | undefined;
  for (const { partyKey, service, action, cpaId } of world.contracts) {
    const score =
      distance(envelope.to.id.toUpperCase(), partyKey.toUpperCase()) +
      distance(envelope.action, action) +
      distance(envelope.service, service) +
      (envelope.cpaId === cpaId ? 0 : 1);
    if (best === undefined || score < best.score) {
      best = { score, line: `${partyKey} ${service}:${action} with CPAId ${cpaId}` };
    }
  }
  return best?.line;
}

/** Levenshtein distance, with the inputs cut so that a hostile header costs little. */
function distance(left: string, right: string): number {
  const [a, b] = [left.slice(0, 64), right.slice(0, 64)];
  if (a === b) return 0;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
