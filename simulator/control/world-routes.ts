import type { ControlParts } from '../doors/control-parts.ts';
import { localAddress } from '../world/build-world.ts';
import { printableConfig } from '../world/printable-config.ts';
import type { World } from '../world/world.ts';
import type { WorldChange } from '../world/world-settings.ts';
import { problemView } from './api-error.ts';
import { type Route, route } from './route.ts';
import { errorBody, parties, worldChange, worldPatch, worldView } from './schemas.ts';

const REFUSED = { description: 'Nothing was changed; each problem is named.', schema: errorBody };

/** The configuration in force and what follows from it. */
export function worldRoutes({ world, settings }: ControlParts): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/world',
      operation: 'getWorld',
      summary: 'The configuration in force with every default; without secrets.',
      answers: { 200: { description: 'The configuration.', schema: worldView } },
      handle: async () => ({ status: 200, body: printableConfig(settings.config()) }),
    }),
    route({
      method: 'put',
      path: '/world',
      operation: 'replaceWorld',
      summary: 'Takes a whole configuration, as a world file would hold it.',
      body: worldPatch,
      answers: { 200: { description: 'It is in force.', schema: worldChange }, 422: REFUSED },
      handle: async ({ body }) => changed(await settings.replace(body)),
    }),
    route({
      method: 'patch',
      path: '/world',
      operation: 'patchWorld',
      summary: 'Lays a JSON merge patch (RFC 7396) over the configuration; null takes away.',
      body: worldPatch,
      accepts: ['application/merge-patch+json', 'application/json'],
      answers: { 200: { description: 'It is in force.', schema: worldChange }, 422: REFUSED },
      handle: async ({ body }) => changed(await settings.patch(body)),
    }),
    route({
      method: 'get',
      path: '/world/parties',
      operation: 'listParties',
      summary: 'Spine and every party with its contracts, durations scaled.',
      answers: { 200: { description: 'Spine first.', schema: parties } },
      handle: async () => ({ status: 200, body: { parties: viewParties(world.current()) } }),
    }),
  ];
}

function changed({ config, warnings, restartNeeded }: WorldChange) {
  const body = {
    config: printableConfig(config),
    warnings: warnings.map(problemView),
    restartNeeded,
  };
  return { status: 200, body };
}

function viewParties({ spine, services, parties, contracts }: World) {
  const { listen, plainListen: _, ...identity } = spine;
  const core = {
    ...identity,
    name: 'Spine',
    endpoint: localAddress(listen.host, listen.port),
    played: 'spine',
    interactions: services.map(({ service, action }) => `${service}:${action}`),
  };
  // How a party is reached through an adaptor stands in the configuration, without the passwords of brokers.
  const others = parties.map(({ listen: _, adaptor: _played, behind: _behind, ...party }) => party);
  return [core, ...others].map((party) => ({
    ...party,
    contracts: contracts.filter(({ partyKey }) => partyKey === party.partyKey),
  }));
}
