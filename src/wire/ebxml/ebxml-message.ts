/** A party as an ebXML header names it: usually a party key, with its type. */
export interface EbxmlParty {
  readonly id: string;
  /** `urn:nhs:names:partyType:ocs+serviceInstance`; `undefined` when the attribute is absent. */
  readonly type: string | undefined;
}

/** `eb:AckRequested`, ebMS 2.0 section 6.3.1. Values as written; `undefined` when absent. */
export interface AckRequested {
  readonly actor: string | undefined;
  readonly signed: string | undefined;
  readonly version: string | undefined;
}

/** `eb:SyncReply`, ebMS 2.0 section 4.3. */
export interface SyncReply {
  readonly actor: string | undefined;
  readonly version: string | undefined;
}

/** `eb:Acknowledgment`, ebMS 2.0 section 6.3.2. */
export interface AcknowledgmentElement {
  readonly timestamp: string;
  readonly refToMessageId: string;
  readonly from: EbxmlParty | undefined;
  readonly actor: string | undefined;
  readonly version: string | undefined;
}

/** One `eb:Error`, ebMS 2.0 section 4.2.3. */
export interface EbxmlError {
  readonly codeContext: string | undefined;
  readonly errorCode: string;
  readonly severity: 'Error' | 'Warning';
  readonly location: string | undefined;
  readonly description: string;
  /** xml:lang of the description; Spine's own template has none. */
  readonly language: string | undefined;
}

export interface ErrorList {
  readonly highestSeverity: 'Error' | 'Warning';
  readonly version: string | undefined;
  readonly errors: readonly EbxmlError[];
}

/** `eb:StatusRequest` and `eb:StatusResponse`, ebMS 2.0 section 7. */
export interface StatusRequestElement {
  readonly refToMessageId: string;
}
export type MessageStatus =
  | 'UnAuthorized'
  | 'NotRecognized'
  | 'Received'
  | 'Processed'
  | 'Forwarded';
export interface StatusResponseElement {
  readonly refToMessageId: string;
  readonly status: MessageStatus;
  readonly timestamp: string | undefined;
}

/** One `eb:Reference`, ebMS 2.0 section 3.2. */
export interface ManifestReference {
  /** `cid:...` for a part of this message, `mid:...` for one that travels in another. */
  readonly href: string;
  readonly id: string | undefined;
  readonly schema: { readonly location: string; readonly version: string | undefined } | undefined;
  readonly description: string | undefined;
  readonly descriptionLanguage: string | undefined;
  /** The `hl7ebxml:Payload` marker of the HL7 payload reference. */
  readonly payload:
    | { readonly style: string; readonly encoding: string; readonly version: string }
    | undefined;
}

export interface Manifest {
  readonly version: string | undefined;
  readonly references: readonly ManifestReference[];
}

/**
 * An ebXML Message Service 2.0 envelope. What is missing or empty in the header reads as an empty
 * string and is told by a deviation (`ebxml.missing`, `ebxml.empty`, `ebxml.repeated`).
 */
export interface EbxmlMessage {
  /** `eb:version` of the MessageHeader. */
  readonly version: string | undefined;
  readonly from: EbxmlParty;
  readonly to: EbxmlParty;
  readonly cpaId: string;
  readonly conversationId: string;
  readonly service: string;
  readonly action: string;
  readonly messageId: string;
  /** As written: ISO 8601, with or without zone and fraction. */
  readonly timestamp: string;
  readonly refToMessageId: string | undefined;
  readonly timeToLive: string | undefined;
  readonly duplicateElimination: boolean;
  readonly ackRequested: AckRequested | undefined;
  readonly syncReply: SyncReply | undefined;
  readonly acknowledgment: AcknowledgmentElement | undefined;
  readonly errorList: ErrorList | undefined;
  readonly statusRequest: StatusRequestElement | undefined;
  readonly statusResponse: StatusResponseElement | undefined;
  readonly manifest: Manifest | undefined;
}
