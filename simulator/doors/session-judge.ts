/** The user that a message names in its control act (pds-identity 4.4). */
export interface NamedUser {
  /** Root …0.65 */
  readonly userId: string;
  /** Root …0.67 */
  readonly roleProfileId: string;
  /** Root …1.104: `R8000`, or with its groups before it. */
  readonly jobRoleCode: string;
  /** ODS code of the organisation whose system sent the message. */
  readonly organisation?: string | undefined;
}

/** What the user sets about. */
export type Deed = 'gp-update' | 'demographics' | 'query';

export type SessionVerdict = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** Whether the users named in messages have a live session and may do what the messages ask for. */
export interface SessionJudge {
  judge(user: NamedUser, what: Deed): SessionVerdict;
}
