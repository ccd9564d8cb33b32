import { activityName } from '../activity-names.ts';
import { jsonAnswer } from '../answers.ts';
import type { Call, Reply } from '../face.ts';
import type { IdentityRoom } from '../identity-room.ts';
import { fullRoleCode, fullRoleName, peopleOf, type Role, type User } from '../people.ts';
import { readAuthorization } from '../token-judge.ts';

/** What the provider says of the user whose access token it is, as far as the scopes go (pds-identity 4.3). */
export function userInfo(room: IdentityRoom, call: Call): Reply {
  const token = readAuthorization(call.header('Authorization'));
  if (typeof token !== 'string') return refused('no access token was sent', undefined);
  const grant = room.tokens.openIdOf(token);
  const user = grant && peopleOf(room.settings()).user(grant.userId ?? '');
  if (!grant || !user) return refused('the access token is not valid', 'invalid_token');
  const session = room.sessions.byId(grant.sessionId ?? '');
  if (session?.state !== 'live') {
    const why = `the session is over: ${session?.state ?? 'forgotten'}`;
    return refused(why, 'invalid_token');
  }
  const claims = userClaims(user, grant.scope.split(' '), room);
  return { ...jsonAnswer(200, claims, 'claims shown'), caller: grant.clientId };
}

/** The claims of a user for the scopes that were granted. */
function userClaims(
  user: User,
  scopes: readonly string[],
  { organisationName }: Pick<IdentityRoom, 'organisationName'>,
): Readonly<Record<string, unknown>> {
  const has = (scope: string) => scopes.includes(scope);
  const { userId, name, givenName, familyName, email, roles } = user;
  const organisations = [...new Set(roles.map(({ organisation }) => organisation))];
  return {
    sub: userId,
    ...(has('nhsperson') && { nhsid_useruid: userId }),
    ...((has('profile') || has('nhsperson')) && {
      name,
      ...(givenName && { given_name: givenName }),
      ...(familyName && { family_name: familyName }),
    }),
    ...(has('email') && email && { email }),
    ...(has('nationalrbacaccess') && { nhsid_nrbac_roles: roles.map(roleClaims) }),
    ...(has('associatedorgs') && {
      nhsid_user_orgs: organisations.map((code) => ({
        org_code: code,
        org_name: organisationName(code).toUpperCase(),
      })),
    }),
  };
}

function roleClaims(role: Role): Readonly<Record<string, unknown>> {
  const { roleProfileId, personOrganisationId, organisation, activities } = role;
  return {
    person_orgid: personOrganisationId ?? roleProfileId,
    person_roleid: roleProfileId,
    org_code: organisation,
    role_name: fullRoleName(role),
    role_code: fullRoleCode(role),
    activities: activities.map(activityName),
    activity_codes: activities,
    workgroups: role.workgroups.map(({ name }) => name),
    workgroups_codes: role.workgroups.map(({ code }) => code),
    aow: role.areasOfWork.map(({ name }) => name),
    aow_codes: role.areasOfWork.map(({ code }) => code),
  };
}

/** RFC 6750 section 3. */
function refused(description: string, error: string | undefined): Reply {
  const body = { error: error ?? 'invalid_request', error_description: description };
  const reply = jsonAnswer(401, body, `refused: ${description}`);
  const challenge = error === undefined ? 'Bearer' : `Bearer error="${error}"`;
  return { ...reply, headers: [...reply.headers, ['WWW-Authenticate', challenge]] };
}
