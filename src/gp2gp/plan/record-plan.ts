import type { PartIds } from '../transfer-event.ts';

/** What is known of an attachment before a byte of it is read. */
export interface AttachmentShape {
  /** `undefined`: the manifest gives it no `eb:id`. */
  readonly id: string | undefined;
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes as they are. */
  readonly length: number;
  /** Bytes of its gzip, when it is to travel compressed. */
  readonly compressedLength?: number | undefined;
  /** How it must travel; as the policy has it unless told. `vision`: the index brings the first chunk itself. */
  readonly travels?: 'inline' | 'whole' | 'chunks' | 'vision' | undefined;
  /** Characters of each chunk but the last, where it must travel in chunks. Need not be multiples of 4. */
  readonly chunkLengths?: readonly number[] | undefined;
  /** What `LargeAttachment` says where it is not to say the truth. */
  readonly announcedLarge?: boolean | undefined;
}

export interface RecordShape {
  /** Of the HL7 payload, in bytes. The compressed length must be known where a skeleton is needed. */
  readonly payload: { readonly length: number; readonly compressedLength?: number | undefined };
  /** `EhrExtract`'s file name and id where a skeleton is needed; invented otherwise. */
  readonly attachments: readonly AttachmentShape[];
}

/** What no message may exceed (gp2gp 3.1). */
export interface MessageLimits {
  /** Of the whole HTTP body. */
  readonly messageBytes: number;
  /** MIME parts, envelope and payload included. */
  readonly parts: number;
  /** Characters of one attachment as sent. */
  readonly attachmentChars: number;
}

export const SPINE_LIMITS: MessageLimits = {
  messageBytes: 4_999_600,
  parts: 100,
  attachmentChars: 5_000_000,
};

/** A sender's own choice within the limits. */
export interface SendingPolicy {
  /** `inline`: in the extract as long as there is room. `external`: each in a message of its own. */
  readonly attachments: 'inline' | 'external';
  /** Characters of a chunk; made a multiple of 4, and smaller where a message cannot hold so many. */
  readonly chunkChars: number;
  /** A payload of more bytes is replaced by a skeleton. */
  readonly payloadBytes: number;
  /** `always`: a skeleton whatever the size; `never`: the payload as it is, or no message at all. */
  readonly skeleton: 'by-size' | 'always' | 'never';
  /** How the content of a skeleton travels. */
  readonly skeletonTravels?: AttachmentShape['travels'];
  /** Whether the HL7 id of a message is its ebXML MessageId (D2). */
  readonly hl7Ids: 'same' | 'different';
  /** The most messages that may follow the extract. */
  readonly mostMessages: number;
}

export const USUAL_POLICY: SendingPolicy = {
  attachments: 'inline',
  chunkChars: 4_500_000,
  payloadBytes: 4_500_000,
  skeleton: 'by-size',
  hl7Ids: 'same',
  mostMessages: 10_000,
};

/** A stretch of the base64 text of a document. */
export interface PlannedChunk {
  readonly fileName: string;
  readonly from: number;
  readonly to: number;
}

/** How a document travels. */
export type Way =
  | { readonly kind: 'inline' }
  | { readonly kind: 'whole'; readonly messageId: string }
  | {
      readonly kind: 'chunks';
      /** Of the index. */
      readonly messageId: string;
      /** The messages of the chunks; the first is the index's own in the form of Vision. */
      readonly chunks: readonly (PlannedChunk & { readonly messageId: string })[];
    };

export interface PlannedDocument {
  /** Which attachment of the shape; `payload` for the content of a skeleton. */
  readonly of: number | 'payload';
  readonly id: string | undefined;
  readonly fileName: string;
  readonly contentType: string;
  readonly compressed: boolean;
  /** Characters of its base64 text: its `Length`. */
  readonly chars: number;
  readonly announcedLarge: boolean;
  readonly way: Way;
}

/** A message that follows the continue. */
export interface PlannedPart extends PartIds {
  /** Which of the documents. */
  readonly document: number;
  /** Which chunk of it; `undefined` for a whole document and for an index without bytes. */
  readonly chunk: number | undefined;
}

/** What a record becomes on its way. Lengths and ids alone: it is plain data. */
export interface RecordPlan {
  /** The id of the document that stands for the payload; `undefined` when the payload goes as it is. */
  readonly skeleton: string | undefined;
  /** In the order of the extract's manifest. */
  readonly documents: readonly PlannedDocument[];
  /** In the order of sending: of each document the index first, then its chunks. */
  readonly parts: readonly PlannedPart[];
}

export type Planning =
  | { readonly ok: true; readonly plan: RecordPlan }
  /** No way of sending keeps the limits. */
  | { readonly ok: false; readonly because: string };
