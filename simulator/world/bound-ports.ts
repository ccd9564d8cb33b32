import type { WorldConfig } from './world-config.ts';

/** Where listeners really are. `organisations` is by name, as in the configuration. */
export interface BoundPorts {
  readonly spine?: number;
  readonly spinePlain?: number;
  readonly ldap?: number;
  readonly ldaps?: number;
  readonly gateway?: number;
  readonly gatewayPlain?: number;
  readonly mesh?: number;
  readonly organisations?: Readonly<Record<string, number>>;
  /** By the organisation's name: where its adaptor listens. */
  readonly adaptors?: Readonly<
    Record<string, { readonly rest: number; readonly queue?: number; readonly inbound: number }>
  >;
}

/**
 * The configuration with the ports that listeners were given, for example in place of port 0, so that
 * endpoints and contracts name them.
 */
export function withPorts(config: WorldConfig, ports: BoundPorts): WorldConfig {
  const { spine, spinePlain, ldap, ldaps, gateway, gatewayPlain, mesh } = ports;
  const { organisations = {}, adaptors = {} } = ports;
  const parties = Object.entries(config.organisations).map(([name, party]) => {
    const at = adaptors[name];
    const port = organisations[name] ?? at?.inbound;
    const adaptor = at &&
      party.adaptor && {
        ...party.adaptor,
        port: at.rest,
        queue: { ...party.adaptor.queue, ...(at.queue !== undefined && { port: at.queue }) },
      };
    return [
      name,
      { ...party, ...(port !== undefined && { port }), ...(adaptor && { adaptor }) },
    ] as const;
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
    mesh: { ...config.mesh, ...(mesh !== undefined && { port: mesh }) },
    organisations: Object.fromEntries(parties),
  };
}
