import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { foreignCaller, sameOrigin } from '../../src/platform/web-caller.ts';

/** Who may use the console. */
export interface Doorkeeper {
  /** Whether a token is asked for at all. */
  readonly guarded: boolean;
  /** `in`: go on; `login`: the token is wanted first; `foreign`: another page or another name asked. */
  admit(request: IncomingMessage): 'in' | 'login' | 'foreign';
  /** The cookie of a new session, or `undefined` when that is not the token. */
  login(token: string): string | undefined;
  /** Ends the session of the request. */
  logout(request: IncomingMessage): void;
}

const COOKIE = 'spinebox-console';
const MOST_SESSIONS = 100;

/**
 * Without a token only this machine may look, and no page of another origin. With one, whoever has given it: the browser
 * holds the name of a session, never the token.
 */
export function doorkeeper(token: string | undefined): Doorkeeper {
  const expected = token === undefined ? undefined : digest(token);
  const sessions = new Set<string>();
  const sessionOf = ({ headers }: IncomingMessage) =>
    new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(headers.cookie ?? '')?.[1];
  return {
    guarded: expected !== undefined,
    admit(request) {
      const { headers } = request;
      if (expected === undefined) return foreignCaller(headers) === undefined ? 'in' : 'foreign';
      if (!sameOrigin(headers.host, headers.origin)) return 'foreign';
      const session = sessionOf(request);
      return session !== undefined && sessions.has(session) ? 'in' : 'login';
    },
    login(given) {
      if (!expected || !timingSafeEqual(digest(given), expected)) return undefined;
      const [oldest] = sessions;
      if (sessions.size >= MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest);
      const session = randomBytes(32).toString('base64url');
      sessions.add(session);
      return `${COOKIE}=${session}; Path=/console; HttpOnly; SameSite=Strict`;
    },
    logout(request) {
      const session = sessionOf(request);
      if (session !== undefined) sessions.delete(session);
    },
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
