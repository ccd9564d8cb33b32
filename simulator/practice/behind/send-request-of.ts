import { ATTACHMENT_TYPES } from '../../../src/domain/attachment-types.ts';
import type { BuiltMessage } from '../../../src/gp2gp/build-message.ts';
import { headerValue } from '../../../src/platform/http-message.ts';
import type { SendAttachment, SendRequest } from '../../../src/wire/adaptor/send-request.ts';
import type { ManifestReference } from '../../../src/wire/ebxml/ebxml-message.ts';
import { matchReference } from '../../../src/wire/mime/content-id.ts';
import { decodePart } from '../../../src/wire/mime/decode-part.ts';
import type { MimePart } from '../../../src/wire/mime/mime-package.ts';
import { readMime } from '../../../src/wire/mime/read-mime.ts';

/**
 * What a practice hands to its adaptor of a message: payload and documents alone, for envelope and package are the
 * adaptor's (mhs 7.1). `undefined` where the message is no package that says what is in it.
 */
export function sendRequestOf({ envelope, headers, body }: BuiltMessage): SendRequest | undefined {
  const mime = readMime(body, headerValue(headers, 'content-type'));
  if (!mime.ok) return undefined;
  const [, ...parts] = mime.value.parts;
  const references = envelope.manifest?.references ?? [];
  const inline = references.filter(({ href }) => /^cid:/i.test(href));
  const ofPayload = inline.find(({ payload }) => payload !== undefined) ?? inline[0];
  const payload = partOf(ofPayload, parts) ?? parts[0];
  const bytes = payload && decodePart(body, payload);
  if (!bytes?.ok) return undefined;
  return {
    payload: bytes.value.toString('utf8'),
    attachments: inline.flatMap((reference) => {
      const part = reference === ofPayload ? undefined : partOf(reference, parts);
      return part ? [attachmentOf(reference, part, body)] : [];
    }),
    externalAttachments: references
      .filter(({ href }) => /^mid:/i.test(href))
      .map(({ href, id, description }) => ({
        documentId: id,
        messageId: href.slice(4).trim(),
        description: description ?? '',
      })),
  };
}

function attachmentOf(
  { id, description }: ManifestReference,
  part: MimePart,
  body: Buffer,
): SendAttachment {
  const { offset, length } = part.body;
  const raw = body.subarray(offset, offset + length);
  const facts = {
    // What the document really is, its description says; adaptors know few types (mhs 3.1).
    contentType: ATTACHMENT_TYPES.includes(part.mediaType)
      ? part.mediaType
      : 'application/octet-stream',
    description: description ?? '',
    documentId: id,
  };
  if (part.transferEncoding === 'base64') {
    return { isBase64: true, payload: raw.toString('latin1'), ...facts };
  }
  const decoded = decodePart(body, part);
  const content = decoded.ok ? decoded.value : raw;
  const text = content.toString('utf8');
  return Buffer.from(text).equals(content)
    ? { isBase64: false, payload: text, ...facts }
    : { isBase64: true, payload: content.toString('base64'), ...facts };
}

function partOf(
  reference: ManifestReference | undefined,
  parts: readonly MimePart[],
): MimePart | undefined {
  return (
    reference &&
    parts.find(
      ({ contentId }) => contentId !== undefined && matchReference(reference.href, contentId),
    )
  );
}
