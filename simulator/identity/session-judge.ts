import type { Deed, NamedUser, SessionJudge } from '../doors/session-judge.ts';
import type { IdentitySettings } from '../world/world.ts';
import { type People, peopleOf, type Role, roleOf } from './people.ts';
import type { SessionBook } from './session-book.ts';

/**
 * Judges by the settings in force: the ids belong together, a live session has that role, and the role has
 * the activity. Whether a verdict matters (`identity.enforce`) is for the service that asks.
 */
export function sessionJudge(settings: () => IdentitySettings, book: SessionBook): SessionJudge {
  return {
    judge(user, what) {
      const current = settings();
      const why =
        whyNotTogether(peopleOf(current), user) ??
        whyNoSession(book, user) ??
        whyNotAllowed(current, user, what);
      return why === undefined ? { ok: true } : { ok: false, why };
    },
  };
}

function whyNotTogether(people: People, named: NamedUser): string | undefined {
  const { userId, roleProfileId, jobRoleCode, organisation } = named;
  const user = people.user(userId);
  if (!user) return `no user ${userId} is registered`;
  const role = roleOf(user, roleProfileId);
  if (!role) {
    return people.holderOf(roleProfileId)
      ? `role profile ${roleProfileId} belongs to another user than ${userId}`
      : `user ${userId} has no role profile ${roleProfileId}`;
  }
  // Public examples carry codes that no list has: only one that is known to be another role's is wrong.
  const code = jobRoleCode.replace(/^.*:/s, '');
  if (code !== role.jobRoleCode && people.knowsJobRole(code))
    return `role profile ${roleProfileId} is job role ${role.jobRoleCode}, not ${code}`;
  if (organisation !== undefined && organisation !== role.organisation)
    return `role profile ${roleProfileId} is one of ${role.organisation}, and ${organisation} sent the message`;
  return undefined;
}

function whyNoSession(book: SessionBook, { userId, roleProfileId }: NamedUser): string | undefined {
  const all = book.ofUser(userId);
  const live = all.filter(({ state }) => state === 'live');
  if (live.some((session) => session.roleProfileId === roleProfileId)) return undefined;
  const [one] = live;
  if (one?.roleProfileId) return `user ${userId} works in role profile ${one.roleProfileId}`;
  if (one) return `user ${userId} has chosen no role`;
  const last = all.at(-1);
  return last
    ? `the session of user ${userId} is over: ${last.state}`
    : `user ${userId} has no session`;
}

function whyNotAllowed(
  settings: IdentitySettings,
  { userId, roleProfileId }: NamedUser,
  what: Deed,
): string | undefined {
  const user = peopleOf(settings).user(userId);
  const role = user && roleOf(user, roleProfileId);
  const needed = activityFor(settings, what);
  if (mayDo(role, needed)) return undefined;
  return `role profile ${roleProfileId} lacks activity ${needed}`;
}

/** The activity that a deed needs; nothing where anybody may. */
export function activityFor(settings: IdentitySettings, what: Deed): string | undefined {
  // Anybody may ask.
  if (what === 'query') return undefined;
  const { gpUpdateActivity, demographicsActivity } = settings;
  const needed = what === 'gp-update' ? gpUpdateActivity : demographicsActivity;
  return needed === 'none' ? undefined : needed;
}

export function mayDo(role: Role | undefined, activity: string | undefined): boolean {
  return activity === undefined || (role?.activities.includes(activity) ?? false);
}
