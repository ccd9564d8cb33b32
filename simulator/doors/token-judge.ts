/** How a caller came by its token, which decides what it may do (pds-identity 2.3). */
export type AccessMode =
  | 'healthcare-worker'
  | 'patient'
  | 'application-restricted'
  | 'privileged-application';

/** Who asks, as the API platform knows it. */
export interface Principal {
  readonly mode: AccessMode;
  /** The application. */
  readonly clientId: string;
  /** None: the application has no system to speak for, and is told so. */
  readonly asid?: string | undefined;
  readonly userId?: string | undefined;
  /** What a healthcare worker may act as. */
  readonly roles: readonly {
    readonly roleProfileId: string;
    readonly organisation: string;
    readonly activities: readonly string[];
  }[];
  /** Role profile id that was chosen at sign-in. */
  readonly selectedRole?: string | undefined;
  /** NHS number of the patient who signed in. */
  readonly patient?: string | undefined;
  /** By the system, and by the activities of the role. */
  readonly mayUpdateGp: boolean;
  readonly mayUpdateDemographics: boolean;
  /** The attribute `return-confidential-reason-for-removal`. */
  readonly seesConfidentialRemovals: boolean;
}

/** What is wrong with an Authorization header (pds-identity 2.4, ACCESS_DENIED 401). */
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

/** Whoever knows the tokens that are in force. */
export interface TokenJudge {
  judge(credentials: Credentials): TokenVerdict;
}
