import { contractOf } from '../../src/directory/contract-of.ts';
import type { Directory } from '../../src/directory/directory.ts';
import { type DirectoryEntry, firstValueOf } from '../../src/directory/entry.ts';
import { patternOf } from '../../src/domain/contract.ts';
import { serviceInteraction } from '../../src/domain/interaction.ts';
import { BoundedMap } from '../../src/platform/bounded-map.ts';
import type { WorldStore } from '../world/world-store.ts';
import { type RouteFinder, type RouteOutcome, routesOfWorld } from './route-finder.ts';

/** A directory never changes: what was found in it holds until there is another. */
const MOST_REMEMBERED = 1_000;

/**
 * Finds routes in the directory, as the route lookup of the MHS adaptor does: the systems of the organisation, then the
 * message handler of their party key (sds-ods 1.6, mhs 7.5). What the directory does not list is not found, whatever the
 * world says; Spine's own services are known without it.
 */
export function routesOfDirectory(
  world: WorldStore,
  directory: () => Pick<Directory, 'search'>,
): RouteFinder {
  const ofWorld = routesOfWorld(world);
  const remembered = new WeakMap<object, BoundedMap<string, RouteOutcome>>();
  return {
    interaction: ofWorld.interaction,
    async find(asked) {
      const { spine } = world.current();
      if (asked.odsCode.toUpperCase() === spine.odsCode.toUpperCase()) return ofWorld.find(asked);
      const now = directory();
      const known = remembered.get(now) ?? new BoundedMap<string, RouteOutcome>(MOST_REMEMBERED);
      remembered.set(now, known);
      const key = JSON.stringify([asked.odsCode, asked.service, asked.action]);
      const route = known.get(key) ?? findRoute(now, asked);
      known.set(key, route);
      return route;
    },
  };
}

function findRoute(
  directory: Pick<Directory, 'search'>,
  { odsCode, service, action }: Parameters<RouteFinder['find']>[0],
): RouteOutcome {
  const interaction = serviceInteraction(service, action);
  const systems = searchFor(directory, [
    ['nhsIDCode', odsCode],
    ['objectClass', 'nhsAs'],
    ['nhsAsSvcIA', interaction],
  ]);
  const keys = new Set(systems.map((each) => firstValueOf(each, 'nhsMHSPartyKey') ?? ''));
  const [partyKey] = keys;
  if (partyKey === undefined)
    return missing(`the directory has no system of ${odsCode} for ${action}`);
  if (keys.size > 1) return missing(`systems of ${odsCode} for ${action} have several party keys`);
  const handlers = searchFor(directory, [
    ['objectClass', 'nhsMhs'],
    ['nhsMHSPartyKey', partyKey],
    ['nhsMhsSvcIA', interaction],
  ]);
  const [handler] = handlers;
  if (!handler || handlers.length > 1)
    return missing(`there are ${handlers.length} message handlers of ${partyKey} for ${action}`);
  const values = Object.fromEntries(
    handler.attributes.map(({ name, values: [first] }) => [name.toLowerCase(), first]),
  );
  const contract = contractOf({ service, action }, { partyKey, odsCode }, values);
  const asids = systems.flatMap((each) => firstValueOf(each, 'uniqueIdentifier') ?? []);
  return {
    kind: 'found',
    route: { contract, pattern: patternOf(contract.reliability, false), asids },
  };
}

function searchFor(
  directory: Pick<Directory, 'search'>,
  wanted: readonly (readonly [attribute: string, value: string])[],
): readonly DirectoryEntry[] {
  const filters = wanted.map(
    ([attribute, value]) => ({ kind: 'equal', attribute, value }) as const,
  );
  const filter = { kind: 'and', filters } as const;
  const found = directory.search({
    ...{ base: 'ou=services,o=nhs', scope: 'sub', filter, strict: true },
  });
  return found ? [...found] : [];
}

function missing(because: string): RouteOutcome {
  return { kind: 'not-found', because };
}
