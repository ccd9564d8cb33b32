import type { WorldConfig } from './world-config.ts';

/** Where listeners really are. `organisations` is by name, as in the configuration. */
export interface BoundPorts {
  readonly spine?: number;
  readonly spinePlain?: number;
  readonly ldap?: number;
  readonly ldaps?: number;
  readonly gateway?: number;
  readonly gatewayPlain?: number;
  readonly organisations?: Readonly<Record<string, number>>;
}

/**
 * The configuration with the ports that listeners were given, for example in place of port 0, so that
 * endpoints and contracts name them.
 */
export function withPorts(config: WorldConfig, ports: BoundPorts): WorldConfig {
  const { spine, spinePlain, ldap, ldaps, gateway, gatewayPlain, organisations = {} } = ports;
  const parties = Object.entries(config.organisations).map(([name, party]) => {
    const port = organisations[name];
    return [name, port === undefined ? party : { ...party, port }] as const;
  });
  return {
    ...config,
    spine: {
      ...config.spine,
      ...(spine !== undefined && { port: spine }),
      ...(spinePlain !== undefined && { plainPort: spinePlain }),
    },
    sds: {
      ...config.sds,
      ldap: {
        ...config.sds.ldap,
        ...(ldap !== undefined && { port: ldap }),
        ...(ldaps !== undefined && { tlsPort: ldaps }),
      },
    },
    gateway: {
      ...config.gateway,
      ...(gateway !== undefined && { port: gateway }),
      ...(gatewayPlain !== undefined && { plainPort: gatewayPlain }),
    },
    organisations: Object.fromEntries(parties),
  };
}
