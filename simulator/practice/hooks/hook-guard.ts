import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../../../src/platform/loopback.ts';
import type { HookRefusal } from './hook-answer.ts';
import { refusal } from './hook-answer.ts';

/**
 * Who may not use the hooks: with a token everybody without it; without one requests that a web page made, by a
 * name that leads to this machine or from a page of another origin. `undefined` lets in.
 */
export function hookGuard(
  token: string | undefined,
): (headers: IncomingHttpHeaders) => HookRefusal | undefined {
  const expected = token === undefined ? undefined : digest(token);
  return ({ authorization, host, origin }) => {
    if (expected) {
      const [, given] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
      // Digests have one length, so that the comparison takes the same time for every token.
      const isRight = given !== undefined && timingSafeEqual(digest(given), expected);
      if (isRight) return undefined;
      const remedy = 'Give the token of the hooks: "Authorization: Bearer TOKEN".';
      return refusal(401, 'UNAUTHORIZED', 'these hooks need their token', remedy);
    }
    const name = URL.parse(`http://${host ?? ''}`)?.hostname;
    const isLocal = name !== undefined && isLoopback(name);
    const isOwn = origin === undefined || origin.toLowerCase() === `http://${host}`.toLowerCase();
    if (isLocal && isOwn) return undefined;
    const remedy = 'Call http://127.0.0.1 from a program, or set a token.';
    return refusal(403, 'NOT_ALLOWED', 'the request does not come from this machine', remedy);
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
