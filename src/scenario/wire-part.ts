import { base64Length } from '../gp2gp/content.ts';
import { type DocumentToWrite, describeAttachment } from '../gp2gp/document-to-write.ts';
import type { Ids } from '../platform/ids.ts';
import { type AttachmentDescription, writeDescription } from '../wire/ebxml/description.ts';
import { base64Text } from './base64-text.ts';
import type { HeldDocument } from './held-document.ts';

/** A message that brings a document or a piece of one, before it is written. */
export interface WirePart {
  readonly label: string;
  readonly kind: 'whole' | 'index' | 'chunk';
  readonly document: HeldDocument;
  readonly messageId: string;
  readonly hl7Id: string;
  readonly bodyId: string;
  /** What it is called in its payload. */
  readonly fileName: string;
  /** Which of the document's cuts it brings. */
  readonly cut: number | undefined;
  /** The parts that it names, for an index. */
  readonly names: readonly WirePart[];
}

/** The messages of a document in the order in which they are announced: index, then chunks. */
export function partsOf(document: HeldDocument, ids: Ids, sameHl7Id: boolean): readonly WirePart[] {
  const { travels, label, fileName, cuts } = document;
  if (travels === 'inline' || !document.shape.sent) return [];
  const part = (
    kind: WirePart['kind'],
    suffix: string,
    name: string,
    more: Partial<WirePart> = {},
  ): WirePart => {
    const messageId = ids.uuid();
    const hl7Id = sameHl7Id ? messageId : ids.uuid();
    return {
      ...{ kind, document, messageId, hl7Id, bodyId: ids.uuid() },
      ...{ label: `${label}${suffix}`, fileName: name, cut: undefined, names: [] },
      ...more,
    };
  };
  if (travels === 'external') return [part('whole', '', fileName, { cut: 0 })];
  const index = part('index', '/index', fileName);
  const chunks = cuts.map((_, n) =>
    part('chunk', `/${n}`, `${index.messageId}_${n}.messageattachment`, { cut: n }),
  );
  if (travels === 'vision-index') {
    // The first chunk lies in the index itself (gp2gp 3.4).
    const [, ...others] = chunks;
    return [{ ...index, cut: 0, names: others }, ...others];
  }
  if (travels === 'index-of-index') {
    const inner = part('index', '/index/0', fileName, { names: chunks });
    return [{ ...index, names: [inner] }, inner, ...chunks];
  }
  return [{ ...index, names: chunks }, ...chunks];
}

/** What stands of a document in the manifest of the extract; nothing when it is announced to nobody. */
export function announcementOf(
  document: HeldDocument,
  parts: readonly WirePart[],
  marker?: string,
): DocumentToWrite | undefined {
  const { id, shape, travels } = document;
  if (shape.announced === 'nobody') return undefined;
  const isLarge = travels !== 'inline' && travels !== 'external';
  const large = shape.announced === undefined ? isLarge : shape.announced === 'large';
  const description = describe(document, large, marker);
  if (travels === 'inline') {
    if (!shape.sent) return undefined;
    return inlinePart(document, 0, `${id}@spine.nhs.uk`, description, id);
  }
  const first = parts.find((part) => part.document === document);
  if (!first) return undefined;
  return { kind: 'external', documentId: id, messageId: first.messageId, description };
}

/** The manifest of a message that brings a part of a document. */
export function contentsOf(part: WirePart): readonly DocumentToWrite[] {
  const { document, cut, names, fileName } = part;
  const contents: DocumentToWrite[] = [];
  if (cut !== undefined) {
    const contentId = `${part.messageId}-part@spine.nhs.uk`;
    const name = part.kind === 'index' ? `${part.messageId}_0.messageattachment` : fileName;
    const description =
      part.kind === 'whole' ? describe(document, false) : describeChunk(document, cut, name);
    contents.push(inlinePart(document, cut, contentId, description));
  }
  for (const named of names) {
    contents.push({
      kind: 'external',
      messageId: named.messageId,
      description:
        named.cut === undefined
          ? describe(document, true)
          : describeChunk(document, named.cut, named.fileName),
    });
  }
  return contents;
}

function inlinePart(
  document: HeldDocument,
  cut: number,
  contentId: string,
  description: AttachmentDescription | string,
  documentId?: string,
): DocumentToWrite {
  const { carried, cuts, shape, contentType } = document;
  const [from, to] = cuts[cut] ?? [0, 0];
  const decoded = shape.encoding === 'decoded' || (shape.encoding === 'mixed' && cut % 2 === 1);
  const text = base64Text(carried, from, to);
  return {
    kind: 'inline',
    ...(documentId !== undefined && { documentId }),
    contentId,
    partType: shape.partType ?? contentType,
    ...(shape.partType !== undefined && { anyType: true }),
    content: decoded ? Buffer.from(text.toString('latin1'), 'base64') : text,
    ...(decoded && { transferEncoding: 'binary' }),
    description,
  };
}

function describe(
  { fileName, contentType, length, shape }: HeldDocument,
  large: boolean,
  marker?: string,
): AttachmentDescription | string {
  const { description, saysCompressed, compressed, length: says } = shape;
  if (typeof description === 'object') return description.text;
  if (description === 'bare-name') return fileName;
  const facts = describeAttachment(
    { fileName, contentType, compressed: saysCompressed ?? compressed },
    says === 'absent' ? undefined : says === 'wrong' ? length + 7 : length,
    large,
  );
  const full =
    marker === undefined ? facts : { ...facts, originalBase64: false, domainData: marker };
  return description === 'shuffled' ? shuffled(writeDescription(full)) : full;
}

/** The pairs the other way round, with tabs and line breaks between them (gp2gp 3.3). */
function shuffled(text: string): string {
  const pairs = text.match(/[A-Za-z0-9]+=(?:"[^"]*"|\S*)/g) ?? [text];
  return `\n\t${pairs.toReversed().join('\n\t')}\n`;
}

function describeChunk(
  { contentType, cuts, shape }: HeldDocument,
  cut: number,
  fileName: string,
): AttachmentDescription | string {
  const [from, to] = cuts[cut] ?? [0, 0];
  const length = shape.length === 'absent' ? undefined : to - from;
  const full = describeAttachment({ fileName, contentType }, length);
  return shape.description === 'shuffled' ? shuffled(writeDescription(full)) : full;
}

/** The document that stands for the payload of a skeleton (gp2gp 3.6). */
export function skeletonDocument(
  base: Pick<HeldDocument, 'id' | 'shape'>,
  carried: Uint8Array,
  cuts: (length: number) => HeldDocument['cuts'],
): HeldDocument {
  const length = base64Length(carried.length);
  return {
    ...base,
    label: 'payload',
    name: `${base.id}.gzip`,
    fileName: `${base.id}.gzip`,
    contentType: 'text/xml',
    content: undefined,
    carried,
    length,
    travels: base.shape.travels ?? 'external',
    cuts: cuts(length),
  };
}
