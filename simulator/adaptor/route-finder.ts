import { type Contract, type Pattern, patternOf } from '../../src/domain/contract.ts';
import type { World } from '../world/world.ts';
import type { WorldStore } from '../world/world-store.ts';

/** Where a message goes, and how. */
export interface Route {
  readonly contract: Contract;
  readonly pattern: Pattern;
  /** Of the recipient's systems. */
  readonly asids: readonly string[];
}

export type RouteOutcome =
  | { readonly kind: 'found'; readonly route: Route }
  | { readonly kind: 'not-found'; readonly because: string };

/** An interaction as an adaptor knows it beforehand: by its name alone (mhs 4.4). */
export interface KnownInteraction {
  readonly service: string;
  readonly action: string;
  /** Spine itself answers it. */
  readonly ofSpine: boolean;
  readonly pattern: Pattern;
}

/** What an adaptor asks before it sends. Rejects with nothing that a directory does. */
export interface RouteFinder {
  /** `undefined` for an interaction that no service of the world has. */
  interaction(action: string): KnownInteraction | undefined;
  find(asked: {
    readonly odsCode: string;
    readonly service: string;
    readonly action: string;
  }): Promise<RouteOutcome>;
}

/** Finds routes in the world itself. */
export function routesOfWorld(world: WorldStore): RouteFinder {
  return {
    interaction: (action) => knownInteraction(world.current(), action),
    async find({ odsCode, service, action }) {
      const now = world.current();
      const isSpine = odsCode.toUpperCase() === now.spine.odsCode.toUpperCase();
      const party = isSpine ? now.spine : now.partyByOds(odsCode);
      if (!party) return { kind: 'not-found', because: `nobody is registered as ${odsCode}` };
      const contract = now.contractFor(party.partyKey, service, action);
      if (!contract)
        return {
          kind: 'not-found',
          because: `${odsCode} has no contract for ${service}:${action}`,
        };
      const pattern = patternOf(contract.reliability, isSpine);
      return { kind: 'found', route: { contract, pattern, asids: [party.asid] } };
    },
  };
}

function knownInteraction(world: World, action: string): KnownInteraction | undefined {
  const { spine, contracts } = world;
  const all = contracts.filter((each) => each.action === action);
  const own = all.find(({ partyKey }) => partyKey === spine.partyKey);
  const one = own ?? all[0];
  if (!one) return undefined;
  const { service, reliability } = one;
  const ofSpine = own !== undefined;
  return { service, action, ofSpine, pattern: patternOf(reliability, ofSpine) };
}
