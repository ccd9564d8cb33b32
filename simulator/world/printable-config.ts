import type { WorldConfig } from './world-config.ts';

/** A configuration as it may be shown: without the control token and the secrets of client applications. */
export function printableConfig(config: WorldConfig) {
  const { token: _, ...control } = config.control;
  const clients = Object.entries(config.identity.clients).map(([name, client]) => {
    const { secret: _, ...shown } = client;
    return [name, shown] as const;
  });
  return {
    ...config,
    control,
    identity: { ...config.identity, clients: Object.fromEntries(clients) },
  };
}
