import type {
  AssertionJudgement,
  IdentityDesk,
  SessionView,
  UserView,
} from '../doors/identity-desk.ts';
import type { IdentityRoom } from './identity-room.ts';
import { issueOrdered } from './issue-ordered.ts';
import { roleFor, userNamed } from './ordered-people.ts';
import { peopleOf, type User } from './people.ts';
import type { Session } from './session-book.ts';
import { verifyRoleAssertion } from './smartcard/verify-role-assertion.ts';

/** What an operator does by hand: put cards in and take them out, make tokens, have an assertion judged. */
export function identityDesk(room: IdentityRoom): IdentityDesk {
  const { sessions, tokens, settings } = room;
  return {
    users: () => peopleOf(settings()).users.map(userView),
    sessions: () => sessions.all().map(sessionView),
    startSession({ user: userId, role, seconds, flaw }) {
      const user = userNamed(room, userId);
      const session = sessions.start({
        ...{ kind: 'smartcard', userId, flaw },
        roleProfileId: roleFor(user, role),
        seconds: seconds ?? settings().sessionSeconds,
      });
      return { ...sessionView(session), token: session.token };
    },
    endSession(id, how) {
      sessions.end(id, how);
      const session = sessions.byId(id);
      return session && sessionView(session);
    },
    issueToken: (order) => issueOrdered(room, order),
    withdrawTokens: ({ client, user }) =>
      tokens.withdraw(
        ({ clientId, userId }) =>
          (client === undefined || client === clientId) && (user === undefined || user === userId),
      ),
    judgeAssertion: (response) => judgement(room, response),
  };
}

function userView({ userId, name, assurance, training, roles }: User): UserView {
  return {
    ...{ userId, name, assurance, training },
    roles: roles.map(({ roleProfileId, organisation, jobRoleCode, activities }) => ({
      ...{ roleProfileId, organisation, jobRoleCode, activities },
    })),
  };
}

function sessionView(session: Session): SessionView {
  const { id, kind, userId, roleProfileId, state, startedAt, expiresAt, flaw } = session;
  return {
    ...{ id, kind, userId, state },
    roleProfileId: roleProfileId ?? null,
    startedAt: startedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    flaw: flaw ?? null,
  };
}

function judgement(
  { keys, clock, baseUrl, shownAssertions }: IdentityRoom,
  response: string,
): AssertionJudgement {
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
