import type { Contract } from '../../src/domain/contract.ts';
import { GP2GP_SERVICE } from '../../src/domain/interaction.ts';
import type { Actor } from '../../src/scenario/draft.ts';
import type { World } from '../world/world.ts';
import { UnreachableSystemError } from './counterpart-errors.ts';

/** What the system says of an interaction. Throws UnreachableSystemError where it says nothing. */
export function contractWith(world: World, system: Actor, action: string): Contract {
  const contract = world.contractFor(system.partyKey, GP2GP_SERVICE, action);
  if (contract) return contract;
  throw new UnreachableSystemError(system.partyKey, action);
}
