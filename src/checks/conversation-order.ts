import { normalizeResponseCode, responseCode } from '../gp2gp/response-codes.ts';
import type { Conversation, ConversationCheck } from './conversation.ts';
import type { ConversationMessage } from './conversation-message.ts';

const REF = 'acknowledgement/messageRef/id';

export const fragmentsWait: ConversationCheck = {
  id: 'CONVERSATION-20',
  clause: 'gp2gp 1.3, 3.10 L10',
  basis: 'A',
  severity: 'must',
  title: 'no fragment or index is sent before the continue',
  advice: 'Hold external attachments back until the continue for the extract has come.',
  *examine(conversation) {
    for (const message of conversation.of('fragment', 'index')) {
      const core = conversation.coreOf(message);
      if (!core) continue;
      const [first] = conversation.continuesOf(core);
      if (first && conversation.before(first, message)) continue;
      const state = first ? 'came before the continue' : 'came, and no continue';
      yield { about: message.key, message: `the ${message.role} ${state}`, at: message.action };
    }
  },
};

export const continueIsNeeded: ConversationCheck = {
  id: 'CONVERSATION-21',
  clause: 'gp2gp 3.2',
  basis: 'A',
  severity: 'must',
  title: 'a continue is sent for an extract with mid: references, and for no other',
  advice: 'Decide from the manifest of the extract whether a continue is to be sent.',
  *examine(conversation) {
    for (const message of conversation.of('continue')) {
      const named = conversation.named(message.continues?.messageRef);
      if (named?.role !== 'extract' || hasExternal(named)) continue;
      yield {
        about: message.key,
        message: 'the extract has no mid: reference, so nothing is left to send',
        at: message.action,
      };
    }
    for (const extract of conversation.of('extract')) {
      if (!hasExternal(extract) || conversation.continuesOf(extract).length > 0) continue;
      const final = accepted(conversation, extract);
      if (!final) continue;
      yield {
        about: final.key,
        message: 'the extract has mid: references and was accepted without a continue',
        at: REF,
      };
    }
  },
};

function hasExternal({ references }: ConversationMessage): boolean {
  return references.some(({ kind }) => kind === 'external');
}

function accepted(conversation: Conversation, extract: ConversationMessage) {
  return conversation
    .acknowledgementsOf(extract)
    .find(({ acknowledgement }) => acknowledgement?.typeCode === 'AA');
}

export const answeredOnce: ConversationCheck = {
  id: 'CONVERSATION-22',
  clause: 'gp2gp 1.5 D1, 1.3 step 13, 3.7, 4.5',
  basis: 'A',
  severity: 'must',
  title: 'a message is acknowledged at most as often as it came, a copy of an extract with code 12',
  advice: 'Send one acknowledgement for a message, and send that one again when it was lost.',
  *examine(conversation) {
    const answers = new Map<ConversationMessage, number>();
    for (const message of conversation.of('acknowledgement')) {
      const { acknowledgement } = message;
      const named = conversation.named(acknowledgement?.messageRef);
      if (!acknowledgement || !named || isOfCopy(acknowledgement.codes)) continue;
      const count = (answers.get(named) ?? 0) + 1;
      answers.set(named, count);
      const times = conversation.timesOf(named);
      if (count <= times) continue;
      const came = times === 1 ? 'once' : `${times} times`;
      yield {
        about: message.key,
        message: `the ${named.role} came ${came}, and this is acknowledgement ${count} of it`,
        at: REF,
      };
    }
  },
};

/** A refusal of a second copy says nothing against the answer to the first (gp2gp 4.5). */
function isOfCopy(codes: readonly string[]): boolean {
  return codes.some((code) => normalizeResponseCode(code) === '12');
}

export const refusedIsRefused: ConversationCheck = {
  id: 'CONVERSATION-23',
  clause: 'gp2gp 1.6.6',
  basis: 'A',
  severity: 'must',
  title: 'no extract follows the refusal of its request',
  advice: 'End the transfer when the request is refused: a new attempt is a new request.',
  *examine(conversation) {
    for (const extract of conversation.of('extract')) {
      const request = conversation
        .of('request')
        .find(({ requestId }) => requestId !== undefined && requestId === extract.priorRequestId);
      const refusal =
        request &&
        conversation
          .acknowledgementsOf(request)
          .find(({ acknowledgement }) => /^A[ER]$/.test(acknowledgement?.typeCode ?? ''));
      if (!refusal || !conversation.before(refusal, extract)) continue;
      yield { about: extract.key, message: 'the request had been refused', at: extract.action };
    }
  },
};

export const acceptedWhole: ConversationCheck = {
  id: 'CONVERSATION-24',
  clause: 'gp2gp 3.7',
  basis: 'A',
  severity: 'must',
  title: 'an extract is accepted only after every part of it has come',
  advice: 'Send the final acknowledgement when each announced message has come and was processed.',
  *examine(conversation) {
    for (const extract of conversation.of('extract')) {
      const final = accepted(conversation, extract);
      if (!final || conversation.continuesOf(extract).length === 0) continue;
      const missing = announcedBy(conversation, extract).filter((id) => {
        const message = conversation.byMessageId(id);
        return !message || !conversation.before(message, final);
      });
      if (missing.length === 0) continue;
      yield {
        about: final.key,
        message: `the extract was accepted before ${missing.length} of its messages had come, among them ${missing[0]}`,
        at: REF,
      };
    }
  },
};

/** MessageIds that an extract announces, and its indexes. */
function announcedBy(
  conversation: Conversation,
  { references }: ConversationMessage,
): readonly string[] {
  return references.flatMap(({ kind, messageId }) => {
    if (kind !== 'external' || !messageId) return [];
    const message = conversation.byMessageId(messageId);
    const below = message?.role === 'index' ? message.references : [];
    return [messageId, ...below.flatMap((each) => each.messageId ?? [])];
  });
}

export const codeFits: ConversationCheck = {
  id: 'CONVERSATION-25',
  clause: 'gp2gp 4.2',
  basis: 'P',
  severity: 'should',
  title: 'a response code is one for the kind of message that it answers',
  advice:
    'Look up in the list of response codes which of them answer a request, an extract, a fragment.',
  *examine(conversation) {
    for (const message of conversation.of('acknowledgement')) {
      const { acknowledgement } = message;
      const named = conversation.named(acknowledgement?.messageRef);
      if (!acknowledgement || !named || acknowledgement.typeCode === 'AA') continue;
      const kind = named.role === 'index' ? 'fragment' : named.role;
      for (const code of new Set(acknowledgement.codes)) {
        const known = responseCode(code);
        if (!known || known.answers.some((each) => each === kind)) continue;
        yield {
          about: message.key,
          message: `code ${known.code} answers ${known.answers.join(' or ')}, not the ${kind}`,
          at: 'ControlActEvent/reason',
        };
      }
    }
  },
};

export const continueUnanswered: ConversationCheck = {
  id: 'CONVERSATION-26',
  clause: 'gp2gp 3.7',
  basis: 'I',
  severity: 'note',
  title: 'a continue gets no application acknowledgement',
  advice: 'Answer a continue with the fragments alone.',
  *examine(conversation) {
    for (const message of conversation.of('acknowledgement')) {
      const named = conversation.named(message.acknowledgement?.messageRef);
      if (named?.role !== 'continue' || message.acknowledgement?.typeCode !== 'AA') continue;
      yield { about: message.key, message: 'the continue was acknowledged', at: REF };
    }
  },
};

export const oneExtract: ConversationCheck = {
  id: 'CONVERSATION-27',
  clause: 'gp2gp 1.6.9, 4.5',
  basis: 'A',
  severity: 'must',
  title: 'a request is answered with one extract',
  advice: 'Remember the conversations of requests: a copy of a request has no further effect.',
  *examine(conversation) {
    const first = new Map<string, ConversationMessage>();
    for (const extract of conversation.of('extract')) {
      const { priorRequestId } = extract;
      if (!priorRequestId) continue;
      const before = first.get(priorRequestId);
      first.set(priorRequestId, before ?? extract);
      if (!before || before.messageId === extract.messageId) continue;
      const message = `the request was answered before, with the extract ${before.key}`;
      yield { about: extract.key, message, at: extract.action };
    }
  },
};

export const conversationOrderChecks: readonly ConversationCheck[] = [
  fragmentsWait,
  continueIsNeeded,
  answeredOnce,
  refusedIsRefused,
  acceptedWhole,
  codeFits,
  continueUnanswered,
  oneExtract,
];
