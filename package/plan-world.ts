import { anyPorts } from '../simulator/world/any-ports.ts';
import { type LoadedWorld, loadWorld } from '../simulator/world/load-world.ts';
import { mergePatch } from '../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../simulator/world/world-config.ts';
import { SystemUnclearError } from './package-errors.ts';
import type { PracticeOptions, SpineboxOptions } from './spinebox-options.ts';

/** The world that options come to. */
export interface PlannedWorld {
  readonly loaded: LoadedWorld;
  /** Registered host name of the system under test: the only external organisation, where there is one. */
  readonly sutFqdn: string | undefined;
}

/**
 * Lays what the options say over the default world, with bundled practices on free ports.
 *
 * @param ports of the services
 * @param endpoint the address of the system under test as Spine reaches it
 * @throws WorldError, WorldFileError, SystemUnclearError
 */
export async function planWorld(
  { world, practices = [] }: SpineboxOptions,
  ports: WorldPatch | 'any',
  endpoint: (fqdn: string) => string | undefined,
): Promise<PlannedWorld> {
  const file = typeof world === 'string' ? { file: world } : {};
  const asked = typeof world === 'object' ? world : {};
  const organisations = Object.fromEntries(practices.map(organisationOf));
  const laid = layOver(asked, practices.length > 0 ? { organisations } : {});
  const first = await loadWorld({ ...file, overrides: laid });
  const external = Object.entries(first.config.organisations).filter(
    ([, { played, ods, adaptor }]) =>
      // What stands behind an adaptor takes its messages from a queue: it has no address to be called at.
      played === 'external' && !adaptor && !practices.some((practice) => practice.ods === ods),
  );
  const [sut, ...others] = external;
  const only = others.length === 0 ? sut : undefined;
  const address = endpoint(only?.[1].fqdn ?? '');
  if (address !== undefined && !only) {
    throw new SystemUnclearError(external.map(([, { ods }]) => ods));
  }
  const services = ports === 'any' ? anyPorts(first.config) : onlyPractices(first, ports);
  const more = address && only ? { organisations: { [only[0]]: { endpoint: address } } } : {};
  const control: WorldPatch = ports === 'any' ? { control: { host: '127.0.0.1', port: 0 } } : {};
  const overrides = [services, control, more].reduce(layOver, laid);
  return { loaded: await loadWorld({ ...file, overrides }), sutFqdn: only?.[1].fqdn };
}

function onlyPractices({ config }: LoadedWorld, ports: WorldPatch): WorldPatch {
  const within = Object.entries(config.organisations)
    .filter(([, { played, adaptor }]) => played === 'bundled' || adaptor)
    // Adaptors stand where the world has them: their ports may be published.
    .map(([name]) => [name, { port: 0 }]);
  return layOver(ports, { organisations: Object.fromEntries(within) });
}

/** Later values win. What is laid above holds no `null`; those below stay, for the world to take away by. */
function layOver(below: WorldPatch, above: WorldPatch): WorldPatch {
  return mergePatch(below, above) as WorldPatch;
}

function organisationOf(practice: PracticeOptions, at: number): readonly [string, WorldPatch] {
  const { ods, endpoint } = practice;
  const number = String(910_001 + at);
  return [
    `practice-${ods.toLowerCase()}`,
    {
      ods,
      name: practice.name ?? `Practice ${ods}`,
      partyKey: practice.partyKey ?? `${ods}-${number}`,
      asid: practice.asid ?? `999000${number}`,
      fqdn: practice.fqdn ?? `${ods.toLowerCase()}.spinebox.test`,
      ...(endpoint === undefined
        ? { played: 'bundled', port: 0 }
        : { played: 'external', endpoint }),
    },
  ];
}
