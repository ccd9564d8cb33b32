/** A user who may work, without secrets. */
export interface UserView {
  /** SDS user id, twelve digits. */
  readonly userId: string;
  readonly name: string;
  readonly assurance: 'AAL1' | 'AAL2' | 'AAL3';
  readonly training: boolean;
  readonly roles: readonly {
    readonly roleProfileId: string;
    readonly organisation: string;
    readonly jobRoleCode: string;
    readonly activities: readonly string[];
  }[];
}

/** How a session ended. */
export type SessionEnd = 'logged-off' | 'card-removed' | 'revoked' | 'expired';

/** How a session ended, or that it has not. */
export type SessionState = 'live' | SessionEnd;

/** What is wrong with the assertions of a session, on purpose (pds-identity 4.7). */
export type AssertionFlaw =
  | 'expired'
  | 'not-yet-valid'
  | 'tampered'
  | 'wrapped'
  | 'unsigned'
  | 'repeated';

export interface SessionView {
  readonly id: string;
  readonly kind: 'smartcard' | 'cis2';
  readonly userId: string;
  readonly roleProfileId: string | null;
  readonly state: SessionState;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly expiresAt: string;
  readonly flaw: AssertionFlaw | null;
}

export interface SessionOrder {
  readonly user: string;
  /** Role profile id; the only role of the user unless given. `null`: none is selected. */
  readonly role?: string | null | undefined;
  readonly seconds?: number | undefined;
  readonly flaw?: AssertionFlaw | undefined;
}

/** A session with the token that its role assertion is had for. */
export interface StartedSession extends SessionView {
  readonly token: string;
}

/** What is wrong with a token, on purpose (pds-identity 4.7). */
export type IdTokenFlaw = 'expired' | 'wrong-audience' | 'wrong-issuer' | 'tampered';

/** A token to be made without its protocol: by an operator, for a test. */
export interface TokenOrder {
  readonly client: string;
  /** `id-token` is to be exchanged at the token endpoint. */
  readonly kind: 'access' | 'id-token';
  /** User id of a member of staff, or the login of a patient; an application by itself without either. */
  readonly user?: string | undefined;
  readonly patient?: string | undefined;
  /** Role profile id that is selected. */
  readonly role?: string | undefined;
  readonly seconds?: number | undefined;
  readonly flaw?: IdTokenFlaw | undefined;
}

export interface IssuedToken {
  readonly token: string;
  readonly kind: 'access' | 'id-token';
  /** ISO 8601 UTC. */
  readonly expiresAt: string;
}

/** What a careful receiver says of a response with a role assertion. */
export interface AssertionJudgement {
  readonly ok: boolean;
  /** Stable: `expired`, `signature`, `structure` ... */
  readonly problem: string | null;
  readonly why: string | null;
  readonly userId: string | null;
  readonly roleProfileId: string | null;
  readonly training: boolean | null;
}

/** What the control API steers of the identity services. Rejects with a SimulatorError what cannot be. */
export interface IdentityDesk {
  users(): readonly UserView[];
  /** Oldest first, ended ones among them for a day. */
  sessions(): readonly SessionView[];
  startSession(order: SessionOrder): StartedSession;
  /** Nothing when there is no such session. */
  endSession(id: string, how: SessionEnd): SessionView | undefined;
  issueToken(order: TokenOrder): Promise<IssuedToken>;
  /** Withdraws the access and refresh tokens of an application, a user, or both; all of them without either. */
  withdrawTokens(which: {
    readonly client?: string | undefined;
    readonly user?: string | undefined;
  }): number;
  judgeAssertion(response: string): AssertionJudgement;
}
