import type { DirectoryFacts } from '../../src/checks/inbound-message.ts';
import { patternOf } from '../../src/domain/contract.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { World } from '../world/world.ts';

/** What the directory says of a message's parties, contract and interaction. */
export function lookUp(
  world: World,
  { from, to, cpaId, service, action }: EbxmlMessage,
): DirectoryFacts {
  const contract = world.contractFor(to.id, service, action);
  return {
    fromKnown: isParty(world, from.id),
    toKnown: isParty(world, to.id),
    contract,
    cpaKnown: world.contractsById(cpaId).length > 0,
    interactionKnown:
      contract !== undefined ||
      world.contracts.some((other) => other.service === service && other.action === action),
    pattern: contract && patternOf(contract.reliability, isSpine(world, to.id)),
  };
}

export function isSpine(world: World, partyKey: string): boolean {
  return partyKey.toUpperCase() === world.spine.partyKey.toUpperCase();
}

function isParty(world: World, partyKey: string): boolean {
  return isSpine(world, partyKey) || world.party(partyKey) !== undefined;
}
