import type { Socket } from 'node:net';
import type { RequestHandler } from './listener.ts';

/** Requests of one connection that may wait for their answers. Clients that pipeline at all send a few ahead. */
const MOST_UNDER_WAY = 100;

/**
 * Hands requests on while few of their connection wait for an answer, and ends a connection that sends more.
 * Node reads on until answers, not requests, pile up: a peer that sends megabytes of small requests ahead would
 * have all of them kept, and everybody else wait behind them.
 */
export function pipelineLimit(onRequest: RequestHandler): RequestHandler {
  const underWay = new WeakMap<Socket, number>();
  return (request, response) => {
    const { socket } = request;
    // What came in the same piece as the request too many is parsed all the same.
    if (socket.destroyed) return;
    const count = underWay.get(socket) ?? 0;
    if (count >= MOST_UNDER_WAY) {
      socket.destroy();
      return;
    }
    underWay.set(socket, count + 1);
    response.once('close', () => underWay.set(socket, (underWay.get(socket) ?? 1) - 1));
    onRequest(request, response);
  };
}
