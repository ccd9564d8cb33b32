import { readDescription } from '../wire/ebxml/description.ts';
import type { EbxmlMessage, ManifestReference } from '../wire/ebxml/ebxml-message.ts';
import { readEbxml } from '../wire/ebxml/read-ebxml.ts';
import { matchReference } from '../wire/mime/content-id.ts';
import { decodePart } from '../wire/mime/decode-part.ts';
import type { MimeLimits } from '../wire/mime/mime-limits.ts';
import type { MimePart } from '../wire/mime/mime-package.ts';
import { readMime } from '../wire/mime/read-mime.ts';
import { type Reading, readAs, unreadable } from '../wire/reading.ts';
import { type Opened, openAttachment } from './open-attachment.ts';

/** An attachment that came in the same message. */
export interface InlineAttachment {
  /** The manifest's `eb:id` without its underscore; `undefined` when it has none. */
  readonly id: string | undefined;
  readonly fileName: string;
  /** The true type: the description's, else that of the part. */
  readonly contentType: string;
  /** Undoes transfer encoding and compression. Costs the size of the attachment at every call. */
  open(): Opened;
}

/** A message between practices, taken apart. Contents are views of the body. */
export interface GpMessage {
  readonly envelope: EbxmlMessage;
  /** The HL7 payload, byte for byte; `undefined` when the message has none. */
  readonly payload: Buffer | undefined;
  readonly attachments: readonly InlineAttachment[];
  /** References that no part of the message answers. */
  readonly missing: readonly string[];
  /** `mid:` references, for parts that travel in other messages. */
  readonly externalReferences: number;
}

/**
 * Takes a received body apart: MIME, envelope, manifest (gp2gp 2.1, 3.4). A body that is one document is an
 * envelope without parts. Fails with `message.no-envelope` and the failures of `readMime` and `readEbxml`.
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
    return readAs(withoutParts(envelope.value), envelope.deviations);
  }
  const mime = readMime(body, contentType, limits);
  if (!mime.ok) return mime;
  const [first, ...parts] = mime.value.parts;
  if (!first) return unreadable('message.no-envelope', 'the message has no part');
  const bytes = decodePart(body, first);
  const envelope = bytes.ok ? readEbxml(bytes.value) : bytes;
  if (!envelope.ok) return envelope;
  return readAs(assemble(envelope.value, parts, body), [
    ...mime.deviations,
    ...envelope.deviations,
  ]);
}

function withoutParts(envelope: EbxmlMessage): GpMessage {
  return {
    envelope,
    payload: undefined,
    attachments: [],
    missing: [],
    externalReferences: 0,
  };
}

function assemble(envelope: EbxmlMessage, parts: readonly MimePart[], body: Uint8Array): GpMessage {
  const references = envelope.manifest?.references ?? [];
  const inline = references.filter(({ href }) => /^cid:/i.test(href));
  const payloadReference = inline.find(({ payload }) => payload !== undefined) ?? inline[0];
  // A payload that no reference finds is still the first part after the envelope (mhs 3.1).
  const payloadPart = partFor(payloadReference, parts) ?? parts[0];
  const attachments: InlineAttachment[] = [];
  const missing: string[] = [];
  for (const reference of inline) {
    const part = partFor(reference, parts);
    if (part === undefined) missing.push(reference.href);
    else if (reference !== payloadReference) attachments.push(attachmentOf(reference, part, body));
  }
  const payload = payloadPart && decodePart(body, payloadPart);
  return {
    envelope,
    payload: payload?.ok ? payload.value : undefined,
    attachments,
    missing,
    externalReferences: references.filter(({ href }) => /^mid:/i.test(href)).length,
  };
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
  reference: ManifestReference,
  part: MimePart,
  body: Uint8Array,
): InlineAttachment {
  const read = readDescription(reference.description ?? '');
  const description = read.ok ? read.value : undefined;
  return {
    id: reference.id?.replace(/^_/, ''),
    fileName: description?.filename ?? description?.bareName ?? '',
    contentType: description?.contentType ?? part.mediaType,
    open: () => openAttachment(body, part, description?.compressed === true),
  };
}
