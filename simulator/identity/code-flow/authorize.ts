import { parameter } from '../../../src/wire/form/read-form.ts';
import { jsonAnswer, oauthError, redirectAnswer } from '../answers.ts';
import type { Call, Reply } from '../face.ts';
import type { IdentityRoom } from '../identity-room.ts';
import { choosePersonPage } from '../pages/choose-person.ts';
import { chooseRolePage } from '../pages/choose-role.ts';
import { messagePage } from '../pages/page.ts';
import { type Patient, peopleOf, roleOf, type User } from '../people.ts';
import { PLATFORM_SCOPES, reaches } from '../scopes.ts';
import type { Grant } from '../token-book.ts';
import { type AuthorizeRequest, type FlowKind, readAuthorize } from './read-authorize.ts';

/** The refusal of people whose identity or sign-in is not proved well enough (pds-identity 2.8). */
export const NOT_CONFIGURED =
  'you have tried to request authorization but your application is not configured to use this authorization grant type';

/**
 * The authorize page: GET puts the request before a person, POST takes the choice and sends the browser back
 * with a code. The request stays in the address, so nothing is remembered in between.
 */
export function authorize(room: IdentityRoom, call: Call, kind: FlowKind): Reply {
  const reading = readAuthorize(room, call.query, kind);
  if (!reading.ok) {
    if (reading.tell === 'person')
      return messagePage(400, 'This sign-in cannot go on', reading.text, 'refused: not registered');
    const { redirectUri, state, error, description } = reading;
    return refusedTo(redirectUri, state, error, description);
  }
  const { request } = reading;
  if (call.request.method !== 'POST') return ask(room, request, kind);
  if (parameter(call.form, 'cancel') !== undefined)
    return refusedTo(request.redirectUri, request.state, 'access_denied', 'the person declined');
  const login = parameter(call.form, 'patient');
  if (login !== undefined) return patientChosen(room, request, kind, login);
  const userId = parameter(call.form, 'user');
  const user = userId === undefined ? undefined : peopleOf(room.settings()).user(userId);
  if (!user)
    return messagePage(400, 'Nobody was chosen', 'There is no such user.', 'refused: no such user');
  return userChosen(room, request, kind, user, parameter(call.form, 'role'));
}

function ask(
  room: IdentityRoom,
  { client, redirectUri, scopes }: AuthorizeRequest,
  kind: FlowKind,
) {
  const { users, patients } = peopleOf(room.settings());
  const nhsLogin = kind === 'platform' && scopes.includes('nhs-login');
  return choosePersonPage({
    application: client.clientId,
    users: nhsLogin ? [] : users,
    patients: nhsLogin ? patients : [],
    leadsTo: redirectUri,
    mayCancel: true,
    organisationName: room.organisationName,
  });
}

function userChosen(
  room: IdentityRoom,
  request: AuthorizeRequest,
  kind: FlowKind,
  user: User,
  role: string | undefined,
): Reply {
  const { redirectUri, state, scopes, assurance, client } = request;
  if (kind === 'platform' && !reaches(user.assurance, room.settings().leastAssurance))
    return oauthError(401, 'unauthorized_client', NOT_CONFIGURED, room.ids.uuid());
  if (assurance !== undefined && !reaches(user.assurance, assurance)) {
    const why = `the user signs in at ${user.assurance}, ${assurance} was asked for`;
    return refusedTo(redirectUri, state, 'access_denied', why);
  }
  const [only, second] = user.roles;
  if (role === undefined && second && scopes.includes('selectedrole'))
    return chooseRolePage({
      user,
      leadsTo: redirectUri,
      organisationName: room.organisationName,
    });
  if (role !== undefined && !roleOf(user, role)) {
    const text = 'The role is not one of the user.';
    return messagePage(400, 'No such role', text, 'refused: role of another');
  }
  const roleProfileId = role ?? (second ? undefined : only?.roleProfileId);
  const { userId } = user;
  const session = room.sessions.start({
    ...{ kind: 'cis2', userId, roleProfileId },
    seconds: room.settings().sessionSeconds,
  });
  return sendBack(room, request, kind, {
    ...{ clientId: client.clientId, mode: 'healthcare-worker', userId, roleProfileId },
    sessionId: session.id,
    scope: kind === 'openId' ? scopes.join(' ') : PLATFORM_SCOPES.user(user.assurance),
    origin: room.ids.uuid(),
  });
}

function patientChosen(
  room: IdentityRoom,
  request: AuthorizeRequest,
  kind: FlowKind,
  login: string,
): Reply {
  const patient: Patient | undefined =
    kind === 'platform' ? peopleOf(room.settings()).patient(login) : undefined;
  if (!patient) return jsonAnswer(400, { error: 'invalid_request' }, 'refused: no such patient');
  if (patient.level !== 'P9')
    return oauthError(401, 'unauthorized_client', NOT_CONFIGURED, room.ids.uuid());
  return sendBack(room, request, kind, {
    ...{ clientId: request.client.clientId, mode: 'patient', patient: patient.nhsNumber },
    scope: PLATFORM_SCOPES.patient(patient.level),
    origin: room.ids.uuid(),
  });
}

function sendBack(
  room: IdentityRoom,
  { redirectUri, state, challenge, nonce }: AuthorizeRequest,
  kind: FlowKind,
  grant: Grant,
): Reply {
  const now = room.clock.now();
  const code = `${room.ids.uuid()}${room.ids.uuid()}`.replaceAll('-', '').toLowerCase();
  const pending = { grant, redirectUri, challenge, nonce, signedInAt: now, used: false };
  const until = new Date(now.getTime() + room.settings().codeSeconds * 1000);
  room.codes[kind].put(code, pending, until);
  return {
    ...redirectAnswer(redirectUri, { code, state }, 'a code is given'),
    caller: grant.clientId,
  };
}

function refusedTo(
  redirectUri: string,
  state: string | undefined,
  error: string,
  description: string,
): Reply {
  const parameters = { error, error_description: description, state };
  return redirectAnswer(redirectUri, parameters, `refused: ${error}`);
}
