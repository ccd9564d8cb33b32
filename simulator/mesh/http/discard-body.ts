import type { IncomingMessage } from 'node:http';
import { letPass } from '../../../src/platform/http-message.ts';

/** Reads on without keeping anything, so that the peer can read its refusal. */
export async function discardBody(request: IncomingMessage, most: number): Promise<number> {
  if (Number(request.headers['content-length'] ?? 0) > most) {
    letPass(request, 2 * most);
    return 0;
  }
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      length += chunk.length;
      if (length > most) break;
    }
  } catch {
    // The peer has gone; there is nobody to answer.
  }
  letPass(request, most);
  return length;
}
