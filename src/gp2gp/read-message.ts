import type { AttachmentDescription } from '../wire/ebxml/description.ts';
import type { EbxmlMessage, ManifestReference } from '../wire/ebxml/ebxml-message.ts';
import { readEbxml } from '../wire/ebxml/read-ebxml.ts';
import { matchReference } from '../wire/mime/content-id.ts';
import { decodePart } from '../wire/mime/decode-part.ts';
import type { MimeLimits } from '../wire/mime/mime-limits.ts';
import type { MimePart, Span } from '../wire/mime/mime-package.ts';
import { readMime } from '../wire/mime/read-mime.ts';
import { type Deviation, type Reading, readAs, unreadable } from '../wire/reading.ts';
import { describeReference } from './large/describe-reference.ts';
import type { DocumentFacts, ManifestDocument } from './large/document-facts.ts';
import { type Opened, openAttachment } from './open-attachment.ts';

/** An attachment that came in the same message. */
export interface InlineAttachment {
  /** The manifest's `eb:id` without its underscore; `undefined` when it has none. */
  readonly id: string | undefined;
  readonly fileName: string;
  /** The true type: the description's, else that of the part. */
  readonly contentType: string;
  /** Which part of the message, 0 for the envelope. */
  readonly part: number;
  /** Where the part's content lies in the body, still in its transfer encoding. */
  readonly span: Span;
  /** In lower case. */
  readonly transferEncoding: string;
  /**
   * Undoes transfer encoding and compression. Costs the size of the attachment at every call.
   *
   * @param atMost bytes that it may expand to; 150 million unless given
   */
  open(atMost?: number): Opened;
}

/** A `mid:` reference: a document that another message brings (gp2gp 3.4). */
export interface ExternalReference {
  /** The ebXML MessageId of that message, as written. */
  readonly messageId: string;
  /** The manifest's `eb:id` without its underscore. */
  readonly documentId: string | undefined;
  /** `undefined` for a legacy description; the text is in `raw` either way. */
  readonly description: AttachmentDescription | undefined;
  readonly raw: string;
}

/** A message between practices, taken apart. Contents are views of the body. */
export interface GpMessage {
  readonly envelope: EbxmlMessage;
  /** The HL7 payload, byte for byte; `undefined` when the message has none. */
  readonly payload: Buffer | undefined;
  readonly attachments: readonly InlineAttachment[];
  /** References that no part of the message answers. */
  readonly missing: readonly string[];
  /** `mid:` references in the order of the manifest. The record is large if there is one (gp2gp 3.2). */
  readonly external: readonly ExternalReference[];
  /** Every reference beside the payload, in the order of the manifest. Plain data. */
  readonly documents: readonly ManifestDocument[];
}

/**
 * Takes a received body apart: MIME, envelope, manifest (gp2gp 2.1, 3.4). A body that is one document is an
 * envelope without parts. Deviations of descriptions are told with the others. Fails with
 * `message.no-envelope` and the failures of `readMime` and `readEbxml`.
 */
export function readMessage(
  contentType: string | undefined,
  body: Uint8Array,
  limits?: Partial<MimeLimits>,
): Reading<GpMessage> {
  const isMultipart = /^\s*multipart\//i.test(contentType ?? '');
  if (!isMultipart) {
    const envelope = readEbxml(body);
    if (!envelope.ok) return envelope;
    const alone = assemble(envelope.value, [], body);
    return readAs(alone.message, [...envelope.deviations, ...alone.deviations]);
  }
  const mime = readMime(body, contentType, limits);
  if (!mime.ok) return mime;
  const [first, ...parts] = mime.value.parts;
  if (!first) return unreadable('message.no-envelope', 'the message has no part');
  const bytes = decodePart(body, first);
  const envelope = bytes.ok ? readEbxml(bytes.value) : bytes;
  if (!envelope.ok) return envelope;
  const { message, deviations } = assemble(envelope.value, parts, body);
  return readAs(message, [...mime.deviations, ...envelope.deviations, ...deviations]);
}

function assemble(
  envelope: EbxmlMessage,
  parts: readonly MimePart[],
  body: Uint8Array,
): { readonly message: GpMessage; readonly deviations: readonly Deviation[] } {
  const references = envelope.manifest?.references ?? [];
  const inline = references.filter(({ href }) => /^cid:/i.test(href));
  const payloadReference = inline.find(({ payload }) => payload !== undefined) ?? inline[0];
  // A payload that no reference finds is still the first part after the envelope (mhs 3.1).
  const payloadPart = partFor(payloadReference, parts) ?? parts[0];
  const attachments: InlineAttachment[] = [];
  const external: ExternalReference[] = [];
  const documents: ManifestDocument[] = [];
  const missing: string[] = [];
  const deviations: Deviation[] = [];
  if (payloadReference && !partFor(payloadReference, parts)) missing.push(payloadReference.href);
  for (const [position, reference] of references.entries()) {
    if (reference === payloadReference) continue;
    const { href } = reference;
    const part = partFor(reference, parts);
    const described = describeReference(reference, position, part?.mediaType);
    deviations.push(...described.deviations);
    const { facts } = described;
    if (part !== undefined) {
      const index = parts.indexOf(part) + 1;
      attachments.push(attachmentOf(facts, part, index, body));
      const encoding = part.transferEncoding === 'base64' ? 'base64' : 'decoded';
      documents.push({ ...facts, kind: 'inline', part: index, encoding, bytes: part.body.length });
    } else if (/^mid:/i.test(href)) {
      const messageId = href.slice(4).trim();
      const { documentId, description } = facts;
      external.push({ messageId, documentId, description, raw: reference.description ?? '' });
      documents.push({ ...facts, kind: 'external', messageId });
    } else if (/^cid:/i.test(href)) {
      missing.push(href);
      documents.push({ ...facts, kind: 'missing', href });
    }
  }
  const payload = payloadPart && decodePart(body, payloadPart);
  const message: GpMessage = {
    envelope,
    payload: payload?.ok ? payload.value : undefined,
    attachments,
    missing,
    external,
    documents,
  };
  return { message, deviations };
}

function partFor(
  reference: ManifestReference | undefined,
  parts: readonly MimePart[],
): MimePart | undefined {
  if (!reference) return undefined;
  return parts.find(
    ({ contentId }) => contentId !== undefined && matchReference(reference.href, contentId),
  );
}

function attachmentOf(
  facts: DocumentFacts,
  part: MimePart,
  index: number,
  body: Uint8Array,
): InlineAttachment {
  return {
    id: facts.documentId,
    fileName: facts.fileName,
    contentType: facts.contentType,
    part: index,
    span: part.body,
    transferEncoding: part.transferEncoding,
    open: (atMost) => openAttachment(body, part, facts.compressed, atMost),
  };
}
