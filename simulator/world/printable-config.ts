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
  const organisations = Object.entries(config.organisations).map(([name, party]) => {
    const { adaptor, behind } = party;
    const shown = {
      ...party,
      ...(adaptor && { adaptor: { ...adaptor, queue: withoutUser(adaptor.queue) } }),
      ...(behind && { behind: withoutUser(behind) }),
    };
    return [name, shown] as const;
  });
  return {
    ...config,
    organisations: Object.fromEntries(organisations),
    mesh: { ...mesh, mailboxes: Object.fromEntries(mailboxes) },
    control,
    identity: { ...config.identity, clients: Object.fromEntries(clients) },
  };
}

/** The address of a broker may hold user and password. */
function withoutUser<T extends { readonly broker?: string | undefined }>(settings: T): T {
  const { broker } = settings;
  return broker === undefined
    ? settings
    : { ...settings, broker: broker.replace(/^(amqps?:\/\/)[^/]*@/, '$1') };
}
