import type { Organisation, OrganisationStatus } from './organisation.ts';

/** What an operator looks for. */
export interface OrganisationFilter {
  /** A part of the name, whatever its case. */
  readonly name?: string | undefined;
  /** How the postcode begins; blanks and case do not count. */
  readonly postcode?: string | undefined;
  /** `RO177`, among all its roles. */
  readonly role?: string | undefined;
  readonly status?: OrganisationStatus | undefined;
  /** Those whose code comes after this one. */
  readonly after?: string | undefined;
}

/** Organisations that fit, in the order given, `limit` at most. */
export function listedOrganisations(
  all: Iterable<Organisation>,
  filter: OrganisationFilter,
  limit: number,
): readonly Organisation[] {
  const found: Organisation[] = [];
  for (const organisation of all) {
    if (found.length >= limit) break;
    if (fits(organisation, filter)) found.push(organisation);
  }
  return found;
}

function fits(organisation: Organisation, filter: OrganisationFilter): boolean {
  const { name, postcode, role, status, after } = filter;
  if (after !== undefined && organisation.odsCode <= after) return false;
  if (name !== undefined && !organisation.name.toUpperCase().includes(name.toUpperCase()))
    return false;
  if (
    postcode !== undefined &&
    !bare(organisation.address.postcode ?? '').startsWith(bare(postcode))
  )
    return false;
  if (role !== undefined && !organisation.roles.some(({ roleId }) => roleId === role)) return false;
  return status === undefined || organisation.status === status;
}

function bare(postcode: string): string {
  return postcode.replace(/\s/g, '').toUpperCase();
}
