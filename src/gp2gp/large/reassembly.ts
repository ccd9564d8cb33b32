import type { DocumentFacts, ManifestDocument } from './document-facts.ts';

/** Bytes that lie in a message that came. Whoever keeps the messages can fetch them. */
export interface Piece {
  /** ebXML MessageId as it was written. */
  readonly messageId: string;
  /** Which MIME part, 0 for the envelope. */
  readonly part: number;
  /** `base64`: its text is a stretch of the document's base64 text; `decoded`: a stretch of its bytes. */
  readonly encoding: 'base64' | 'decoded';
  /** As it travelled. */
  readonly bytes: number;
}

/** A place in a document, for what one message brings. */
export interface Slot {
  /** The message that brings it, in upper case. */
  readonly messageId: string;
  /** As its reference declares. */
  readonly length: number | undefined;
  readonly piece: Piece | undefined;
}

/** A document of the record, and how far it has come. */
export interface AwaitedDocument
  extends Pick<
    DocumentFacts,
    'position' | 'documentId' | 'fileName' | 'contentType' | 'compressed' | 'skeleton' | 'length'
  > {
  /** The message that brings it or its index, in upper case; `undefined` when it came in the extract. */
  readonly messageId: string | undefined;
  readonly announcedLarge: boolean;
  /** `awaited`: nobody knows yet whether it comes whole or in chunks. */
  readonly way: 'inline' | 'awaited' | 'whole' | 'index';
  /** In the order in which the pieces belong together. */
  readonly slots: readonly Slot[];
  /** Whether its pieces have been joined. What came inline needs no joining. */
  readonly joining: 'not-yet' | 'under-way' | 'done';
}

/** A message that brings bytes, or names messages that do. */
export interface ArrivedPart {
  readonly messageId: string;
  readonly documents: readonly ManifestDocument[];
}

/** What is here of a large record. Plain data; no bytes. */
export interface Reassembly {
  readonly documents: readonly AwaitedDocument[];
  /** Messages that came before anything said where they belong. */
  readonly early: readonly ArrivedPart[];
  /** Messages that were taken, in upper case. */
  readonly taken: readonly string[];
}

export const NOTHING_YET: Reassembly = { documents: [], early: [], taken: [] };

/** The references of an extract as documents to wait for. What came early stays early: `placeEarly` moves it. */
export function beginReassembly(
  before: Reassembly,
  manifest: readonly ManifestDocument[],
): { readonly reassembly: Reassembly; readonly remarks: readonly string[] } {
  const documents: AwaitedDocument[] = [];
  const remarks: string[] = [];
  const known = new Set<string>();
  for (const reference of manifest) {
    if (reference.kind === 'missing') continue;
    if (reference.kind === 'external' && known.has(messageKey(reference.messageId))) {
      remarks.push(`message ${reference.messageId} is announced twice: the first one counts`);
      continue;
    }
    if (reference.kind === 'external') known.add(messageKey(reference.messageId));
    documents.push(awaited(reference));
  }
  return { reassembly: { ...before, documents }, remarks };
}

function awaited(reference: Exclude<ManifestDocument, { kind: 'missing' }>): AwaitedDocument {
  const { position, documentId, fileName, contentType, compressed, skeleton, length } = reference;
  const facts = { position, documentId, fileName, contentType, compressed, skeleton, length };
  const announcedLarge = reference.large;
  if (reference.kind === 'external') {
    const messageId = messageKey(reference.messageId);
    const open = {
      messageId,
      announcedLarge,
      way: 'awaited',
      slots: [],
      joining: 'not-yet',
    } as const;
    return { ...facts, ...open };
  }
  return {
    ...facts,
    messageId: undefined,
    announcedLarge,
    way: 'inline',
    slots: [],
    joining: 'done',
  };
}

/** Messages that are still to come, in upper case, in the order of the manifests. */
export function pendingMessages({ documents }: Reassembly): readonly string[] {
  return documents.flatMap(({ way, messageId, slots }) =>
    way === 'awaited'
      ? [messageId ?? '']
      : slots.filter(({ piece }) => piece === undefined).map((slot) => slot.messageId),
  );
}

/** Documents whose pieces are all here and have not been joined. */
export function unjoinedDocuments({ documents }: Reassembly): readonly AwaitedDocument[] {
  return documents.filter(
    ({ way, slots, joining }) =>
      joining === 'not-yet' && way !== 'awaited' && slots.every(({ piece }) => piece !== undefined),
  );
}

/** Whether every document is here and joined (gp2gp 3.7). */
export function isComplete({ documents }: Reassembly): boolean {
  return documents.every(({ joining }) => joining === 'done');
}

/** N of the overall timer: external references of the extract, and chunks whose index is known (gp2gp 4.6). */
export function partCount({ documents }: Reassembly): number {
  let count = 0;
  for (const { way, messageId, slots } of documents) {
    if (way === 'inline') continue;
    count += 1;
    if (way === 'index') count += slots.filter((slot) => slot.messageId !== messageId).length;
  }
  return count;
}

export function documentAt(
  { documents }: Reassembly,
  position: number,
): AwaitedDocument | undefined {
  return documents.find((document) => document.position === position);
}

/** Marks how far the joining of a document has come. */
export function markJoining(
  reassembly: Reassembly,
  position: number,
  joining: AwaitedDocument['joining'],
): Reassembly {
  return {
    ...reassembly,
    documents: reassembly.documents.map((document) =>
      document.position === position ? { ...document, joining } : document,
    ),
  };
}

/** Characters of a document as far as they are known: what is here, what is declared, whichever is more. */
export function charsOf({ slots, length }: AwaitedDocument): number {
  let chars = 0;
  for (const slot of slots) chars += slot.piece?.bytes ?? slot.length ?? 0;
  return Math.max(chars, length ?? 0);
}

/** Ids of messages compare without regard to case. */
export function messageKey(messageId: string): string {
  return messageId.toUpperCase();
}
