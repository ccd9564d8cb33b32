import type { JournalReader } from '../../../../src/journal/journal.ts';
import { BoundedMap } from '../../../../src/platform/bounded-map.ts';
import type { ConversationStory } from '../../../../src/story/conversation-story.ts';
import { type StoryContext, storyOf } from '../../../../src/story/story-of.ts';

const KEPT = 8;

/** Stories that are looked at: told anew only when something has been added to the conversation. */
export function storyShelf(
  journal: JournalReader,
  context: StoryContext,
): (conversationId: string) => Promise<ConversationStory | undefined> {
  const kept = new BoundedMap<string, { readonly mark: string; readonly story: ConversationStory }>(
    KEPT,
  );
  return async (conversationId) => {
    const [last] = await journal.find({ conversationId, newestFirst: true, limit: 1 });
    if (!last) return undefined;
    const key = conversationId.toUpperCase();
    const mark = `${last.sequence} ${last.at} ${last.summary}`;
    const known = kept.get(key);
    if (known?.mark === mark) return known.story;
    const story = await storyOf(journal, conversationId, context);
    kept.delete(key);
    if (story) kept.set(key, { mark, story });
    return story;
  };
}
