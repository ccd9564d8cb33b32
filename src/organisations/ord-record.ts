/** The parts of a record of ORD 2-0-0 as JSON (sds-ods 3.1.4). Parts that say nothing are left out. */
export interface OrdRecord {
  readonly Organisation: {
    readonly Name: string;
    readonly Date?: readonly OrdDate[];
    readonly OrgId: OrdId;
    readonly Status: string;
    readonly LastChangeDate: string;
    /** Lower case here, upper case in a search. */
    readonly orgRecordClass: string;
    readonly refOnly?: boolean;
    readonly GeoLoc?: { readonly Location: Readonly<Record<string, string>> };
    readonly Roles?: { readonly Role: readonly OrdRole[] };
    readonly Contacts?: {
      readonly Contact: readonly { readonly type: string; readonly value: string }[];
    };
    readonly Rels?: { readonly Rel: readonly OrdRelationship[] };
    readonly Succs?: { readonly Succ: readonly OrdSuccession[] };
  };
}

export interface OrdDate {
  readonly Type: string;
  readonly Start: string;
  readonly End?: string;
}

export interface OrdId {
  readonly root: string;
  readonly assigningAuthorityName: string;
  readonly extension: string;
}

export interface OrdRole {
  readonly id: string;
  readonly uniqueRoleId: number;
  readonly primaryRole?: true;
  readonly Date?: readonly OrdDate[];
  readonly Status: string;
}

export interface OrdTarget {
  readonly OrgId: OrdId;
  readonly PrimaryRoleId?: { readonly id: string; readonly uniqueRoleId: number };
}

export interface OrdRelationship {
  readonly Date?: readonly OrdDate[];
  readonly Status: string;
  readonly Target: OrdTarget;
  readonly id: string;
  readonly uniqueRelId: number;
}

export interface OrdSuccession {
  readonly uniqueSuccId: number;
  readonly Date: readonly OrdDate[];
  readonly Type: string;
  readonly Target: OrdTarget;
}

export const ORD_ROOT = '2.16.840.1.113883.2.1.3.2.4.18.48';
export const ORD_AUTHORITY = 'HSCIC';
/** Address fields by their names in a record; the three lines come before them. */
export const ORD_ADDRESS = {
  Town: 'town',
  County: 'county',
  PostCode: 'postcode',
  Country: 'country',
  UPRN: 'uprn',
} as const;
