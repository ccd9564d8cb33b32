import { classifyTransfer } from '../gp2gp/outcome/classify.ts';
import { conversationsOf } from '../gp2gp/outcome/conversation.ts';
import type { SpineRow } from '../gp2gp/outcome/spine-row.ts';
import type { ConversationStory } from './conversation-story.ts';

/** What the published statistics would make of a conversation (gp2gp 5.3); nothing of one without a request. */
export function classified(rows: readonly SpineRow[]): ConversationStory['classified'] {
  const [conversation] = conversationsOf(rows);
  return conversation && classifyTransfer(conversation);
}
