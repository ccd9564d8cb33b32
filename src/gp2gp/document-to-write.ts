import {
  type AttachmentDescription,
  NO_DESCRIPTION,
  writeDescription,
} from '../wire/ebxml/description.ts';
import type { ManifestReference } from '../wire/ebxml/ebxml-message.ts';
import type { PartToWrite } from '../wire/mime/mime-style.ts';
import { base64Slice, compressed } from './content.ts';
import type { RecordAttachment } from './synthetic/attachments.ts';

/** A reference of a manifest beside the payload, with the part it names where that is in the same message. */
export type DocumentToWrite = ExternalToWrite | InlineToWrite;

interface ReferenceToWrite {
  /** The manifest's `eb:id`, written after an underscore; none when `undefined`. */
  readonly documentId?: string | undefined;
  /** The manifest's `eb:id` as it is, in place of the document's id. */
  readonly referenceId?: string | undefined;
  /** In the grammar of gp2gp 3.3, or any other text as it is. */
  readonly description: AttachmentDescription | string;
}

/** A document that another message brings. */
export interface ExternalToWrite extends ReferenceToWrite {
  readonly kind: 'external';
  /** The ebXML MessageId of that message. */
  readonly messageId: string;
}

/** A part of this message. */
export interface InlineToWrite extends ReferenceToWrite {
  readonly kind: 'inline';
  /** Without brackets. */
  readonly contentId: string;
  /** The type that the part declares; one that Spine does not know is written as octet-stream. */
  readonly partType: string;
  /** Goes as it is. */
  readonly content: Uint8Array;
  /** What the content is said to be in, `base64` unless told. */
  readonly transferEncoding?: string;
  /** Writes the type of the part whatever Spine thinks of it. */
  readonly anyType?: boolean;
}

// What a MIME part may declare on Spine (gp2gp 3.8); the true type then stands in the description.
export const SPINE_TYPES: ReadonlySet<string> = new Set([
  ...['text/plain', 'text/html', 'text/xml', 'text/rtf'],
  ...['application/pdf', 'application/xml', 'application/msword', 'application/octet-stream'],
  ...['audio/basic', 'audio/mpeg', 'video/mpeg'],
  ...['image/png', 'image/gif', 'image/jpeg', 'image/tiff'],
]);

/** An attachment as a part of the message, encoded, and compressed first where it says so. */
export function inlineDocument(attachment: RecordAttachment): InlineToWrite {
  const { id, bytes, contentType } = attachment;
  const content = base64Slice(attachment.compressed ? compressed(bytes) : bytes);
  return {
    kind: 'inline',
    documentId: id,
    contentId: `${id}@spine.nhs.uk`,
    partType: contentType,
    content,
    description: describeAttachment(attachment, content.length),
  };
}

/**
 * The description of an attachment as a whole.
 *
 * @param length characters that it contributes to a message (gp2gp 3.3)
 */
export function describeAttachment(
  { fileName, contentType, compressed: isCompressed, skeleton }: DescribedAttachment,
  length: number | undefined,
  large = false,
): AttachmentDescription {
  return {
    ...NO_DESCRIPTION,
    filename: fileName,
    contentType,
    compressed: isCompressed === true,
    largeAttachment: large,
    originalBase64: skeleton !== true,
    length,
    domainData: skeleton ? 'X-GP2GP-Skeleton: Yes' : undefined,
  };
}

export type DescribedAttachment = Pick<RecordAttachment, 'fileName' | 'contentType'> & {
  readonly compressed?: boolean | undefined;
  readonly skeleton?: boolean | undefined;
};

export function referenceOf(document: DocumentToWrite): ManifestReference {
  const { documentId, referenceId, description } = document;
  return {
    href: document.kind === 'external' ? `mid:${document.messageId}` : `cid:${document.contentId}`,
    // The underscore makes an id that begins with a digit a valid NCName.
    id: referenceId ?? (documentId === undefined ? undefined : `_${documentId}`),
    schema: undefined,
    description: typeof description === 'string' ? description : writeDescription(description),
    descriptionLanguage: 'en',
    payload: undefined,
  };
}

export function partOf(document: InlineToWrite): PartToWrite {
  const { contentId, partType, content, transferEncoding = 'base64', anyType } = document;
  const type = anyType || SPINE_TYPES.has(partType) ? partType : 'application/octet-stream';
  return { contentId, contentType: type, transferEncoding, content, encoded: true };
}
