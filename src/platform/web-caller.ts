import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from './loopback.ts';

/**
 * Whether a request to a listener on this machine may come from a web page that is not ours: `host` when the name leads
 * here by a trick (DNS rebinding), `origin` when a page of another origin asked; `undefined` when it is in order.
 */
export function foreignCaller({
  host,
  origin,
}: IncomingHttpHeaders): 'host' | 'origin' | undefined {
  const name = URL.parse(`http://${host ?? ''}`)?.hostname;
  if (name === undefined || !isLoopback(name)) return 'host';
  return sameOrigin(host, origin) ? undefined : 'origin';
}

/** A request without an Origin comes from a program or from a plain link. */
export function sameOrigin(host: string | undefined, origin: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.parse(origin)?.host === host?.toLowerCase();
}
