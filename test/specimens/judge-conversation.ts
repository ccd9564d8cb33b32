import {
  type ConversationFinding,
  conversationExaminer,
} from '../../src/checks/conversation-examiner.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { type Captured, findingsIn, readCaptured } from './captured.ts';

/** Everything that is found in messages: in each of them, and in all of them together. */
export function findingsInAll(
  messages: readonly Captured[],
): readonly (Finding | ConversationFinding)[] {
  const examiner = conversationExaminer();
  const read = new Map(messages.map((each) => [each.name, { ...each, read: readCaptured(each) }]));
  for (const [name, each] of read) examiner.take(name, each.read);
  const again = (name: string, number: number) => {
    const each = read.get(name);
    const part = each?.read.mime?.parts[number - 1];
    return part && each.body.subarray(part.body.offset, part.body.offset + part.body.length);
  };
  const together = examiner.findings({ again, ended: true });
  return [...messages.flatMap(findingsIn), ...together];
}
