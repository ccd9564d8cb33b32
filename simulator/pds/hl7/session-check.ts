/** The user that a control act names, with the organisation of the system that sent it. */
export interface ActingUser {
  readonly userId: string;
  readonly roleProfileId: string;
  readonly jobRoleCode: string;
  /** ODS code. */
  readonly organisation?: string;
}

/** What a user is about to do. */
export type UserPurpose = 'gp-update' | 'demographics' | 'query';

/** Tells whether a user named in a message has a live session and may do what the message asks. */
export interface SessionCheck {
  judge(
    user: ActingUser,
    what: UserPurpose,
  ): { readonly ok: true } | { readonly ok: false; readonly why: string };
}
