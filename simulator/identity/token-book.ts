import type { AccessMode } from '../doors/token-judge.ts';
import { expiringMap } from './expiring-map.ts';

/** What was granted to whom: what an opaque token stands for. */
export interface Grant {
  readonly clientId: string;
  readonly mode: AccessMode;
  readonly userId?: string | undefined;
  /** The role that was chosen at sign-in. */
  readonly roleProfileId?: string | undefined;
  /** NHS number of the patient who signed in. */
  readonly patient?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly scope: string;
  /** Names the authorisation that everything of this grant came from, so that all of it can be withdrawn. */
  readonly origin: string;
}

/** A refresh token's grant and how often it was renewed. */
export interface Renewal {
  readonly grant: Grant;
  readonly count: number;
}

/** Opaque tokens and what they stand for. Kinds do not mix: one cannot be used for another. */
export interface TokenBook {
  /** An access token of the API platform. */
  issueAccess(grant: Grant, seconds: number): string;
  accessOf(token: string): Grant | undefined;
  issueRefresh(renewal: Renewal, seconds: number): string;
  /** A refresh token works once, and for its own application only. */
  takeRefresh(token: string, clientId: string): Renewal | undefined;
  /** An access token of the OpenID provider: for its userinfo only. */
  issueOpenId(grant: Grant, seconds: number): string;
  openIdOf(token: string): Grant | undefined;
  /** Takes back everything that fits. Answers how many tokens that were. */
  withdraw(fits: (grant: Grant) => boolean): number;
  clear(): void;
}

const MOST_TOKENS = 100_000;

export function tokenBook(now: () => Date, id: () => string): TokenBook {
  const access = expiringMap<Grant>(MOST_TOKENS);
  const refresh = expiringMap<Renewal>(MOST_TOKENS);
  const openId = expiringMap<Grant>(MOST_TOKENS);
  const later = (seconds: number) => new Date(now().getTime() + seconds * 1000);
  const fresh = () => `${id()}${id()}`.replaceAll('-', '').toLowerCase();
  return {
    issueAccess(grant, seconds) {
      const token = fresh();
      access.put(token, grant, later(seconds));
      return token;
    },
    accessOf: (token) => access.get(token, now()),
    issueRefresh(renewal, seconds) {
      const token = fresh();
      refresh.put(token, renewal, later(seconds));
      return token;
    },
    takeRefresh: (token, clientId) =>
      refresh.get(token, now())?.grant.clientId === clientId
        ? refresh.take(token, now())
        : undefined,
    issueOpenId(grant, seconds) {
      const token = fresh();
      openId.put(token, grant, later(seconds));
      return token;
    },
    openIdOf: (token) => openId.get(token, now()),
    withdraw(fits) {
      let count = 0;
      for (const map of [access, openId]) {
        for (const [token, grant] of map.entries(now())) {
          if (!fits(grant)) continue;
          map.delete(token);
          count++;
        }
      }
      for (const [token, { grant }] of refresh.entries(now())) {
        if (!fits(grant)) continue;
        refresh.delete(token);
        count++;
      }
      return count;
    },
    clear() {
      access.clear();
      refresh.clear();
      openId.clear();
    },
  };
}
