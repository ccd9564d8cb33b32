import { createServer } from 'node:http';
import {
  type Listener,
  type ListenOptions,
  listen,
  type RequestHandler,
  serverLimits,
} from './listener.ts';
import { pipelineLimit } from './pipeline-limit.ts';

export interface HttpServerOptions extends ListenOptions {
  readonly onRequest: RequestHandler;
}

/** Starts a plain HTTP server. For debugging and local tools: what the outside uses is TLS. */
export function startHttpServer(options: HttpServerOptions): Promise<Listener> {
  const onRequest = pipelineLimit(options.onRequest);
  return listen(createServer(serverLimits(options), onRequest), options);
}
