import type { AssertionFlaw, SessionEnd, SessionState } from '../doors/identity-desk.ts';
import { expiringMap } from './expiring-map.ts';

/** A user at work: a card in a reader, or signed in with CIS2. */
export interface Session {
  readonly id: string;
  readonly kind: 'smartcard' | 'cis2';
  readonly userId: string;
  /** The role that is worked in; nobody need have chosen one. */
  readonly roleProfileId: string | undefined;
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly state: SessionState;
  /** What an application hands to the role assertion service; a secret. */
  readonly token: string;
  readonly flaw: AssertionFlaw | undefined;
}

export interface SessionBook {
  start(
    session: Pick<Session, 'kind' | 'userId' | 'roleProfileId'> & {
      readonly seconds: number;
      readonly flaw?: AssertionFlaw | undefined;
    },
  ): Session;
  /** With the state of the moment. */
  byId(id: string): Session | undefined;
  byToken(token: string): Session | undefined;
  /** Answers whether there was a live one. */
  end(id: string, state: SessionEnd): boolean;
  /** Oldest first. */
  all(): readonly Session[];
  /** The last sessions of a user, oldest first, whatever became of them. */
  ofUser(userId: string): readonly Session[];
  clear(): void;
}

const MOST_SESSIONS = 10_000;
/** Of one user so many count: nobody sits at more machines. */
const MOST_OF_USER = 20;
/** Ended sessions are remembered so long after their end, so that what became of them can be told. */
const REMEMBERED_MS = 24 * 3_600_000;
const NEVER = new Date(8.64e15);

/** Sessions in memory, the oldest forgotten first. */
export function sessionBook(now: () => Date, id: () => string): SessionBook {
  const sessions = expiringMap<Session>(MOST_SESSIONS);
  const tokens = expiringMap<string>(MOST_SESSIONS);
  const users = expiringMap<readonly string[]>(MOST_SESSIONS);
  const asOf = (session: Session, at: Date): Session =>
    session.state === 'live' && session.expiresAt <= at
      ? { ...session, state: 'expired' }
      : session;
  const byId = (key: string) => {
    const at = now();
    const found = sessions.get(key, at);
    return found && asOf(found, at);
  };
  const ofUser = (userId: string) =>
    (users.get(userId, now()) ?? []).flatMap((key) => byId(key) ?? []);
  const all = () => {
    const at = now();
    return sessions.entries(at).map(([, session]) => asOf(session, at));
  };
  return {
    start({ kind, userId, roleProfileId, seconds, flaw }) {
      const startedAt = now();
      const expiresAt = new Date(startedAt.getTime() + seconds * 1000);
      const session: Session = {
        ...{ id: id(), kind, userId, roleProfileId, startedAt, expiresAt, flaw },
        state: 'live',
        token: `${id()}${id()}`.replaceAll('-', ''),
      };
      const forgotten = new Date(expiresAt.getTime() + REMEMBERED_MS);
      sessions.put(session.id, session, forgotten);
      tokens.put(session.token, session.id, forgotten);
      const theirs = [...ofUser(userId), session];
      const kept = theirs.length > MOST_OF_USER ? withoutOne(theirs) : theirs;
      users.put(
        userId,
        kept.map((each) => each.id),
        NEVER,
      );
      return session;
    },
    byId,
    byToken(token) {
      const key = tokens.get(token, now());
      return key === undefined ? undefined : byId(key);
    },
    end(key, state) {
      const found = byId(key);
      if (found?.state !== 'live') return false;
      sessions.replace(key, { ...found, state });
      return true;
    },
    all,
    ofUser,
    clear() {
      sessions.clear();
      tokens.clear();
      users.clear();
    },
  };
}

/**
 * Without the one that matters least to whoever asks what the user may do: one that is over, else one whose role
 * a later session has for longer, else the oldest.
 */
function withoutOne(sessions: readonly Session[]): readonly Session[] {
  const over = sessions.findIndex(({ state }) => state !== 'live');
  if (over >= 0) return sessions.toSpliced(over, 1);
  const covered = sessions.findIndex(({ roleProfileId, expiresAt }, at) =>
    sessions
      .slice(at + 1)
      .some((later) => later.roleProfileId === roleProfileId && later.expiresAt >= expiresAt),
  );
  return sessions.toSpliced(Math.max(covered, 0), 1);
}
