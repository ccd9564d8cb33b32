import type { Finding } from '../domain/finding.ts';
import { conversationChecks } from './catalogue.ts';
import { findingOf } from './check.ts';
import { Conversation, type ConversationOptions } from './conversation.ts';
import { type ConversationMessage, conversationFacts } from './conversation-message.ts';
import type { ReadMessage } from './read-message.ts';

/** A finding about several messages, and the one that it is held against. */
export type ConversationFinding = Finding & {
  /** The key under which the message was taken. */
  readonly about: string;
};

/** Judges what messages say together. Fed one message at a time; keeps no content. */
export interface ConversationExaminer {
  /** Messages are taken in the order in which they came. Signals are left out. */
  take(key: string, message: ReadMessage): void;
  /**
   * What is wrong with the messages so far. May be asked again after more messages. With `again` chunks are
   * joined and expanded, without it they are judged one by one; with `ended` an announced message that has not
   * come is missing, without it only where the extract was accepted all the same.
   */
  findings(options?: ConversationOptions): readonly ConversationFinding[];
}

const MOST_OF_A_KIND = 25;

export function conversationExaminer(): ConversationExaminer {
  const taken: ConversationMessage[] = [];
  return {
    take(key, message) {
      const facts = conversationFacts(key, message);
      if (facts) taken.push(facts);
    },
    findings(options) {
      return examineConversation(new Conversation(taken, options));
    },
  };
}

/** What every check of conversations finds, of each at most 25. */
export function examineConversation(conversation: Conversation): readonly ConversationFinding[] {
  const findings: ConversationFinding[] = [];
  for (const check of conversationChecks) {
    let found = 0;
    for (const observation of check.examine(conversation)) {
      findings.push({ ...findingOf(check, observation), about: observation.about });
      if (++found === MOST_OF_A_KIND) break;
    }
  }
  return findings;
}
