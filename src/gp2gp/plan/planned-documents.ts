import { NO_DESCRIPTION } from '../../wire/ebxml/description.ts';
import { base64Slice, type Content } from '../content.ts';
import {
  type DescribedAttachment,
  type DocumentToWrite,
  describeAttachment,
} from '../document-to-write.ts';
import type { FragmentForm } from '../large/write-fragment.ts';
import type { PlannedChunk, PlannedDocument, PlannedPart, RecordPlan } from './record-plan.ts';

/**
 * The content of a document as it travels under its base64: compressed where the plan says so. Asked for when
 * a message is built, and only for the stretch that it brings.
 */
export type ContentOf = (document: PlannedDocument) => Content;

/** What stands in the extract's manifest beside the payload; inline documents are encoded here. */
export function documentsOfExtract(plan: RecordPlan, contentOf: ContentOf): DocumentToWrite[] {
  return plan.documents.map((document): DocumentToWrite => {
    const { id: documentId, way, chars, announcedLarge } = document;
    const description = describeAttachment(described(document), chars, announcedLarge);
    if (way.kind !== 'inline') {
      return { kind: 'external', documentId, messageId: way.messageId, description };
    }
    const name = documentId ?? `part-${plan.documents.indexOf(document) + 1}`;
    return {
      kind: 'inline',
      documentId,
      contentId: `${name}@spine.nhs.uk`,
      partType: document.contentType,
      content: base64Slice(contentOf(document)),
      description,
    };
  });
}

/** One message that follows the continue: the name for its payload, and what stands in its manifest. */
export interface PartToSend {
  readonly fileName: string;
  readonly documents: readonly DocumentToWrite[];
}

/**
 * What a planned message brings. No more of the content is touched than that.
 *
 * @param form the national form and the adaptor's describe a part in one word, Vision's in full (gp2gp 2.6)
 */
export function documentsOfPart(
  plan: RecordPlan,
  part: PlannedPart,
  contentOf: ContentOf,
  form: FragmentForm = 'snd',
): PartToSend {
  const document = plan.documents[part.document];
  if (document === undefined) throw new RangeError(`the plan has no document ${part.document}`);
  const { way, fileName } = document;
  const text = (from: number, to: number) => base64Slice(contentOf(document), from, to);
  const inline = (name: string, content: Buffer): DocumentToWrite => ({
    kind: 'inline',
    contentId: `${part.messageId}-part@spine.nhs.uk`,
    partType: document.contentType,
    content,
    description:
      form === 'vision'
        ? describeAttachment({ ...described(document), fileName: name }, content.length)
        : 'Attachment',
  });
  if (way.kind !== 'chunks') {
    return { fileName, documents: [inline(fileName, text(0, document.chars))] };
  }
  const chunk = part.chunk === undefined ? undefined : way.chunks[part.chunk];
  if (part.kind === 'chunk' && chunk) {
    return {
      fileName: chunk.fileName,
      documents: [inline(chunk.fileName, text(chunk.from, chunk.to))],
    };
  }
  return {
    fileName,
    documents: way.chunks.map(
      (one, n): DocumentToWrite =>
        n === part.chunk
          ? inline(one.fileName, text(one.from, one.to))
          : {
              kind: 'external',
              messageId: one.messageId,
              description: describeChunk(document, one),
            },
    ),
  };
}

/** `Compressed` belongs to the whole: of a chunk it is No, and so is `LargeAttachment` (gp2gp 3.3). */
function describeChunk({ contentType }: PlannedDocument, chunk: PlannedChunk) {
  return {
    ...NO_DESCRIPTION,
    filename: chunk.fileName,
    contentType,
    compressed: false,
    largeAttachment: false,
    originalBase64: true,
    length: chunk.to - chunk.from,
  };
}

function described({
  fileName,
  contentType,
  compressed,
  of,
}: PlannedDocument): DescribedAttachment {
  return { fileName, contentType, compressed, skeleton: of === 'payload' };
}
