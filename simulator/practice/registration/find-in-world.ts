import type { WorldStore } from '../../world/world-store.ts';
import { found, notFound, type SystemFinder } from './system-finder.ts';

/** Finds systems in the world itself: no directory is asked. */
export function findInWorld(world: WorldStore): SystemFinder {
  return {
    async find({ odsCode, service, action, known }) {
      const now = world.current();
      const named = now.spine.odsCode === odsCode ? now.spine : now.partyByOds(odsCode);
      // Whoever wrote is answered, also under a code that the world does not know.
      const party = named ?? (known && now.party(known.partyKey));
      if (!party) return notFound('none', `the world has no practice ${odsCode}`);
      const { asid, partyKey } = party;
      const contract = now.contractFor(partyKey, service, action);
      if (!contract) return notFound('none', `${odsCode} has no contract for ${action}`);
      return found({ odsCode, asid, partyKey, contract });
    },
  };
}
