import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { foreignCaller } from '../../src/platform/web-caller.ts';
import { ApiError } from './api-error.ts';

/**
 * Refuses who may not steer the simulator. With a token, everybody without it. Without one, requests that a
 * web page made: a name that leads to this machine (DNS rebinding), or a page of another origin.
 */
export function guard(token: string | undefined): (request: IncomingMessage) => void {
  const expected = token === undefined ? undefined : digest(token);
  return ({ headers }) => {
    if (expected) return demandToken(headers.authorization, expected);
    const foreign = foreignCaller(headers);
    if (foreign === 'host')
      throw new ApiError(
        403,
        'HOST_NOT_ALLOWED',
        'the Host header does not name this machine by a loopback address',
        'Use http://127.0.0.1 or http://localhost, or start with control.token set.',
      );
    if (foreign === 'origin')
      throw new ApiError(
        403,
        'ORIGIN_NOT_ALLOWED',
        'a web page of another origin asked',
        'Call the control API from a program, or start with control.token set.',
      );
  };
}

function demandToken(authorization: string | undefined, expected: Buffer): void {
  const [, given] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  // Digests have one length, so that the comparison takes the same time for every token.
  if (given !== undefined && timingSafeEqual(digest(given), expected)) return;
  throw new ApiError(
    401,
    'UNAUTHORIZED',
    given === undefined
      ? 'this control API needs a token'
      : 'this is not the token of this control API',
    'Give the token of the configuration (control.token): --token or SPINEBOX_CONTROL__TOKEN of the commands, "Authorization: Bearer TOKEN" of a request.',
    { 'www-authenticate': 'Bearer' },
  );
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
