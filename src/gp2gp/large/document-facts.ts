import type { AttachmentDescription } from '../../wire/ebxml/description.ts';

/** What a manifest reference tells of a document or of a piece of one (gp2gp 3.3). Plain data. */
export interface DocumentFacts {
  /** Position of the reference in its manifest, 0 for the first. Never given twice in one message. */
  readonly position: number;
  /** The manifest's `eb:id` without its underscore. */
  readonly documentId: string | undefined;
  /** As described; empty where the description names none. */
  readonly fileName: string;
  /** The true type, which the MIME part may not be able to say. */
  readonly contentType: string;
  /** `Compressed=Yes`: gzip lies under the base64. */
  readonly compressed: boolean;
  /** `LargeAttachment=Yes`: the message that brings it should be an index. */
  readonly large: boolean;
  /** Its content takes the place of the payload, or of a statement of it (gp2gp 3.6). */
  readonly skeleton: boolean;
  /** Characters that it contributes to a message, as declared. */
  readonly length: number | undefined;
  /** `undefined` where the description is a legacy one: only a file name, or the word Attachment (D8). */
  readonly description: AttachmentDescription | undefined;
  /** Why the description cannot be gone by; `undefined` when it can. */
  readonly fault: string | undefined;
}

/** A document, or a piece, whose bytes lie in the message that names it. */
export interface InlineFacts extends DocumentFacts {
  readonly kind: 'inline';
  /** Which MIME part of the message, 0 for the envelope. */
  readonly part: number;
  /** `decoded`: the part travels as bytes and not as base64 text. */
  readonly encoding: 'base64' | 'decoded';
  /** Bytes of the part as it travels. */
  readonly bytes: number;
}

/** A document, or a piece, that another message brings. */
export interface ExternalFacts extends DocumentFacts {
  readonly kind: 'external';
  /** From `mid:`, as written: the ebXML MessageId of the message that brings it. */
  readonly messageId: string;
}

/** A `cid:` reference that no part of the message answers. */
export interface MissingFacts extends DocumentFacts {
  readonly kind: 'missing';
  readonly href: string;
}

export type ManifestDocument = InlineFacts | ExternalFacts | MissingFacts;
