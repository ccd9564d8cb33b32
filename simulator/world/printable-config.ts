import type { WorldConfig } from './world-config.ts';

/** A configuration as it may be shown: without tokens, passwords, and the secrets of client applications. */
export function printableConfig(config: WorldConfig) {
  const { token: _, ...control } = config.control;
  const clients = Object.entries(config.identity.clients).map(([name, client]) => {
    const { secret: _, ...shown } = client;
    return [name, shown] as const;
  });
  const { sharedKey: _key, ...mesh } = config.mesh;
  const mailboxes = Object.entries(mesh.mailboxes).map(([id, { password: _, ...shown }]) => [
    id,
    shown,
  ]);
  return {
    ...config,
    mesh: { ...mesh, mailboxes: Object.fromEntries(mailboxes) },
    control,
    identity: { ...config.identity, clients: Object.fromEntries(clients) },
  };
}
