import type { AddressInfo, Server } from 'node:net';
import { CannotListenError, PortInUseError } from './port-in-use-error.ts';

/** Where a server is to listen. */
export interface BindOptions {
  /** Named in errors. */
  readonly service: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

const BACKLOG = 1024;

/** Starts listening, and gives the port. Throws `PortInUseError` and `CannotListenError`. */
export async function bindPort(
  server: Server,
  { service, host, port }: BindOptions,
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    // Stays for later: accepting can fail (no more file descriptors), and the server lives on.
    server.on('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE';
      reject(
        inUse
          ? new PortInUseError(service, host, port, error)
          : new CannotListenError(service, host, port, error),
      );
    });
    server.listen({ host, port, backlog: BACKLOG }, resolve);
  });
  return (server.address() as AddressInfo).port;
}
