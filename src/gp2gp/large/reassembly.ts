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

/** Beyond this many, messages that nobody announced are not kept. */
const MOST_EARLY = 1_000;

/** What became of a message (gp2gp 3.7). */
export type Placement =
  | { readonly kind: 'stored' | 'parked'; readonly remarks: readonly string[] }
  /** Taken before: once more it changes nothing. */
  | { readonly kind: 'duplicate' }
  /** No reference of the record can mean it. */
  | { readonly kind: 'unannounced' }
  | { readonly kind: 'refused'; readonly code: '29' | '30'; readonly because: string };

export interface Placed {
  readonly reassembly: Reassembly;
  readonly placement: Placement;
}

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
    if (reference.kind === 'external' && known.has(key(reference.messageId))) {
      remarks.push(`message ${reference.messageId} is announced twice: the first one counts`);
      continue;
    }
    if (reference.kind === 'external') known.add(key(reference.messageId));
    documents.push(awaited(reference));
  }
  return { reassembly: { ...before, documents }, remarks };
}

function awaited(reference: Exclude<ManifestDocument, { kind: 'missing' }>): AwaitedDocument {
  const { position, documentId, fileName, contentType, compressed, skeleton, length } = reference;
  const facts = { position, documentId, fileName, contentType, compressed, skeleton, length };
  const announcedLarge = reference.large;
  if (reference.kind === 'external') {
    const messageId = key(reference.messageId);
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

/** Puts a message where it belongs; one that belongs nowhere yet is kept as an early one. */
export function placePart(reassembly: Reassembly, part: ArrivedPart): Placed {
  const id = key(part.messageId);
  if (reassembly.taken.includes(id)) return { reassembly, placement: { kind: 'duplicate' } };
  if (reassembly.early.some(({ messageId }) => key(messageId) === id)) {
    return { reassembly, placement: { kind: 'duplicate' } };
  }
  const refused = unusable(part);
  if (refused) return { reassembly, placement: refused };
  const whole = reassembly.documents.find(
    ({ messageId, way }) => way === 'awaited' && messageId === id,
  );
  if (whole) return takeDocument(reassembly, whole, part);
  const parent = reassembly.documents.find(({ slots }) =>
    slots.some(({ messageId, piece }) => messageId === id && piece === undefined),
  );
  if (parent) return takeChunk(reassembly, parent, part);
  return park(reassembly, part);
}

/** Keeps a message although no extract has come that could announce it. */
export function placeBeforeExtract(reassembly: Reassembly, part: ArrivedPart): Placed {
  const id = key(part.messageId);
  if (reassembly.early.some(({ messageId }) => key(messageId) === id)) {
    return { reassembly, placement: { kind: 'duplicate' } };
  }
  const refused = unusable(part);
  if (refused) return { reassembly, placement: refused };
  return keepEarly(reassembly, part);
}

/** Puts one of the early messages where it belongs by now; `undefined` when none has a place. */
export function placeEarly(reassembly: Reassembly): Placed | undefined {
  const wanted = new Set(pendingMessages(reassembly));
  const next = reassembly.early.find(({ messageId }) => wanted.has(key(messageId)));
  if (!next) return undefined;
  const early = reassembly.early.filter((one) => one !== next);
  return placePart({ ...reassembly, early }, next);
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

function unusable({ documents }: ArrivedPart): Placement | undefined {
  const missing = documents.find(({ kind }) => kind === 'missing');
  if (missing?.kind === 'missing') {
    const because = `its manifest names ${missing.href}, which is not in the message`;
    return { kind: 'refused', code: '30', because };
  }
  if (documents.length > 0) return undefined;
  return { kind: 'refused', code: '30', because: 'it brings no bytes and names no other message' };
}

function takeDocument(
  reassembly: Reassembly,
  document: AwaitedDocument,
  part: ArrivedPart,
): Placed {
  const isIndex = part.documents.some(({ kind }) => kind === 'external');
  const slots = part.documents.flatMap((one) => slotOf(one, part.messageId));
  const clash = isIndex ? clashOf(reassembly, slots, part.messageId) : undefined;
  if (clash) return refuse(reassembly, clash);
  const remarks: string[] = [];
  if (isIndex !== document.announcedLarge) {
    const said = document.announcedLarge ? 'Yes' : 'No';
    const came = isIndex ? 'an index' : 'the whole document';
    remarks.push(`LargeAttachment=${said} was announced and ${came} came`);
  }
  if (!isIndex && slots.length > 1) {
    remarks.push(`${slots.length} parts came in one message without an index`);
  }
  const came: AwaitedDocument = { ...document, way: isIndex ? 'index' : 'whole', slots };
  return store(reassembly, came, part, remarks);
}

function takeChunk(reassembly: Reassembly, document: AwaitedDocument, part: ArrivedPart): Placed {
  if (part.documents.some(({ kind }) => kind === 'external')) {
    return refuse(reassembly, 'an index names an index, which one level of chunks does not allow');
  }
  const id = key(part.messageId);
  const pieces = part.documents.flatMap((one) => slotOf(one, part.messageId));
  const remarks: string[] = [];
  if (pieces.length > 1) remarks.push(`a chunk came in ${pieces.length} parts`);
  const slots = document.slots.flatMap((slot) => {
    if (slot.messageId !== id) return [slot];
    return pieces.map(({ piece }, n) => ({ ...slot, length: n === 0 ? slot.length : 0, piece }));
  });
  const declared = document.slots.find(({ messageId }) => messageId === id)?.length;
  const bytes = pieces.reduce((sum, { piece }) => sum + (piece?.bytes ?? 0), 0);
  if (declared !== undefined && declared !== bytes) {
    remarks.push(`a chunk has ${bytes} characters where its index declares ${declared}`);
  }
  return store(reassembly, { ...document, slots }, part, remarks);
}

function store(
  reassembly: Reassembly,
  document: AwaitedDocument,
  { messageId }: ArrivedPart,
  before: readonly string[],
): Placed {
  const encodings = new Set(document.slots.flatMap(({ piece }) => piece?.encoding ?? []));
  if (encodings.size > 1) {
    return refuse(reassembly, 'some of its pieces are base64 text and some are bytes');
  }
  const remarks = [...before];
  const isWhole = document.slots.every(({ piece }) => piece !== undefined);
  if (isWhole && document.length !== undefined) {
    const bytes = document.slots.reduce((sum, { piece }) => sum + (piece?.bytes ?? 0), 0);
    if (bytes !== document.length) {
      remarks.push(`${bytes} characters came where the extract declares ${document.length}`);
    }
  }
  return {
    reassembly: {
      ...reassembly,
      documents: reassembly.documents.map((one) =>
        one.position === document.position ? document : one,
      ),
      taken: [...reassembly.taken, key(messageId)],
    },
    placement: { kind: 'stored', remarks },
  };
}

function slotOf(document: ManifestDocument, messageId: string): Slot[] {
  if (document.kind === 'missing') return [];
  if (document.kind === 'external') {
    return [{ messageId: key(document.messageId), length: document.length, piece: undefined }];
  }
  const { part, encoding, bytes, length } = document;
  const piece: Piece = { messageId, part, encoding, bytes };
  return [{ messageId: key(messageId), length, piece }];
}

/** An index must name messages that nothing else names, and not itself. */
function clashOf(
  { documents, taken }: Reassembly,
  slots: readonly Slot[],
  own: string,
): string | undefined {
  const known = new Set(taken);
  for (const { messageId, slots: others } of documents) {
    if (messageId !== undefined) known.add(messageId);
    for (const slot of others) known.add(slot.messageId);
  }
  for (const { messageId, piece } of slots) {
    if (piece !== undefined) continue;
    if (messageId === key(own)) return 'an index names itself';
    if (known.has(messageId)) return `message ${messageId} is announced twice`;
    known.add(messageId);
  }
  return undefined;
}

/** Only a document of which nobody knows yet how it comes can still be an index that names the message. */
function park(reassembly: Reassembly, part: ArrivedPart): Placed {
  const mayBeNamed = reassembly.documents.some(({ way }) => way === 'awaited');
  if (!mayBeNamed) return { reassembly, placement: { kind: 'unannounced' } };
  return keepEarly(reassembly, part);
}

function keepEarly(reassembly: Reassembly, part: ArrivedPart): Placed {
  if (reassembly.early.length >= MOST_EARLY) {
    const because = `more than ${MOST_EARLY} messages came before they were announced`;
    return { reassembly, placement: { kind: 'refused', code: '30', because } };
  }
  return {
    reassembly: { ...reassembly, early: [...reassembly.early, part] },
    placement: { kind: 'parked', remarks: [] },
  };
}

function refuse(reassembly: Reassembly, because: string): Placed {
  return { reassembly, placement: { kind: 'refused', code: '29', because } };
}

function key(messageId: string): string {
  return messageId.toUpperCase();
}
