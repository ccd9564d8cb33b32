import { type CommandRoom, within } from './within-container.ts';

/** The name by which testcontainers lets a container reach the host. */
const HOST = 'host.testcontainers.internal';
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|host\.testcontainers\.internal)$/;

export interface HostNames {
  readonly host: string;
  /** Of the system on the host; `undefined` when it is elsewhere, or not given. */
  readonly port: number | undefined;
  /** Its address as Spine calls it: by its registered name, as its certificate has it. */
  endpointOf(fqdn: string): string | undefined;
  /** Lets the registered name lead to the host. */
  alias(room: CommandRoom, fqdn: string): Promise<void>;
}

/** How a system at this address is called from within a container. */
export function hostNamesFor(endpoint: string | undefined): HostNames {
  const url = endpoint === undefined ? undefined : new URL(endpoint);
  const onHost = url !== undefined && LOOPBACK.test(url.hostname);
  return {
    host: HOST,
    port: onHost ? Number(url.port || 443) : undefined,
    endpointOf(fqdn) {
      if (!url || !onHost || fqdn === '') return endpoint;
      const called = new URL(url);
      called.hostname = fqdn;
      return called.href;
    },
    async alias(room, fqdn) {
      const [address = ''] = (await within(room, ['getent', 'hosts', HOST])).split(/\s/);
      await within(room, ['sh', '-c', `echo "${address} ${fqdn}" >> /etc/hosts`], 'root');
    },
  };
}
