import type { Organisation, OrganisationRole } from './organisation.ts';

/** The primary role; the first where a source marks none. */
export function primaryRoleOf({ roles }: Organisation): OrganisationRole | undefined {
  return roles.find(({ primary }) => primary) ?? roles[0];
}

/** What a relationship or a succession says of the primary role of its target. */
export function targetRole(target: Organisation): {
  readonly roleId: string;
  readonly uniqueRoleId: number;
} {
  const role = primaryRoleOf(target);
  return { roleId: role?.roleId ?? '', uniqueRoleId: role?.uniqueRoleId ?? 0 };
}
