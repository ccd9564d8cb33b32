/** A part of an inbound message that its manifest names (mhs 7.3). */
export interface QueueAttachment {
  readonly payload: string;
  /** The part came in base64, and `payload` still is. */
  readonly isBase64: boolean;
  /** Without brackets; the samples leave it out. */
  readonly contentId: string | undefined;
  readonly contentType: string | undefined;
  readonly description: string | undefined;
}

/** A document that another message brings (mhs 7.3). */
export interface QueueExternal {
  /** The manifest's `eb:id` as written. */
  readonly documentId: string | undefined;
  readonly messageId: string | undefined;
  readonly description: string | undefined;
  readonly title: string | undefined;
}

/** The body of a message as the MHS adaptor queues it (mhs 7.3). */
export interface QueueMessage {
  /** The SOAP envelope; `undefined` in what a system hands over to be sent. */
  readonly ebXml: string | undefined;
  /** The HL7 message; `undefined` when the message had no part for it. */
  readonly payload: string | undefined;
  readonly attachments: readonly QueueAttachment[];
  readonly externalAttachments: readonly QueueExternal[];
}
