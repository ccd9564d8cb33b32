import type { Check } from './check.ts';
import { isExtract } from './extract.ts';
import type { ReferenceFacts } from './message-contents.ts';
import type { AnchorFact } from './payload-facts.ts';
import { placed, UPPER_CASE_UUID } from './payload-place.ts';
import type { ReadPayload } from './read-message.ts';

const PATH = 'ControlActEvent/subject/EhrExtract//referredToExternalDocument';

/** Whether a reference brings what takes the place of the payload or of a part of it (gp2gp 3.6). */
export function isSkeleton({ description }: ReferenceFacts): boolean {
  return /^x-gp2gp-skeleton:yes$/i.test(description.domainData?.replace(/\s+/g, '') ?? '');
}

function anchorsOf(payload: ReadPayload): readonly AnchorFact[] {
  return isExtract(payload) ? (payload.facts.extract?.anchors ?? []) : [];
}

/** Attachments that the manifest of an extract names, here or in other messages. */
function documentsOf(payload: ReadPayload): readonly ReferenceFacts[] {
  if (!isExtract(payload)) return [];
  const references = payload.contents?.references ?? [];
  return references.filter(({ kind }) => kind === 'inline' || kind === 'external');
}

/** Ids and names for comparison: case, and the underscore of an NCName, are other rules' matter. */
function keysOf(texts: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => (text ? [keyOf(text)] : [])));
}

function keyOf(text: string): string {
  return text.replace(/^_/, '').toUpperCase();
}

/** The file name that an anchor refers to. */
function nameOf({ reference }: AnchorFact): string | undefined {
  return reference?.slice(Math.max(reference.lastIndexOf('/'), reference.indexOf(':')) + 1);
}

const has = (keys: ReadonlySet<string>, text: string | undefined) =>
  text !== undefined && text !== '' && keys.has(keyOf(text));

const fileNameOf = ({ description }: ReferenceFacts) =>
  description.filename ?? description.bareName;

export const anchorWhole: Check<ReadPayload> = {
  id: 'ATTACHMENT-05',
  clause: 'gp2gp 2.7',
  basis: 'N',
  severity: 'must',
  title: 'an anchor of a document has an id, a code and a reference',
  advice: 'Fill id, code and text/reference/@value of referredToExternalDocument.',
  *examine(payload) {
    for (const { at, id, code, reference } of anchorsOf(payload)) {
      const wrong = [
        id !== undefined && UPPER_CASE_UUID.test(id) ? '' : 'id that is an upper-case UUID',
        code ? '' : 'code',
        reference ? '' : 'reference',
      ].filter(Boolean);
      if (wrong.length === 0) continue;
      yield {
        message: `the anchor of a document has no ${wrong.join(', no ')}`,
        ...placed(payload, PATH, at),
      };
    }
  },
};

export const anchorReference: Check<ReadPayload> = {
  id: 'ATTACHMENT-06',
  clause: 'gp2gp 2.7, 3.6',
  basis: 'N',
  severity: 'should',
  title: 'an anchor refers to its document as file: or, in a skeleton, as cid:',
  advice: 'Write file://localhost/<id>_<file name> as the value of the reference.',
  *examine(payload) {
    for (const { at, reference } of anchorsOf(payload)) {
      if (!reference || /^(file:|cid:)./i.test(reference)) continue;
      const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(reference)?.[0] ?? 'no scheme';
      yield {
        message: `the reference of an anchor begins with ${scheme}`,
        ...placed(payload, `${PATH}/text/reference`, at),
        suggestion: 'file://localhost/...',
      };
    }
  },
};

export const anchorMediaType: Check<ReadPayload> = {
  id: 'ATTACHMENT-10',
  clause: 'gp2gp 2.7',
  basis: 'N',
  severity: 'should',
  title: 'an anchor gives the media type of its document',
  advice: 'Write text/@mediaType: without it the document is taken for text/plain.',
  *examine(payload) {
    for (const { at, mediaType } of anchorsOf(payload)) {
      if (mediaType) continue;
      yield {
        message: 'the anchor of a document has no media type',
        ...placed(payload, `${PATH}/text`, at),
      };
    }
  },
};

export const anchorHasDocument: Check<ReadPayload> = {
  id: 'ATTACHMENT-07',
  clause: 'gp2gp 2.7, 3.10 L8',
  basis: 'N',
  severity: 'must',
  title: 'every anchored document is named in the manifest',
  advice: 'Name every document in the manifest, with the id of its anchor as eb:id.',
  *examine(payload) {
    if (!payload.contents) return;
    const documents = documentsOf(payload);
    const ids = keysOf(documents.map(({ documentId }) => documentId));
    const names = keysOf(documents.map(fileNameOf));
    for (const anchor of anchorsOf(payload)) {
      const { id, at } = anchor;
      if (id === undefined || has(ids, id) || has(names, nameOf(anchor))) continue;
      yield {
        message: `no reference of the manifest has the id ${id}`,
        ...placed(payload, `${PATH}/id`, at),
      };
    }
  },
};

export const documentHasAnchor: Check<ReadPayload> = {
  id: 'ATTACHMENT-08',
  clause: 'gp2gp 2.7, 3.10 L8',
  basis: 'N',
  severity: 'must',
  title: 'every attachment that the manifest names is anchored in the extract',
  advice:
    'Refer to every attachment from the record: receivers cannot file one that nothing names.',
  *examine(payload) {
    const documents = documentsOf(payload);
    // The anchors of the others may lie in what the skeleton stands for.
    const hidden = documents.some(isSkeleton);
    const ids = keysOf(anchorsOf(payload).map(({ id }) => id));
    const names = keysOf(anchorsOf(payload).map(nameOf));
    for (const document of documents) {
      const { documentId, number } = document;
      if (hidden && !isSkeleton(document)) continue;
      if (has(ids, documentId) || has(names, fileNameOf(document))) continue;
      yield {
        message: `nothing in the extract refers to ${documentId ?? 'this document, which has no eb:id'}`,
        at: `Manifest/Reference[${number}]`,
      };
    }
  },
};

export const anchoredById: Check<ReadPayload> = {
  id: 'ATTACHMENT-09',
  clause: 'gp2gp 2.7, 3.3, 3.10 L8',
  basis: 'N',
  severity: 'should',
  title: 'an anchor and its document have the same id, not only the same file name',
  advice: 'Write the id of the anchor, after an underscore, as eb:id of the reference.',
  *examine(payload) {
    const documents = documentsOf(payload);
    const ids = keysOf(documents.map(({ documentId }) => documentId));
    const names = keysOf(documents.map(fileNameOf));
    for (const anchor of anchorsOf(payload)) {
      const { id, at } = anchor;
      if (id === undefined || has(ids, id) || !has(names, nameOf(anchor))) continue;
      yield {
        message: `the document of the anchor ${id} is found by its file name alone`,
        ...placed(payload, `${PATH}/id`, at),
        suggestion: `eb:id="_${id}"`,
      };
    }
  },
};

export const anchorChecks: readonly Check<ReadPayload>[] = [
  anchorWhole,
  anchorReference,
  anchorMediaType,
  anchorHasDocument,
  documentHasAnchor,
  anchoredById,
];
