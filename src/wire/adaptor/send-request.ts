/** A document that goes with the payload (mhs 7.1). */
export interface SendAttachment {
  /** Says that `payload` is base64, and travels so. */
  readonly isBase64: boolean;
  readonly contentType: string;
  readonly payload: string;
  readonly description: string;
  /** The manifest's `eb:id`, underscore included; none when `undefined`. */
  readonly documentId: string | undefined;
}

/** A document that travels in another message (mhs 7.1). */
export interface SendExternal {
  /** The manifest's `eb:id`, underscore included; none when `undefined`. */
  readonly documentId: string | undefined;
  /** Of the message that brings it. */
  readonly messageId: string;
  readonly description: string;
}

/** What a system hands to its adaptor to be sent (mhs 7.1). */
export interface SendRequest {
  /** The HL7 message, as XML. */
  readonly payload: string;
  readonly attachments: readonly SendAttachment[];
  readonly externalAttachments: readonly SendExternal[];
}

/** The envelope and the payload are parts, too (mhs 4.6). */
export const MOST_ATTACHMENTS = 98;
/** Of the payload, and of each attachment (mhs 4.6). */
export const MOST_CHARACTERS = 5_000_000;
