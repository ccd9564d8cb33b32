import type { StoryMessage } from './conversation-story.ts';

/** What a message is to a transfer, in plain words. */
export const ROLE_WORDS: Readonly<Record<StoryMessage['role'], string>> = {
  request: 'EHR request',
  'request-acknowledgement': 'answer to the request',
  extract: 'EHR extract',
  continue: 'continue',
  fragment: 'part',
  index: 'index of parts',
  'fragment-acknowledgement': 'answer to a part',
  'continue-acknowledgement': 'answer to the continue',
  'final-acknowledgement': 'answer to the extract',
  'stray-acknowledgement': 'answer to an unknown message',
  other: 'message',
  signal: 'signal',
};

export function roleWords(role: StoryMessage['role']): string {
  return ROLE_WORDS[role];
}
