import { parameter } from '../../../src/wire/form/read-form.ts';
import { writeSamlResponse } from '../../../src/wire/saml/write-saml-response.ts';
import type { ApiMount } from '../../gateway/api-message.ts';
import { type Call, face, type Reply } from '../face.ts';
import type { IdentityRoom } from '../identity-room.ts';
import { peopleOf, roleOf } from '../people.ts';
import type { Session } from '../session-book.ts';
import { assertRole } from './assert-role.ts';

/** The role assertion service of the old single sign-on (pds-identity 4.1, 4.2). */
export function roleAssertionMount(room: IdentityRoom): ApiMount {
  return face(room, '/saml', 'smartcard', [
    {
      methods: ['GET'],
      path: '/RoleAssertion',
      operation: 'saml',
      caller: ({ query }) => sessionOf(room, parameter(query, 'token'))?.userId,
      handle: (call) => answer(room, call),
    },
  ]);
}

function sessionOf(room: IdentityRoom, token: string | undefined): Session | undefined {
  return token === undefined ? undefined : room.sessions.byToken(token);
}

/** Every refusal is a SAML answer with HTTP 200; its words are ours, no public document has them. */
function answer(room: IdentityRoom, { query }: Call): Reply {
  const token = parameter(query, 'token');
  if (token === undefined) return refused(room, 'no token was sent');
  const session = sessionOf(room, token);
  if (!session) return refused(room, 'the token is not known');
  if (session.state !== 'live') return refused(room, `the session is over: ${session.state}`);
  const user = peopleOf(room.settings()).user(session.userId);
  if (!user) return refused(room, 'the user is not registered any more');
  if (session.roleProfileId === undefined) return refused(room, 'no role is selected');
  const role = roleOf(user, session.roleProfileId);
  if (!role) return refused(room, 'the user does not have the role any more');
  const body = writeSamlResponse(
    {
      responseId: `_${room.ids.uuid()}`,
      issueInstant: now(room),
      status: ['Success'],
      message: undefined,
    },
    assertRole(room, session, user, role),
  );
  return {
    ...xml(body, 'Success'),
    caller: user.userId,
    facts: {
      session: session.id,
      role: role.roleProfileId,
      training: user.training,
      ...(session.flaw === undefined ? {} : { flaw: session.flaw }),
    },
  };
}

function refused(room: IdentityRoom, message: string): Reply {
  const body = writeSamlResponse({
    responseId: `_${room.ids.uuid()}`,
    issueInstant: now(room),
    status: ['Requester', 'RequestDenied'],
    message,
  });
  return { ...xml(body, `refused: ${message}`), recorded: { answer: body } };
}

function xml(body: string, result: string): Reply {
  const headers = [
    ['Content-Type', 'text/xml; charset=utf-8'],
    ['Cache-Control', 'no-store'],
  ] as const;
  return { status: 200, headers, body, result };
}

function now({ clock }: IdentityRoom): string {
  return clock
    .now()
    .toISOString()
    .replace(/\.\d{3}Z$/, 'Z');
}
