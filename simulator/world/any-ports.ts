import type { WorldConfig, WorldPatch } from './world-config.ts';

/** The listeners of the services on ports of the system's choice. */
export const FREE_SERVICE_PORTS: WorldPatch = {
  spine: { port: 0 },
  sds: { ldap: { port: 0, tlsPort: 0 } },
  gateway: { port: 0 },
  mesh: { port: 0 },
  adaptors: { freePorts: true },
};

/** Every listener but the control API's on a port of the system's choice, so that a second simulator finds room. */
export function anyPorts({ organisations }: WorldConfig): WorldPatch {
  const listening = Object.entries(organisations).filter(
    ([, { played, adaptor }]) => played === 'bundled' || adaptor,
  );
  return {
    ...FREE_SERVICE_PORTS,
    organisations: Object.fromEntries(
      listening.map(([name, { adaptor }]) => [
        name,
        { port: 0, ...(adaptor && { adaptor: { port: 0, queue: { port: 0 } } }) },
      ]),
    ),
  };
}
