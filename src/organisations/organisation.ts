/** When something holds; `yyyy-mm-dd`, both inclusive. */
export interface Period {
  readonly type: 'Operational' | 'Legal';
  readonly start: string;
  readonly end?: string | undefined;
}

export type OrganisationStatus = 'Active' | 'Inactive';

export interface OrganisationRole {
  /** `RO177` */
  readonly roleId: string;
  readonly uniqueRoleId: number;
  readonly primary: boolean;
  readonly status: OrganisationStatus;
  readonly periods: readonly Period[];
}

export interface OrganisationRelationship {
  /** `RE4` */
  readonly relId: string;
  readonly uniqueRelId: number;
  readonly status: OrganisationStatus;
  readonly target: string;
  /** `RO98` with its unique number, of the target; an empty id where the source says nothing. */
  readonly targetPrimaryRole: { readonly roleId: string; readonly uniqueRoleId: number };
  readonly periods: readonly Period[];
}

export interface OrganisationSuccession {
  readonly uniqueSuccId: number;
  readonly type: 'Predecessor' | 'Successor';
  readonly target: string;
  readonly targetPrimaryRole?: { readonly roleId: string; readonly uniqueRoleId: number };
  /** `yyyy-mm-dd` */
  readonly date: string;
}

/** An organisation as ODS knows it (sds-ods 3.1.4, 4). */
export interface Organisation {
  /** Upper case. */
  readonly odsCode: string;
  readonly name: string;
  /** An organisation, or a site of one. */
  readonly recordClass: 'RC1' | 'RC2';
  readonly status: OrganisationStatus;
  readonly refOnly: boolean;
  /** `yyyy-mm-dd` */
  readonly lastChangeDate: string;
  readonly periods: readonly Period[];
  readonly address: {
    /** Three at most. */
    readonly lines: readonly string[];
    readonly town?: string | undefined;
    readonly county?: string | undefined;
    readonly postcode?: string | undefined;
    readonly country?: string | undefined;
    readonly uprn?: string | undefined;
  };
  readonly contacts: readonly { readonly type: string; readonly value: string }[];
  /** Exactly one is primary. */
  readonly roles: readonly OrganisationRole[];
  readonly relationships: readonly OrganisationRelationship[];
  readonly successions: readonly OrganisationSuccession[];
}
