import type { ManifestDocument } from './document-facts.ts';
import {
  type ArrivedPart,
  type AwaitedDocument,
  messageKey,
  type Piece,
  type Reassembly,
  type Slot,
} from './reassembly.ts';

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

/** Takes a message that brings a document, or the index of its chunks. */
export function takeDocument(
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

/** Takes a message that brings a chunk. An index of indexes is refused: there is one level (gp2gp 3.4). */
export function takeChunk(
  reassembly: Reassembly,
  document: AwaitedDocument,
  part: ArrivedPart,
): Placed {
  if (part.documents.some(({ kind }) => kind === 'external')) {
    return refuse(reassembly, 'an index names an index, which one level of chunks does not allow');
  }
  const id = messageKey(part.messageId);
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
      taken: [...reassembly.taken, messageKey(messageId)],
    },
    placement: { kind: 'stored', remarks },
  };
}

function slotOf(document: ManifestDocument, messageId: string): Slot[] {
  if (document.kind === 'missing') return [];
  if (document.kind === 'external') {
    return [
      { messageId: messageKey(document.messageId), length: document.length, piece: undefined },
    ];
  }
  const { part, encoding, bytes, length } = document;
  const piece: Piece = { messageId, part, encoding, bytes };
  return [{ messageId: messageKey(messageId), length, piece }];
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
    if (messageId === messageKey(own)) return 'an index names itself';
    if (known.has(messageId)) return `message ${messageId} is announced twice`;
    known.add(messageId);
  }
  return undefined;
}

function refuse(reassembly: Reassembly, because: string): Placed {
  return { reassembly, placement: { kind: 'refused', code: '29', because } };
}
