import type { WorldConfig, WorldPatch } from './world-config.ts';

/** The listeners of the services on ports of the system's choice. */
export const FREE_SERVICE_PORTS: WorldPatch = {
  spine: { port: 0 },
  sds: { ldap: { port: 0, tlsPort: 0 } },
  gateway: { port: 0 },
};

/** Every listener but the control API's on a port of the system's choice, so that a second simulator finds room. */
export function anyPorts({ organisations }: WorldConfig): WorldPatch {
  const bundled = Object.entries(organisations).filter(([, { played }]) => played === 'bundled');
  return {
    ...FREE_SERVICE_PORTS,
    organisations: Object.fromEntries(bundled.map(([name]) => [name, { port: 0 }])),
  };
}
