import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Ports that a page names as those of the default world, of a system of its own and of its hooks. */
const SETTINGS: Readonly<Record<string, string>> = {
  8443: 'SPINEBOX_SPINE__PORT',
  1389: 'SPINEBOX_SDS__LDAP__PORT',
  1636: 'SPINEBOX_SDS__LDAP__TLS_PORT',
  8480: 'SPINEBOX_GATEWAY__PORT',
  8700: 'SPINEBOX_MESH__PORT',
  8453: 'SPINEBOX_ORGANISATIONS__LAKESIDE__PORT',
  8482: 'SPINEBOX_ORGANISATIONS__LAKESIDE__ADAPTOR__PORT',
  8484: 'SPINEBOX_ORGANISATIONS__LAKESIDE__ADAPTOR__QUEUE__PORT',
  8470: 'SPINEBOX_CONTROL__PORT',
  8451: 'SPINEBOX_ORGANISATIONS__RIVERSIDE__PORT',
  8452: 'SPINEBOX_ORGANISATIONS__HILLSIDE__PORT',
};
const SYSTEM = ['9443', '8460'];

export interface OwnPorts {
  /** The settings that put the simulator of the page onto them. */
  readonly environment: NodeJS.ProcessEnv;
  here(shell: string): string;
}

/** Free ports in place of the default ones, for a page that starts a simulator beside a system that must know it. */
export async function ownPorts(): Promise<OwnPorts> {
  const names = [...Object.keys(SETTINGS), ...SYSTEM];
  const servers = names.map(() => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const free = servers.map((server) => String((server.address() as AddressInfo).port));
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  const ports = new Map(names.map((name, at) => [name, free[at] as string]));
  const settings = Object.entries(SETTINGS).map(([port, name]) => [name, ports.get(port)]);
  const endpoint = `https://localhost:${ports.get('9443')}/`;
  return {
    environment: {
      ...Object.fromEntries(settings),
      SPINEBOX_ORGANISATIONS__SUT__ENDPOINT: endpoint,
    },
    here: (shell) => shell.replaceAll(/\b\d{4}\b/g, (port) => ports.get(port) ?? port),
  };
}
