import type { Journal } from '../../src/journal/journal.ts';
import type { Identity } from '../../src/pki/identity.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { startHttpServer } from '../../src/platform/http-server.ts';
import type { Listener, RequestHandler } from '../../src/platform/listener.ts';
import { localHost } from '../../src/platform/local-host.ts';
import type { Logger } from '../../src/platform/logger.ts';
import { type HandshakeRefusal, startTlsServer } from '../../src/platform/tls-server.ts';
import type { GatewaySettings } from '../world/world.ts';
import type { ApiMount } from './api-message.ts';
import { gatewayApp } from './gateway-app.ts';

export interface GatewayOptions {
  readonly settings: GatewaySettings;
  readonly identity: Identity;
  readonly mounts: readonly ApiMount[];
  readonly journal: Journal;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onRefusedHandshake: (refusal: HandshakeRefusal) => void;
}

/** The one listener for the web faces of PDS, SDS and identity, as NHS England's API platform is one. */
export interface Gateway extends AsyncDisposable {
  /** `https://127.0.0.1:8480` */
  readonly url: string;
  readonly port: number;
  readonly plainUrl: string | undefined;
  /** Shows another certificate from the next connection on. */
  reload(identity: Identity): void;
  close(): Promise<void>;
}

/** Starts listening. Throws PortInUseError and CannotListenError. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { settings, identity, onRefusedHandshake } = options;
  const { host, port, clientCertificate, plainPort } = settings;
  const onRequest: RequestHandler = gatewayApp(options);
  const service = 'gateway';
  const secure = await startTlsServer({
    ...{ service, host, port, identity, clientCertificate, onRequest, onRefusedHandshake },
  });
  let plain: Listener | undefined;
  try {
    if (plainPort !== undefined)
      plain = await startHttpServer({ service, host, port: plainPort, onRequest });
  } catch (error) {
    await secure.close();
    throw error;
  }
  const close = async () => {
    await Promise.all([secure.close(), plain?.close()]);
  };
  const shown = localHost(host);
  return {
    url: `https://${shown}:${secure.port}`,
    port: secure.port,
    plainUrl: plain && `http://${shown}:${plain.port}`,
    reload: (fresh) => secure.reload(fresh),
    close,
    [Symbol.asyncDispose]: close,
  };
}
