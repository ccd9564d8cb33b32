import { createHash } from 'node:crypto';
import { BoundedMap } from '../../../src/platform/bounded-map.ts';
import type { Outcome } from './outcome.ts';

/** Changes that were made already, so that a client may repeat its request (pds-identity 2.2). */
export interface RepeatedRequests {
  /** The answer that the same request got before. */
  find(request: RequestKey): Outcome | undefined;
  keep(request: RequestKey, outcome: Outcome): void;
}

export interface RequestKey {
  readonly client: string;
  /** X-Request-ID */
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly body: Uint8Array;
}

/** Older ones are forgotten: a client repeats within minutes. */
const MOST = 2000;

export function repeatedRequests(): RepeatedRequests {
  const kept = new BoundedMap<string, Outcome>(MOST);
  return {
    find: (request) => kept.get(keyOf(request)),
    keep: (request, outcome) => void kept.set(keyOf(request), outcome),
  };
}

/** The body counts: an id that is used again for another change does not hide the change. */
function keyOf({ client, requestId, method, path, body }: RequestKey): string {
  const digest = createHash('sha256').update(body).digest('base64');
  return JSON.stringify([client, requestId.toLowerCase(), method, path, digest]);
}
