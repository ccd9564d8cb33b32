import type { IdentitySettings } from '../world/world.ts';
import { type Client, peopleOf, type Role, roleOf, type User } from './people.ts';
import { activityFor, mayDo } from './session-judge.ts';
import type { AccessMode, Grant, TokenBook } from './token-book.ts';

/** Who asks, as the services behind the API platform see it. */
export interface Principal {
  readonly mode: AccessMode;
  readonly clientId: string;
  /** None: the platform has no system to speak for. */
  readonly asid?: string | undefined;
  readonly userId?: string | undefined;
  /** What the user may act as; empty for applications and patients. */
  readonly roles: readonly {
    readonly roleProfileId: string;
    readonly organisation: string;
    readonly activities: readonly string[];
  }[];
  /** Role profile id that was chosen at sign-in, or the only one. */
  readonly selectedRole?: string | undefined;
  /** NHS number of the patient whose token it is. */
  readonly patient?: string | undefined;
  /** By the system, and for users by the activity of the role that they act in. */
  readonly mayUpdateGp: boolean;
  /** By the activity of the role; applications by themselves have none to show. */
  readonly mayUpdateDemographics: boolean;
  readonly seesConfidentialRemovals: boolean;
}

/** What is wrong with the credentials of a request (pds-identity 2.4, the row ACCESS_DENIED 401). */
export type TokenFault =
  | { readonly kind: 'missing-header' }
  | { readonly kind: 'empty-header' }
  | { readonly kind: 'invalid-header' }
  | { readonly kind: 'missing-token' }
  | { readonly kind: 'wrong-type'; readonly type: string }
  | { readonly kind: 'invalid-token' };

export type TokenVerdict =
  | { readonly ok: true; readonly principal: Principal }
  | { readonly ok: false; readonly outcome: TokenFault };

/** What a service behind the API platform asks about a request. */
export interface Credentials {
  /** The Authorization header as sent. */
  readonly authorization: string | undefined;
  /** NHSD-Session-URID: the role profile that a user with several acts in. */
  readonly urid: string | undefined;
  readonly at: Date;
}

export interface TokenJudge {
  judge(credentials: Credentials): TokenVerdict;
}

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
