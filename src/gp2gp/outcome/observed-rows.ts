import { GP2GP_SERVICE } from '../../domain/interaction.ts';
import { normalizeResponseCode } from '../response-codes.ts';
import { sameId } from '../transfer-event.ts';
import type { SpineRow } from './spine-row.ts';

/** A message as whoever stands between two practices has it on record. */
export interface ObservedMessage {
  /** ISO 8601. */
  readonly at: string;
  readonly interaction: string;
  readonly conversationId: string;
  readonly messageId: string;
  /** Further ids by which an answer may name it: the HL7 id, `EhrExtract/id` (gp2gp 1.5 D2, D3). */
  readonly otherIds?: readonly (string | undefined)[];
  /** Anything that tells the two sides apart: ASIDs, party keys, roles. */
  readonly from: string;
  readonly to: string;
  readonly refTo?: string | undefined;
  /** Of a refusal, in any spelling. */
  readonly code?: string | undefined;
  readonly fromSystem?: string | undefined;
  readonly toSystem?: string | undefined;
}

/**
 * Observed messages as rows of Spine's log. An answer names the message that it means by its ebXML id there,
 * whichever of the ids it was written with.
 */
export function observedRows(messages: readonly ObservedMessage[]): readonly SpineRow[] {
  return messages.map((message) => ({
    time: Date.parse(message.at),
    conversationId: message.conversationId,
    guid: message.messageId,
    interactionId: `${GP2GP_SERVICE}/${message.interaction}`,
    sender: message.from,
    recipient: message.to,
    messageRef: referred(message, messages),
    code: message.code === undefined ? undefined : normalizeResponseCode(message.code),
    toSystem: message.toSystem ?? '',
    fromSystem: message.fromSystem ?? '',
  }));
}

function referred(
  { refTo, conversationId }: ObservedMessage,
  messages: readonly ObservedMessage[],
): string | undefined {
  if (refTo === undefined || refTo === '') return undefined;
  const ofConversation = messages.filter((one) => sameId(one.conversationId, conversationId));
  const byOwn = ofConversation.find(({ messageId }) => sameId(messageId, refTo));
  const byOther = ofConversation.find(({ otherIds = [] }) =>
    otherIds.some((id) => sameId(id, refTo)),
  );
  return (byOwn ?? byOther)?.messageId ?? refTo;
}
