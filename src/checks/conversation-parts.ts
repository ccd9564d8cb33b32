import type { Conversation, ConversationCheck } from './conversation.ts';
import type { ConversationMessage } from './conversation-message.ts';
import { external, referenceAt } from './conversation-pieces.ts';

export const announcedComes: ConversationCheck = {
  id: 'CONVERSATION-10',
  clause: 'gp2gp 1.4, 3.10 L3',
  basis: 'N',
  severity: 'must',
  title: 'every mid: of an extract and of its indexes is followed by the message that it names',
  advice: 'After the continue send each announced message, under the MessageId that was announced.',
  *examine(conversation) {
    for (const [first] of conversation.announcements) {
      if (!first) continue;
      const { by, reference } = first;
      const id = reference.messageId ?? '';
      const core = by.role === 'extract' ? by : conversation.coreOf(by);
      if (!core || conversation.byMessageId(id) || !isOwed(conversation, core)) continue;
      yield { about: by.key, message: `no message ${id} came`, at: referenceAt(reference) };
    }
  },
};

/** Whether the parts of an extract must have come by now: asked for, and accepted or at least not refused. */
function isOwed(conversation: Conversation, extract: ConversationMessage): boolean {
  if (conversation.continuesOf(extract).length === 0) return false;
  const answers = conversation.acknowledgementsOf(extract);
  if (answers.some(({ acknowledgement }) => acknowledgement?.typeCode !== 'AA')) return false;
  return conversation.ended || answers.length > 0;
}

export const comesAnnounced: ConversationCheck = {
  id: 'CONVERSATION-11',
  clause: 'gp2gp 1.4, 3.10 L3',
  basis: 'N',
  severity: 'must',
  title: 'a fragment or index has the MessageId that the extract, or an index, announced',
  advice: 'Send fragments under the MessageId that stands after mid: in the manifest.',
  *examine(conversation) {
    for (const message of conversation.of('fragment', 'index')) {
      if (conversation.announcementsOf(message.messageId).length > 0) continue;
      yield {
        about: message.key,
        message: `nothing announced the ${message.role} ${message.messageId}`,
        at: 'MessageData/MessageId',
      };
    }
  },
};

export const announcedOnce: ConversationCheck = {
  id: 'CONVERSATION-12',
  clause: 'gp2gp 3.10 L3',
  basis: 'N',
  severity: 'must',
  title: 'a message is announced once',
  advice: 'Give every attachment and every chunk a message of its own.',
  *examine(conversation) {
    for (const [, second] of conversation.announcements) {
      if (!second) continue;
      const { by, reference } = second;
      yield {
        about: by.key,
        message: `${reference.reference.href} is announced again`,
        at: referenceAt(reference),
      };
    }
  },
};

export const largeMeansIndex: ConversationCheck = {
  id: 'CONVERSATION-13',
  clause: 'gp2gp 3.3, 3.10 L4',
  basis: 'A',
  severity: 'should',
  title: 'LargeAttachment=Yes is said of what comes as an index, and of nothing else',
  advice: 'Decide LargeAttachment from the length after base64, as chunking is decided.',
  *examine(conversation) {
    for (const [extract, reference, id] of external(conversation)) {
      const { largeAttachment } = reference.description;
      const message = conversation.byMessageId(id);
      if (!message || largeAttachment === undefined) continue;
      if (message.role !== 'index' && message.role !== 'fragment') continue;
      if (largeAttachment === (message.role === 'index')) continue;
      yield {
        about: extract.key,
        message: `LargeAttachment=${largeAttachment ? 'Yes' : 'No'}, and ${id} is ${message.role === 'index' ? 'an index' : 'a fragment'}`,
        at: referenceAt(reference),
      };
    }
  },
};

export const oneLevelOfIndexes: ConversationCheck = {
  id: 'CONVERSATION-18',
  clause: 'gp2gp 3.4',
  basis: 'I',
  severity: 'should',
  title: 'an index announces chunks, and no further index',
  advice: 'List all chunks of an attachment in one index.',
  *examine(conversation) {
    for (const index of conversation.of('index')) {
      const [first] = conversation.announcementsOf(index.messageId);
      if (first?.by.role !== 'index') continue;
      yield { about: index.key, message: 'an index announced this index', at: 'Manifest' };
    }
  },
};

export const conversationPartChecks: readonly ConversationCheck[] = [
  announcedComes,
  comesAnnounced,
  announcedOnce,
  largeMeansIndex,
  oneLevelOfIndexes,
];
