import type { Random } from '../../src/platform/random.ts';
import type { Actor } from '../../src/scenario/draft.ts';
import type { World } from '../world/world.ts';

/** Who plays against a system in one situation. */
export interface Cast {
  readonly counterpart: Actor;
  /** A practice that has nothing to do with the transfer. */
  readonly stranger: Actor;
  /** ODS code of somebody else's practice, which no system speaks for. */
  readonly elsewhere: string;
  /** ODS codes of practices that held records before. */
  readonly earlier: readonly string[];
}

const EARLIER = 9;

/** Practices that nobody else of the world is. The same chance and world give the same ones. */
export function inventCast(random: Random, world: World): Cast {
  const used = new Set<string>();
  const freshOds = (): string => {
    for (;;) {
      const code = `Z${random.int(10_000, 98_999)}`;
      if (used.has(code) || world.partyByOds(code)) continue;
      used.add(code);
      return code;
    }
  };
  const actor = (): Actor => {
    for (;;) {
      const odsCode = freshOds();
      const partyKey = `${odsCode}-8${digits(random, 5)}`;
      const asid = `9998${digits(random, 8)}`;
      if (!world.party(partyKey) && !world.partyByAsid(asid)) return { odsCode, partyKey, asid };
    }
  };
  return {
    counterpart: actor(),
    stranger: actor(),
    elsewhere: freshOds(),
    earlier: Array.from({ length: EARLIER }, freshOds),
  };
}

function digits(random: Random, count: number): string {
  return String(random.int(0, 10 ** count - 1)).padStart(count, '0');
}
