import type { AttachmentDescription } from '../wire/ebxml/description.ts';
import type { ManifestReference } from '../wire/ebxml/ebxml-message.ts';
import type { Base64Scan } from '../wire/mime/scan-base64.ts';
import type { Deviation } from '../wire/reading.ts';

/** What expanding a part gave. `cut off` is a right beginning of gzip: all that one can say of a first chunk. */
export type Expansion = 'whole' | 'cut off' | 'too large to tell' | { readonly fault: string };

/** A MIME part, as far as checks look at its content. */
export interface PartFacts {
  /** Counted from 1; the envelope is 1. */
  readonly number: number;
  readonly contentId: string | undefined;
  readonly mediaType: string;
  /** Bytes as they travel. */
  readonly bytes: number;
  /** Where its body begins in the body of the message. */
  readonly offset: number;
  /** `undefined` for a part in another transfer encoding. */
  readonly base64: Base64Scan | undefined;
  /** `undefined` when the content does not begin as gzip does. */
  readonly gzip: Expansion | undefined;
}

/** A manifest reference with its description read and its part found. */
export interface ReferenceFacts {
  /** Counted from 1, in the order of the manifest. */
  readonly number: number;
  readonly reference: ManifestReference;
  readonly kind: 'payload' | 'inline' | 'external' | 'other';
  /** The `eb:id` without the underscore that makes it an NCName. */
  readonly documentId: string | undefined;
  /** Of an external one: the MessageId after `mid:`. */
  readonly messageId: string | undefined;
  /** Of an inline one: its part; `undefined` when no part answers. */
  readonly part: PartFacts | undefined;
  readonly description: AttachmentDescription;
  readonly descriptionDeviations: readonly Deviation[];
}

/** What a message carries beside its payload. */
export interface MessageContents {
  readonly parts: readonly PartFacts[];
  readonly references: readonly ReferenceFacts[];
}
