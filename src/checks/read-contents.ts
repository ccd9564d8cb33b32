import { NO_DESCRIPTION, readDescription } from '../wire/ebxml/description.ts';
import type { EbxmlMessage, ManifestReference } from '../wire/ebxml/ebxml-message.ts';
import { contentIdOf } from '../wire/mime/content-id.ts';
import type { MimePackage, MimePart } from '../wire/mime/mime-package.ts';
import { scanBase64 } from '../wire/mime/scan-base64.ts';
import { expansionOf, looksGzipped } from './gzip.ts';
import type { MessageContents, PartFacts, ReferenceFacts } from './message-contents.ts';

/** Looks at the parts of a message in place, and says which reference means which part. */
export function readContents(
  envelope: EbxmlMessage | undefined,
  mime: MimePackage | undefined,
  body: Uint8Array,
  scan = true,
): MessageContents | undefined {
  if (!envelope) return undefined;
  const parts = (mime?.parts ?? []).map((part, index) => partFacts(part, index + 1, body, scan));
  const byId = new Map<string, PartFacts>();
  for (const part of parts) {
    const id = part.contentId?.toLowerCase();
    if (id !== undefined && !byId.has(id)) byId.set(id, part);
  }
  const references = envelope.manifest?.references ?? [];
  const payload = references.findIndex(({ href, payload: marker }) => marker && isInline(href));
  // Without the marker the payload is the first part that travels here (gp2gp 2.1).
  const payloadIndex = payload >= 0 ? payload : references.findIndex(({ href }) => isInline(href));
  return {
    parts,
    references: references.map((reference, index) =>
      referenceFacts(reference, index, index === payloadIndex, byId),
    ),
  };
}

function referenceFacts(
  reference: ManifestReference,
  index: number,
  isPayload: boolean,
  parts: ReadonlyMap<string, PartFacts>,
): ReferenceFacts {
  const { href, id, description } = reference;
  const read = readDescription(description ?? '');
  const messageId = /^mid:(.*)$/is.exec(href)?.[1];
  return {
    number: index + 1,
    reference,
    kind: isPayload
      ? 'payload'
      : isInline(href)
        ? 'inline'
        : messageId !== undefined
          ? 'external'
          : 'other',
    documentId: id?.replace(/^_/, ''),
    messageId,
    part: parts.get((contentIdOf(href) ?? '').toLowerCase()),
    description: read.ok ? read.value : NO_DESCRIPTION,
    descriptionDeviations: read.deviations,
  };
}

function isInline(href: string): boolean {
  return /^cid:/i.test(href);
}

function partFacts(part: MimePart, number: number, body: Uint8Array, scan: boolean): PartFacts {
  const { contentId, mediaType, transferEncoding } = part;
  const { offset, length } = part.body;
  const content = Buffer.from(body.buffer, body.byteOffset + offset, length);
  const encoded = transferEncoding === 'base64';
  return {
    number,
    contentId,
    mediaType,
    bytes: length,
    offset,
    base64: encoded && scan ? scanBase64(content) : undefined,
    gzip: scan && looksGzipped(content, encoded) ? expansionOf(content, encoded) : undefined,
  };
}
