import type { Principal, TokenFault, TokenJudge } from '../doors/token-judge.ts';
import type { IdentitySettings } from '../world/world.ts';
import { type Client, peopleOf, type Role, roleOf, type User } from './people.ts';
import { activityFor, mayDo } from './session-judge.ts';
import type { Grant, TokenBook } from './token-book.ts';

/** Judges tokens by the settings in force: who was taken out of them is not let in any more. */
export function tokenJudge(settings: () => IdentitySettings, book: TokenBook): TokenJudge {
  return {
    judge({ authorization, urid }) {
      const read = readAuthorization(authorization);
      if (typeof read !== 'string') return { ok: false, outcome: read };
      const grant = book.accessOf(read);
      const principal = grant && principalOf(settings(), grant, urid);
      if (!principal) return { ok: false, outcome: { kind: 'invalid-token' } };
      return { ok: true, principal };
    },
  };
}

/** The token of a header, or what is wrong with it. */
export function readAuthorization(header: string | undefined): string | TokenFault {
  if (header === undefined) return { kind: 'missing-header' };
  const words = header.trim().split(/\s+/);
  const [type = '', token] = words;
  if (type === '') return { kind: 'empty-header' };
  const bearer = type.toLowerCase() === 'bearer';
  if (token === undefined) return { kind: bearer ? 'missing-token' : 'invalid-header' };
  if (words.length > 2) return { kind: 'invalid-header' };
  return bearer ? token : { kind: 'wrong-type', type };
}

function principalOf(
  settings: IdentitySettings,
  grant: Grant,
  urid: string | undefined,
): Principal | undefined {
  const people = peopleOf(settings);
  const client = people.client(grant.clientId);
  if (!client) return undefined;
  const user = grant.userId === undefined ? undefined : people.user(grant.userId);
  if (grant.userId !== undefined && !user) return undefined;
  return { ...applicationPart(client, grant), ...userPart(settings, client, grant, user, urid) };
}

function applicationPart(client: Client, { mode, clientId, userId, patient }: Grant) {
  const { asid, seesConfidentialRemovals } = client;
  return { mode, clientId, asid, userId, patient, seesConfidentialRemovals };
}

function userPart(
  settings: IdentitySettings,
  client: Client,
  grant: Grant,
  user: User | undefined,
  urid: string | undefined,
) {
  if (!user)
    return {
      roles: [],
      selectedRole: undefined,
      mayUpdateGp: client.mayUpdateGp,
      mayUpdateDemographics: true,
    };
  const [only, second] = user.roles;
  const selectedRole = grant.roleProfileId ?? (second ? undefined : only?.roleProfileId);
  // Only a role of the user's own counts; what else the header says is the service's to refuse.
  const acting: Role | undefined = roleOf(user, urid) ?? roleOf(user, selectedRole);
  return {
    roles: user.roles.map(({ roleProfileId, organisation, activities }) => ({
      ...{ roleProfileId, organisation, activities },
    })),
    selectedRole,
    mayUpdateGp: client.mayUpdateGp && mayDo(acting, activityFor(settings, 'gp-update')),
    mayUpdateDemographics: mayDo(acting, activityFor(settings, 'demographics')),
  };
}
