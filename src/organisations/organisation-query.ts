import type { OrganisationStatus } from './organisation.ts';

/** How a text is to be found; letters count as equal whatever their case, unless `exact`. */
export interface TextMatch {
  readonly text: string;
  readonly how: 'contains' | 'starts' | 'exact';
}

/** What is looked for among organisations. All that is given must hold; of lists, every item. */
export interface OrganisationQuery {
  /** Any of these codes, upper case. */
  readonly codes?: readonly string[];
  readonly name?: readonly TextMatch[];
  readonly postcode?: readonly TextMatch[];
  /** A whole postcode, or an outward part: `LS1` is not `LS10` (sds-ods 3.1.2). */
  readonly postcodeArea?: string;
  readonly town?: readonly TextMatch[];
  readonly county?: readonly TextMatch[];
  readonly country?: readonly TextMatch[];
  /** In any part of the address. */
  readonly address?: readonly TextMatch[];
  /** First and last day of change, both inclusive. */
  readonly changedFrom?: string;
  readonly changedTo?: string;
  readonly status?: OrganisationStatus;
  readonly recordClass?: string;
  readonly primaryRole?: string;
  readonly nonPrimaryRole?: string;
  /** Every group must be met by one of its roles. */
  readonly roles?: readonly RoleGroup[];
  readonly withoutRoles?: readonly RoleGroup[];
  readonly relation?: RelationQuery;
}

export interface RoleGroup {
  readonly anyOf: readonly string[];
  /** Roles that have ended do not count. */
  readonly active?: boolean;
  /** Only the primary role counts, or only others. */
  readonly primary?: boolean;
}

/** One relationship meets all of it. */
export interface RelationQuery {
  readonly relId?: string;
  readonly target?: string;
  readonly status?: OrganisationStatus;
}
