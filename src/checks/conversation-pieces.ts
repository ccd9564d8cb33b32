import type { Conversation } from './conversation.ts';
import type { ConversationMessage } from './conversation-message.ts';
import type { PartFacts, ReferenceFacts } from './message-contents.ts';

export const referenceAt = ({ number }: ReferenceFacts) => `Manifest/Reference[${number}]`;

/** One piece of an attachment: the part that brings it, and the message. */
export interface Piece {
  readonly message: ConversationMessage;
  readonly part: PartFacts;
}

/** The pieces of an attachment that a `mid:` announces, in order; `undefined` while some are missing. */
export function piecesOf(
  conversation: Conversation,
  messageId: string,
): { readonly index: boolean; readonly pieces: readonly Piece[] } | undefined {
  const message = conversation.byMessageId(messageId);
  if (!message) return undefined;
  if (message.role !== 'index') {
    const part = message.references.find(({ kind }) => kind === 'inline')?.part;
    return part && { index: false, pieces: [{ message, part }] };
  }
  const pieces: Piece[] = [];
  for (const { kind, part, messageId: chunkId } of message.references) {
    // An index may bring a chunk itself, at its place in the manifest (gp2gp 3.4, Vision).
    if (kind === 'inline' && part) pieces.push({ message, part });
    if (kind !== 'external') continue;
    const chunk = conversation.byMessageId(chunkId ?? '');
    const own = chunk?.references.find((each) => each.kind === 'inline')?.part;
    if (!chunk || !own) return undefined;
    pieces.push({ message: chunk, part: own });
  }
  return { index: true, pieces };
}

/** Attachments that core extracts announce. */
export function* external(
  conversation: Conversation,
): Iterable<readonly [extract: ConversationMessage, reference: ReferenceFacts, id: string]> {
  for (const extract of conversation.of('extract')) {
    for (const reference of extract.references) {
      const { kind, messageId } = reference;
      if (kind === 'external' && messageId) yield [extract, reference, messageId];
    }
  }
}
