/** One message as Spine's log has it (gp2gp 5.1). */
export interface SpineRow {
  /** Milliseconds since 1970, UTC. */
  readonly time: number;
  readonly conversationId: string;
  /** The ebXML MessageId. */
  readonly guid: string;
  /** Service, a slash, the interaction: `urn:nhs:names:services:gp2gp/RCMR_IN010000UK05`. */
  readonly interactionId: string;
  /** ASIDs. */
  readonly sender: string;
  readonly recipient: string;
  /** The message that this one answers; `undefined` when it answers none. */
  readonly messageRef: string | undefined;
  /** Response code of a refusal, two digits; `undefined` when it accepts or names none. */
  readonly code: string | undefined;
  /** Suppliers; empty when nobody knows. */
  readonly toSystem: string;
  readonly fromSystem: string;
}

/** The columns of the log, in their order. */
export const SPINE_COLUMNS = [
  '_time',
  'conversationID',
  'GUID',
  'interactionID',
  'messageSender',
  'messageRecipient',
  'messageRef',
  'jdiEvent',
  'toSystem',
  'fromSystem',
] as const;

export type SpineColumn = (typeof SPINE_COLUMNS)[number];

/** What stands for no reference and for no code. */
export const NO_REFERENCE = 'NotProvided';
export const NO_CODE = 'NONE';

/** The interaction without its service. */
export function interactionOf({ interactionId }: SpineRow): string {
  return interactionId.slice(interactionId.lastIndexOf('/') + 1);
}
