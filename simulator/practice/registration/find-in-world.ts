import type { WorldStore } from '../../world/world-store.ts';
import { found, notFound, type SystemFinder } from './system-finder.ts';

/** Finds systems in the world itself: no directory is asked. */
export function findInWorld(world: WorldStore): SystemFinder {
  return {
    async find({ odsCode, service, action }) {
      const now = world.current();
      const party = now.spine.odsCode === odsCode ? now.spine : now.partyByOds(odsCode);
      if (!party) return notFound('none', `the world has no practice ${odsCode}`);
      const { asid, partyKey } = party;
      const contract = now.contractFor(partyKey, service, action);
      if (!contract) return notFound('none', `${odsCode} has no contract for ${action}`);
      return found({ odsCode, asid, partyKey, contract });
    },
  };
}
