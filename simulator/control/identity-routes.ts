import { z } from '../../src/platform/zod.ts';
import type { IdentityDesk } from '../doors/identity-desk.ts';
import { notFound } from './api-error.ts';
import { API } from './entry-view.ts';
import {
  assertionJudgement,
  assertionOrder,
  sessionEnd,
  sessionOrder,
  sessionStarted,
  sessions,
  sessionView,
  tokenIssued,
  tokenOrder,
  tokensWithdrawn,
  users,
} from './identity-schemas.ts';
import { type Route, route } from './route.ts';
import { errorBody } from './schemas.ts';

const IMPOSSIBLE = { description: 'It cannot be, with these settings.', schema: errorBody };

/** Users, their sessions, and tokens made without their protocols. */
export function identityRoutes(desk: IdentityDesk): readonly Route[] {
  return [...sessionRoutes(desk), ...tokenRoutes(desk)];
}

function sessionRoutes(desk: IdentityDesk): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/identity/users',
      operation: 'listUsers',
      summary: 'Who can sign in, with roles.',
      answers: { 200: { description: 'In the order of the settings.', schema: users } },
      handle: async () => ({ status: 200, body: { users: desk.users() } }),
    }),
    route({
      method: 'get',
      path: '/identity/sessions',
      operation: 'listSessions',
      summary: 'Sessions of smartcards and of CIS2.',
      answers: { 200: { description: 'Oldest first.', schema: sessions } },
      handle: async () => ({ status: 200, body: { sessions: desk.sessions() } }),
    }),
    route({
      method: 'post',
      path: '/identity/sessions',
      operation: 'startSession',
      summary: 'Puts a smartcard in: a user begins to work.',
      body: sessionOrder,
      answers: {
        201: { description: 'It has begun.', schema: sessionStarted },
        409: IMPOSSIBLE,
      },
      async handle({ body }) {
        const started = desk.startSession(body);
        const location = `${API}/identity/sessions/${encodeURIComponent(started.id)}`;
        return { status: 201, body: started, headers: { location } };
      },
    }),
    route({
      method: 'delete',
      path: '/identity/sessions/:id',
      operation: 'endSession',
      summary: 'Ends a session: logged off, card removed, revoked or run out.',
      params: z.strictObject({ id: z.string().min(1) }),
      query: z.strictObject({ how: sessionEnd }),
      answers: { 200: { description: 'As it is now.', schema: sessionView } },
      async handle({ params: { id }, query: { how } }) {
        const ended = desk.endSession(id, how);
        if (ended) return { status: 200, body: ended };
        throw notFound(`no session ${id}`, 'GET /api/v1/identity/sessions lists them.');
      },
    }),
  ];
}

function tokenRoutes(desk: IdentityDesk): readonly Route[] {
  return [
    route({
      method: 'post',
      path: '/identity/tokens',
      operation: 'issueToken',
      summary: 'Makes an access token or an id_token, right or wrong in one way.',
      body: tokenOrder,
      answers: { 201: { description: 'Made.', schema: tokenIssued }, 409: IMPOSSIBLE },
      handle: async ({ body }) => ({ status: 201, body: await desk.issueToken(body) }),
    }),
    route({
      method: 'delete',
      path: '/identity/tokens',
      operation: 'withdrawTokens',
      summary: 'Withdraws tokens of an application, of a user, or all.',
      query: z.strictObject({
        client: z.string().min(1).optional(),
        user: z.string().min(1).optional(),
      }),
      answers: { 200: { description: 'How many.', schema: tokensWithdrawn } },
      handle: async ({ query }) => ({
        status: 200,
        body: { withdrawn: desk.withdrawTokens(query) },
      }),
    }),
    route({
      method: 'post',
      path: '/identity/assertions',
      operation: 'judgeAssertion',
      summary: 'Judges a SAML response as a careful receiver does.',
      body: assertionOrder,
      answers: { 200: { description: 'The verdict.', schema: assertionJudgement } },
      handle: async ({ body: { response } }) => ({
        status: 200,
        body: desk.judgeAssertion(response),
      }),
    }),
  ];
}
