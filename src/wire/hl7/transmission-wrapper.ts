/** An HL7 coded value as written; parts that are absent are `undefined`. */
export interface CodedValue {
  readonly code: string;
  readonly codeSystem: string | undefined;
  readonly displayName: string | undefined;
}

/** One `acknowledgementDetail`. Its typeCode should be ER, WG or IF; suppliers write AE and AR too. */
export interface AcknowledgementDetail extends CodedValue {
  readonly typeCode: string | undefined;
}

/** One `reason/justifyingDetectedIssueEvent` of a ControlActEvent. */
export interface ControlActReason extends CodedValue {
  /** ER, WG or IF, in whichever of the forms of mhs 3.11 it was written. */
  readonly qualifier: string | undefined;
}

/** The `acknowledgement` of an MCCI message. */
export interface WrapperAcknowledgement {
  /** AA, AE or AR; as written. */
  readonly typeCode: string;
  readonly details: readonly AcknowledgementDetail[];
  /** The HL7 id of the message that is acknowledged. */
  readonly messageRef: string;
}

/** The person who started the action (gp2gp.md 2.3). */
export interface WrapperAuthor {
  readonly roleProfile: string;
  readonly user: string;
  readonly jobRole: string;
}

/**
 * The HL7 V3 transmission wrapper and the head of its ControlActEvent (mhs 3.10, gp2gp.md 2.2 and
 * 2.3). What is missing reads as an empty string and is told by a deviation; an empty string is
 * written as no element at all.
 */
export interface TransmissionWrapper {
  /** The local name of the root element, which should be the interaction id. */
  readonly rootName: string;
  readonly id: string;
  /** 12 to 17 digits, `YYYYMMDDhhmm[ss[fff]]`, as written. */
  readonly creationTime: string;
  readonly versionCode: string;
  readonly interactionId: { readonly root: string; readonly extension: string };
  readonly processingCode: string;
  readonly processingModeCode: string;
  readonly acceptAckCode: string;
  readonly acknowledgement: WrapperAcknowledgement | undefined;
  /** ASIDs of `communicationFunctionRcv`, normally one. */
  readonly receivers: readonly string[];
  /** ASIDs of `communicationFunctionSnd`, normally one. */
  readonly senders: readonly string[];
  /** ASIDs of `author1`, one or two. */
  readonly systems: readonly string[];
  readonly author: WrapperAuthor | undefined;
  readonly reasons: readonly ControlActReason[];
  /** Local name of what the control act is about: `subject`, `query` and so on. */
  readonly controlAct: string | undefined;
}
