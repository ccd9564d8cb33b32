import type { IdentityRoom } from './identity-room.ts';
import { issueOrdered, type TokenOrder } from './issue-ordered.ts';
import { roleFor, userNamed } from './ordered-people.ts';
import { peopleOf, type User } from './people.ts';
import type { AssertionFlaw, Session, SessionState } from './session-book.ts';
import { verifyRoleAssertion } from './smartcard/verify-role-assertion.ts';

/** A session to be started; `null` as role selects none. */
export interface SessionOrder {
  readonly user: string;
  readonly role?: string | null | undefined;
  readonly seconds?: number | undefined;
  readonly flaw?: AssertionFlaw | undefined;
}

export type Desk = ReturnType<typeof identityDesk>;

/** What an operator does by hand: put cards in and take them out, make tokens, have an assertion judged. */
export function identityDesk(room: IdentityRoom) {
  const { sessions, tokens, settings } = room;
  return {
    users: () => peopleOf(settings()).users.map(userView),
    sessions: () => sessions.all().map(sessionView),
    startSession({ user: userId, role, seconds, flaw }: SessionOrder) {
      const user = userNamed(room, userId);
      const session = sessions.start({
        ...{ kind: 'smartcard', userId, flaw },
        roleProfileId: roleFor(user, role),
        seconds: seconds ?? settings().sessionSeconds,
      });
      return { ...sessionView(session), token: session.token };
    },
    endSession(id: string, how: Exclude<SessionState, 'live'>) {
      sessions.end(id, how);
      const session = sessions.byId(id);
      return session && sessionView(session);
    },
    issueToken: (order: TokenOrder) => issueOrdered(room, order),
    withdrawTokens: ({
      client,
      user,
    }: {
      readonly client?: string | undefined;
      readonly user?: string | undefined;
    }) =>
      tokens.withdraw(
        ({ clientId, userId }) =>
          (client === undefined || client === clientId) && (user === undefined || user === userId),
      ),
    judgeAssertion: (response: string) => judgement(room, response),
  };
}

function userView({ userId, name, assurance, training, roles }: User) {
  return {
    ...{ userId, name, assurance, training },
    roles: roles.map(({ roleProfileId, organisation, jobRoleCode, activities }) => ({
      ...{ roleProfileId, organisation, jobRoleCode, activities },
    })),
  };
}

function sessionView(session: Session) {
  const { id, kind, userId, roleProfileId, state, startedAt, expiresAt, flaw } = session;
  return {
    ...{ id, kind, userId, state },
    roleProfileId: roleProfileId ?? null,
    startedAt: startedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    flaw: flaw ?? null,
  };
}

function judgement({ keys, clock, baseUrl, shownAssertions }: IdentityRoom, response: string) {
  const now = clock.now();
  const verdict = verifyRoleAssertion(
    response,
    {
      keys: [keys.publicKeyPem],
      issuer: `${baseUrl()}/`,
      wasShown(id, until) {
        const shown = shownAssertions.get(id, now) === true;
        shownAssertions.put(id, true, until);
        return shown;
      },
    },
    now,
  );
  const assertion = verdict.ok ? verdict.assertion : undefined;
  return {
    ok: verdict.ok,
    problem: verdict.ok ? null : verdict.problem,
    why: verdict.ok ? null : verdict.why,
    userId: assertion?.userId ?? null,
    roleProfileId: assertion?.sessionRole ?? null,
    training: assertion?.training ?? null,
  };
}
