import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { startHttpServer } from '../../src/platform/http-server.ts';
import type { RequestHandler } from '../../src/platform/listener.ts';
import { localHost } from '../../src/platform/local-host.ts';
import { type Logger, silentLogger } from '../../src/platform/logger.ts';
import { isLoopback } from '../../src/platform/loopback.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import type { ControlParts } from '../doors/control-parts.ts';
import { controlApp } from './control-app.ts';
import { eventStreams } from './event-streams.ts';
import { controlRoutes } from './routes.ts';

export interface ControlOptions {
  /** Beyond this machine only with a token. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly token?: string;
  /** Of the product. */
  readonly version: string;
  readonly parts: ControlParts;
  readonly logger?: Logger;
  readonly clock?: Clock;
  /** 5 MB unless told: worlds may hold whole messages. */
  readonly maxBodyBytes?: number;
  readonly heartbeatMs?: number;
  readonly patienceMs?: number;
  /** Applications beside the API, by the path they lie under: `/console`. They admit callers themselves. */
  readonly mounts?: Readonly<Record<string, RequestHandler>>;
  /** What answers whoever may use the API, by its path: `/metrics`. */
  readonly guarded?: Readonly<Record<string, RequestHandler>>;
}

export interface Control extends AsyncDisposable {
  /** `http://127.0.0.1:8470`, without a closing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** The control API would be open to the network without a token. */
export class ControlExposedError extends SimulatorError {
  readonly code = 'SIM_CONTROL_EXPOSED';
  readonly remedy =
    'Set control.token (SPINEBOX_CONTROL__TOKEN) to at least 16 characters, or control.host to 127.0.0.1.';

  constructor(host: string) {
    super(`the control API may not listen on ${host} without a token`);
  }
}

/**
 * Starts the control API.
 *
 * @throws ControlExposedError, PortInUseError, CannotListenError
 */
export async function startControl(options: ControlOptions): Promise<Control> {
  const { host, port, token, version, parts, logger = silentLogger } = options;
  const { mounts = {}, guarded = {} } = options;
  if (token === undefined && !isLoopback(host)) throw new ControlExposedError(host);
  const { clock = systemClock(), heartbeatMs, patienceMs } = options;
  const events = eventStreams({
    journal: parts.journal,
    clock,
    ...(heartbeatMs !== undefined && { heartbeatMs }),
    ...(patienceMs !== undefined && { patienceMs }),
  });
  const routes = controlRoutes(parts, events, version);
  const maxBodyBytes = options.maxBodyBytes ?? 5_000_000;
  const app = controlApp({ routes, token, logger, maxBodyBytes, mounts, guarded });
  const listener = await startHttpServer({ service: 'control', host, port, onRequest: app });
  const close = () => {
    events.close();
    return listener.close();
  };
  const shown = localHost(host);
  return { url: `http://${shown}:${listener.port}`, close, [Symbol.asyncDispose]: close };
}
