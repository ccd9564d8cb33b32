import type { GpMessage } from '../../src/gp2gp/read-message.ts';
import type { QueueAttachment, QueueMessage } from '../../src/wire/adaptor/queue-message.ts';
import type { ManifestReference } from '../../src/wire/ebxml/ebxml-message.ts';
import { matchReference } from '../../src/wire/mime/content-id.ts';
import { decodePart } from '../../src/wire/mime/decode-part.ts';
import type { MimePart } from '../../src/wire/mime/mime-package.ts';
import { readMime } from '../../src/wire/mime/read-mime.ts';

/**
 * What Spine delivered in the form that the system behind an adaptor gets (mhs 7.3): the envelope as text, the payload
 * as text, and the parts that the manifest names. Base64 stays as it came. A part that is neither base64 nor text is
 * made base64, for JSON cannot hold it otherwise.
 */
export function queueBody(
  { envelope, payload }: GpMessage,
  contentType: string | undefined,
  body: Buffer,
): QueueMessage {
  const mime = /^\s*multipart\//i.test(contentType ?? '') ? readMime(body, contentType) : undefined;
  const parts = mime?.ok ? mime.value.parts : [];
  const [first, ...others] = parts;
  const bytes = first && decodePart(body, first);
  const references = envelope.manifest?.references ?? [];
  const inline = references.filter(({ href }) => /^cid:/i.test(href));
  const ofPayload = inline.find((each) => each.payload !== undefined) ?? inline[0];
  const attachments = inline
    .filter((each) => each !== ofPayload)
    .flatMap((reference): QueueAttachment[] => {
      const part = others.find(
        ({ contentId }) => contentId !== undefined && matchReference(reference.href, contentId),
      );
      return part ? [attachmentOf(reference, part, body)] : [];
    });
  return {
    ebXml: (bytes?.ok ? bytes.value : body).toString('utf8'),
    payload: payload?.toString('utf8') ?? '',
    attachments,
    externalAttachments: references
      .filter(({ href }) => /^mid:/i.test(href))
      .map(({ href, id, description }) => ({
        documentId: id,
        messageId: href.slice(4).trim(),
        description,
        title: undefined,
      })),
  };
}

function attachmentOf(
  { href, description }: ManifestReference,
  part: MimePart,
  body: Buffer,
): QueueAttachment {
  const { offset, length } = part.body;
  const raw = body.subarray(offset, offset + length);
  const facts = {
    contentId: href.slice(4),
    contentType: part.mediaType,
    description,
  };
  if (part.transferEncoding === 'base64')
    return { payload: raw.toString('latin1'), isBase64: true, ...facts };
  const decoded = decodePart(body, part);
  const content = decoded.ok ? decoded.value : raw;
  const text = content.toString('utf8');
  if (Buffer.from(text).equals(content)) return { payload: text, isBase64: false, ...facts };
  return { payload: content.toString('base64'), isBase64: true, ...facts };
}
