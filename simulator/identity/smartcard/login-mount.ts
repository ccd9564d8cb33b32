import { parameter } from '../../../src/wire/form/read-form.ts';
import type { ApiMount } from '../../gateway/api-message.ts';
import { jsonAnswer } from '../answers.ts';
import { type Call, face, type Reply } from '../face.ts';
import type { IdentityRoom } from '../identity-room.ts';
import { choosePersonPage } from '../pages/choose-person.ts';
import { chooseRolePage } from '../pages/choose-role.ts';
import { messagePage } from '../pages/page.ts';
import { sessionPage } from '../pages/session-page.ts';
import { peopleOf, roleOf, type User } from '../people.ts';
import type { Session } from '../session-book.ts';

/** Chosen in place of a role: the card is in, and nobody has said what for. */
const NO_ROLE = 'none';

/** Card and passcode, without either (pds-identity 4.1): whoever is chosen has a session. */
export function loginMount(room: IdentityRoom): ApiMount {
  return face(room, '/login', 'smartcard', [
    {
      methods: ['GET', 'POST'],
      path: '/authactivate',
      operation: 'login',
      caller: ({ form }) => parameter(form, 'user'),
      handle: (call) => activate(room, call),
    },
    {
      methods: ['GET', 'POST'],
      path: '/authvalidate',
      operation: 'login',
      handle: (call) => validate(room, call),
    },
    {
      methods: ['GET', 'POST'],
      path: '/authlogout',
      operation: 'login',
      handle: (call) => logOut(room, call),
    },
  ]);
}

function activate(room: IdentityRoom, call: Call): Reply {
  const { users } = peopleOf(room.settings());
  const { organisationName } = room;
  if (call.request.method !== 'POST')
    return choosePersonPage({
      ...{ application: 'the smartcard service', users, patients: [], organisationName },
      mayCancel: false,
    });
  const json = call.header('Accept')?.includes('application/json') ?? false;
  const user = peopleOf(room.settings()).user(parameter(call.form, 'user') ?? '');
  if (!user) return refused(json, 'There is no such user.', 'no_such_user');
  const wanted = parameter(call.form, 'role');
  const [only, second] = user.roles;
  if (wanted === undefined && second) {
    return json
      ? refused(true, 'The user has several roles: say which.', 'role_needed')
      : chooseRolePage({ user, organisationName, mayHaveNone: NO_ROLE });
  }
  if (wanted !== undefined && wanted !== NO_ROLE && !roleOf(user, wanted))
    return refused(json, 'The role is not one of the user.', 'no_such_role');
  const roleProfileId = wanted === NO_ROLE ? undefined : (wanted ?? only?.roleProfileId);
  const session = room.sessions.start({
    ...{ kind: 'smartcard', userId: user.userId, roleProfileId },
    seconds: room.settings().sessionSeconds,
  });
  return started(json, session, user);
}

function started(json: boolean, session: Session, user: User): Reply {
  const { id, token, userId, roleProfileId, expiresAt } = session;
  const facts = { session: id, role: roleProfileId ?? null };
  const result = 'a session begins';
  if (!json) {
    const page = sessionPage(session, user);
    // The page shows the token.
    const recorded = { answer: `[page with the token of session ${id}; not kept]` };
    return { ...page, result, caller: userId, facts, recorded };
  }
  const body = {
    token,
    session_id: id,
    user_id: userId,
    role_profile_id: roleProfileId ?? null,
    expires_at: expiresAt.toISOString(),
  };
  return { ...jsonAnswer(201, body, result), caller: userId, facts };
}

function validate(room: IdentityRoom, call: Call): Reply {
  const session = room.sessions.byToken(tokenOf(call) ?? '');
  if (session?.state !== 'live') {
    const reason = session?.state ?? 'unknown';
    return jsonAnswer(401, { valid: false, reason }, `not valid: ${reason}`);
  }
  const { id, userId, roleProfileId, expiresAt } = session;
  const body = {
    valid: true,
    session_id: id,
    user_id: userId,
    role_profile_id: roleProfileId ?? null,
    expires_at: expiresAt.toISOString(),
  };
  return { ...jsonAnswer(200, body, 'valid'), caller: userId };
}

function logOut(room: IdentityRoom, call: Call): Reply {
  const session = room.sessions.byToken(tokenOf(call) ?? '');
  const ended = session !== undefined && room.sessions.end(session.id, 'logged-off');
  const result = ended ? 'the session ends' : 'there was no live session';
  // From the page of the session; programs are told in JSON, as by authvalidate.
  if (!call.header('Accept')?.includes('text/html')) return jsonAnswer(200, { ended }, result);
  return ended
    ? messagePage(200, 'Logged off', 'The session is over.', result)
    : messagePage(200, 'Nobody to log off', 'There was no live session.', result);
}

function tokenOf({ query, form }: Call): string | undefined {
  return parameter(query, 'token') ?? parameter(form, 'token');
}

function refused(json: boolean, text: string, error: string): Reply {
  const result = `refused: ${error}`;
  return json
    ? jsonAnswer(400, { error, error_description: text }, result)
    : messagePage(400, 'This sign-in cannot go on', text, result);
}
