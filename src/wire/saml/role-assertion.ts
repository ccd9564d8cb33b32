/** A code with what it is called; assertions carry both in lists side by side. */
export interface CodedName {
  readonly code: string;
  readonly name: string;
}

/** One role of the user, as it is asserted (pds-identity 4.2). */
export interface AssertedRole {
  /** ODS code (`nhsIdCode`). */
  readonly organisation: string;
  /** `o` */
  readonly organisationName: string;
  /** `nhsBusinessFunctions` and their codes, `B…`. */
  readonly activities: readonly CodedName[];
  readonly jobRole: string;
  /** `S8000:G8000:R8003` */
  readonly jobRoleCode: string;
  /** `uniqueIdentifier`: the role profile id, twelve digits. */
  readonly roleProfileId: string;
  readonly areasOfWork: readonly CodedName[];
  readonly workgroups: readonly CodedName[];
}

/** What a smartcard session says of its user, SAML 1.1. Times are xsd:dateTime with a zone. */
export interface RoleAssertion {
  readonly assertionId: string;
  readonly issuer: string;
  readonly issueInstant: string;
  readonly notBefore: string;
  readonly notOnOrAfter: string;
  /** SDS user id, twelve digits. */
  readonly userId: string;
  readonly commonName: string;
  /** `nhsOcsPrCode` */
  readonly practitionerCode: string | undefined;
  /** `ssbSessionRoleUid`: the role profile of the session. */
  readonly sessionRole: string;
  /** `ssbMode` 1 */
  readonly training: boolean;
  readonly roles: readonly AssertedRole[];
}

/** A response to a request for the assertion of a session. */
export interface SamlResponse {
  readonly responseId: string;
  readonly issueInstant: string;
  /** Local names of the status codes, the outer one first: `Success`; `Requester`, `RequestDenied`. */
  readonly status: readonly string[];
  readonly message: string | undefined;
  readonly assertion: RoleAssertion | undefined;
}
