import { classifyTransfer } from '../gp2gp/outcome/classify.ts';
import { conversationsOf } from '../gp2gp/outcome/conversation.ts';
import { type ObservedMessage, observedRows } from '../gp2gp/outcome/observed-rows.ts';
import type { ConversationStory } from './conversation-story.ts';

/** What the published statistics would make of a conversation (gp2gp 5.3); nothing of one without a request. */
export function classified(messages: readonly ObservedMessage[]): ConversationStory['classified'] {
  const [conversation] = conversationsOf(observedRows(messages));
  return conversation && classifyTransfer(conversation);
}
