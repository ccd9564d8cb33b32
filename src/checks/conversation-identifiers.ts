import type { Conversation, ConversationCheck } from './conversation.ts';
import type { ConversationMessage } from './conversation-message.ts';

/** Pairs of messages of which the later one belongs to the earlier one, and by what. */
function* links(
  conversation: Conversation,
): Iterable<readonly [later: ConversationMessage, earlier: ConversationMessage, by: string]> {
  const requests = new Map(
    conversation.of('request').flatMap((each) => (each.requestId ? [[each.requestId, each]] : [])),
  );
  for (const message of conversation.messages) {
    const { acknowledgement, continues, priorRequestId } = message;
    const acknowledged = conversation.named(acknowledgement?.messageRef);
    if (acknowledged) yield [message, acknowledged, 'acknowledges'];
    const continued =
      conversation.named(continues?.messageRef) ??
      conversation.named(continues?.acknowledgedMessage);
    if (continued) yield [message, continued, 'continues'];
    const request = priorRequestId === undefined ? undefined : requests.get(priorRequestId);
    if (request) yield [message, request, 'answers'];
    const [first] = conversation.announcementsOf(message.messageId);
    if (first) yield [message, conversation.coreOf(message) ?? first.by, 'is announced by'];
  }
}

export const oneConversation: ConversationCheck = {
  id: 'CONVERSATION-01',
  clause: 'gp2gp 1.4, 3.10 L11, mhs 5.3 E7',
  basis: 'A',
  severity: 'must',
  title: 'one ConversationId for the whole transfer, in both directions',
  advice: 'Copy the ConversationId of the request into every message of the transfer.',
  *examine(conversation) {
    for (const [later, earlier, by] of links(conversation)) {
      if (later.conversationId === earlier.conversationId) continue;
      yield {
        about: later.key,
        message: `the ConversationId is ${later.conversationId}, that of the ${earlier.role} it ${by} ${earlier.conversationId}`,
        at: 'ConversationId',
        suggestion: earlier.conversationId,
      };
    }
  },
};

/** Messages that use an id which another message had before them. */
function* reused(
  conversation: Conversation,
  idOf: (message: ConversationMessage) => string | undefined,
): Iterable<readonly [message: ConversationMessage, first: ConversationMessage]> {
  const first = new Map<string, ConversationMessage>();
  for (const message of conversation.messages) {
    const id = idOf(message)?.toUpperCase();
    if (!id) continue;
    const before = first.get(id);
    if (before) yield [message, before];
    else first.set(id, message);
  }
}

export const messageIdOnce: ConversationCheck = {
  id: 'CONVERSATION-02',
  clause: 'mhs 5.3 E6, gp2gp 1.4',
  basis: 'N',
  severity: 'must',
  title: 'no two different messages have the same MessageId',
  advice: 'Make a new MessageId for every message; only a message sent again keeps its own.',
  *examine(conversation) {
    for (const [message, first] of reused(conversation, ({ messageId }) => messageId)) {
      yield {
        about: message.key,
        message: `MessageId ${message.messageId} is that of another message, the ${first.role} ${first.key}`,
        at: 'MessageData/MessageId',
      };
    }
  },
};

export const hl7IdOnce: ConversationCheck = {
  id: 'CONVERSATION-03',
  clause: 'mhs 5.4 L1, gp2gp 1.4',
  basis: 'N',
  severity: 'must',
  title: 'no two different messages have the same HL7 id',
  advice: 'Make a new HL7 id for every message.',
  *examine(conversation) {
    for (const [message, first] of reused(conversation, ({ hl7Id }) => hl7Id)) {
      // A message that was sent again under a new MessageId keeps its payload.
      if (message.fingerprint === first.fingerprint) continue;
      // Both ids used again is one fault.
      if (message.messageId.toUpperCase() === first.messageId.toUpperCase()) continue;
      yield {
        about: message.key,
        message: `the HL7 id ${message.hl7Id} is that of another message, the ${first.role} ${first.key}`,
        at: `${message.action}/id`,
      };
    }
  },
};

export const acknowledgesWhatCame: ConversationCheck = {
  id: 'CONVERSATION-04',
  clause: 'mhs 5.4 L10, gp2gp 1.4',
  basis: 'N',
  severity: 'must',
  title: 'an acknowledgement names a message that its sender was sent',
  advice: 'Copy the HL7 id of the message that is answered into messageRef/id.',
  *examine(conversation) {
    for (const message of conversation.of('acknowledgement')) {
      const ref = message.acknowledgement?.messageRef;
      if (!ref) continue;
      const named = conversation.named(ref);
      const at = `${message.action}/acknowledgement/messageRef/id`;
      if (!named) {
        yield { about: message.key, message: `no message has the id ${ref}`, at };
      } else if (named.to.toUpperCase() !== message.from.toUpperCase()) {
        const whose = `the ${named.role} ${named.key}, which was sent to ${named.to}`;
        yield { about: message.key, message: `${ref} is ${whose}`, at };
      }
    }
  },
};

export const acknowledgesByHl7Id: ConversationCheck = {
  id: 'CONVERSATION-05',
  clause: 'gp2gp 1.4, 1.5 D2 and D3',
  basis: 'N',
  severity: 'should',
  title: 'an acknowledgement names a message by its HL7 id',
  advice: 'Copy the HL7 id, not the MessageId of the envelope and not EhrExtract/id.',
  *examine(conversation) {
    for (const message of conversation.of('acknowledgement')) {
      const ref = message.acknowledgement?.messageRef.toUpperCase();
      const named = conversation.named(ref);
      if (!ref || !named?.hl7Id || named.hl7Id.toUpperCase() === ref) continue;
      yield {
        about: message.key,
        message: `messageRef is the ${named.messageId.toUpperCase() === ref ? 'MessageId' : 'EhrExtract/id'} of the ${named.role}`,
        at: `${message.action}/acknowledgement/messageRef/id`,
        suggestion: named.hl7Id,
      };
    }
  },
};

export const continuesExtract: ConversationCheck = {
  id: 'CONVERSATION-06',
  clause: 'gp2gp 1.4, 2.6',
  basis: 'A',
  severity: 'must',
  title: 'a continue names an extract that its sender was sent',
  advice: 'Copy the id of the extract into both places of the continue.',
  *examine(conversation) {
    for (const message of conversation.of('continue')) {
      for (const [place, id] of Object.entries(message.continues ?? {})) {
        if (!id) continue;
        const named = conversation.named(id);
        const right =
          named?.role === 'extract' && named.to.toUpperCase() === message.from.toUpperCase();
        if (right) continue;
        yield { about: message.key, message: `${place} is ${id}, the id of no extract`, at: place };
      }
    }
  },
};

export const continuesByMessageId: ConversationCheck = {
  id: 'CONVERSATION-07',
  clause: 'gp2gp 1.5 D3, 8 Q2',
  basis: 'I',
  severity: 'should',
  title: 'a continue names the extract by its ebXML MessageId',
  advice: 'Copy the MessageId of the extract into the continue.',
  *examine(conversation) {
    for (const message of conversation.of('continue')) {
      for (const [place, id] of Object.entries(message.continues ?? {})) {
        const named = id ? conversation.named(id) : undefined;
        if (named?.role !== 'extract') continue;
        if (named.messageId.toUpperCase() === id?.toUpperCase()) continue;
        yield {
          about: message.key,
          message: `${place} is another id of the extract`,
          at: place,
          suggestion: named.messageId,
        };
      }
    }
  },
};

export const extractNamesRequest: ConversationCheck = {
  id: 'CONVERSATION-08',
  clause: 'gp2gp 1.4, 2.7',
  basis: 'N',
  severity: 'must',
  title: 'an extract names the EhrRequest/id of a request that its sender was sent',
  advice: 'Copy EhrRequest/id of the request, not the id of its message.',
  *examine(conversation) {
    const requests = conversation.of('request');
    for (const message of conversation.of('extract')) {
      const { priorRequestId: id } = message;
      if (!id) continue;
      const request = requests.find(
        ({ requestId }) => requestId?.toUpperCase() === id.toUpperCase(),
      );
      if (request && request.to.toUpperCase() === message.from.toUpperCase()) continue;
      const other = requests.find(
        ({ messageId, hl7Id }) => messageId.toUpperCase() === id.toUpperCase() || hl7Id === id,
      );
      yield {
        about: message.key,
        message: other
          ? `priorEhrRequest is ${id}, the id of the message that brought the request`
          : `no request has the EhrRequest/id ${id}`,
        at: 'inFulfillmentOf/priorEhrRequest/id',
        ...(other?.requestId ? { suggestion: other.requestId } : {}),
      };
    }
  },
};

export const conversationIdentifierChecks: readonly ConversationCheck[] = [
  oneConversation,
  messageIdOnce,
  hl7IdOnce,
  acknowledgesWhatCame,
  acknowledgesByHl7Id,
  continuesExtract,
  continuesByMessageId,
  extractNamesRequest,
];
