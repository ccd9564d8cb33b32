import { type ArrivedPart, messageKey, pendingMessages, type Reassembly } from './reassembly.ts';
import { type Placed, type Placement, takeChunk, takeDocument } from './take-part.ts';

/** Beyond this many, messages that nobody announced are not kept. */
const MOST_EARLY = 1_000;

/** Puts a message where it belongs; one that belongs nowhere yet is kept as an early one. */
export function placePart(reassembly: Reassembly, part: ArrivedPart): Placed {
  const id = messageKey(part.messageId);
  if (reassembly.taken.includes(id)) return { reassembly, placement: { kind: 'duplicate' } };
  if (reassembly.early.some(({ messageId }) => messageKey(messageId) === id)) {
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
  const id = messageKey(part.messageId);
  if (reassembly.early.some(({ messageId }) => messageKey(messageId) === id)) {
    return { reassembly, placement: { kind: 'duplicate' } };
  }
  const refused = unusable(part);
  if (refused) return { reassembly, placement: refused };
  return keepEarly(reassembly, part);
}

/** Puts one of the early messages where it belongs by now; `undefined` when none has a place. */
export function placeEarly(reassembly: Reassembly): Placed | undefined {
  const wanted = new Set(pendingMessages(reassembly));
  const next = reassembly.early.find(({ messageId }) => wanted.has(messageKey(messageId)));
  if (!next) return undefined;
  const early = reassembly.early.filter((one) => one !== next);
  return placePart({ ...reassembly, early }, next);
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
