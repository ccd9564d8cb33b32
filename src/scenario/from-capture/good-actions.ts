import type { CapturedConversation } from './captured-conversation.ts';
import type { CapturedDocuments } from './captured-documents.ts';
import type { WrittenAction } from './captured-steps.ts';

/**
 * What a good practice does at each point of a conversation, in the words that {@link capturedSteps} finds for it: what is
 * the same needs no step.
 */
export function goodActions(
  { plays }: CapturedConversation,
  { documents }: CapturedDocuments,
): (when: string) => readonly WrittenAction[] {
  const parts = documents.flatMap(({ labels }) => labels);
  if (plays === 'sender') {
    return (when) => {
      if (when === 'request') return [{ acknowledge: 'request' }, { send: 'extract' }];
      return when === 'continue' ? parts.map((label) => ({ send: label })) : [];
    };
  }
  return (when) => {
    if (when === 'start') return [{ send: 'request' }];
    if (when === 'extract') return parts.length > 0 ? [{ send: 'continue' }] : [];
    if (when === 'complete') return [{ acknowledge: 'extract' }];
    return when.startsWith('fragment ') ? [{ acknowledge: 'fragment' }] : [];
  };
}
