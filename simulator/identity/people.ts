import type { IdentitySettings } from '../world/world.ts';

export type User = IdentitySettings['users'][string];
export type Role = User['roles'][number];
export type Patient = IdentitySettings['patients'][string];
export type Client = IdentitySettings['clients'][string];

/** Who is in the settings, found by id. */
export interface People {
  readonly users: readonly User[];
  readonly patients: readonly Patient[];
  user(userId: string): User | undefined;
  patient(login: string): Patient | undefined;
  client(clientId: string): Client | undefined;
  /** Whose role profile it is. */
  holderOf(roleProfileId: string): User | undefined;
  /** Whether any role has the job role code. */
  knowsJobRole(code: string): boolean;
}

const known = new WeakMap<IdentitySettings, People>();

/** The people of the settings in force. Settings never change in place, so what was indexed stays right. */
export function peopleOf(settings: IdentitySettings): People {
  const found = known.get(settings) ?? index(settings);
  known.set(settings, found);
  return found;
}

export function roleOf(user: User, roleProfileId: string | undefined): Role | undefined {
  return user.roles.find((role) => role.roleProfileId === roleProfileId);
}

/** `S8000:G8000:R8000`, as CIS2 and role assertions write it. */
export function fullRoleCode({ jobRoleGroup, jobRoleCode }: Role): string {
  return `${jobRoleGroup}:${jobRoleCode}`;
}

/** `"Clinical":"Clinical Provision":"Nurse Access Role"`, the quotes being part of the name. */
export function fullRoleName({ jobRoleCategory, jobRoleSubcategory, jobRole }: Role): string {
  return [jobRoleCategory, jobRoleSubcategory, jobRole].map((part) => `"${part}"`).join(':');
}

function index(settings: IdentitySettings): People {
  const users = Object.values(settings.users);
  const patients = Object.values(settings.patients);
  const byId = new Map(users.map((user) => [user.userId, user]));
  const byLogin = new Map(patients.map((patient) => [patient.login, patient]));
  const byClient = new Map(Object.values(settings.clients).map((each) => [each.clientId, each]));
  const roles = users.flatMap((user) => user.roles.map((role) => ({ user, role })));
  const byRole = new Map(roles.map(({ user, role }) => [role.roleProfileId, user]));
  const jobRoles = new Set(roles.map(({ role }) => role.jobRoleCode));
  return {
    users,
    patients,
    user: (userId) => byId.get(userId),
    patient: (login) => byLogin.get(login),
    client: (clientId) => byClient.get(clientId),
    holderOf: (roleProfileId) => byRole.get(roleProfileId),
    knowsJobRole: (code) => jobRoles.has(code),
  };
}
