import type { Finding } from '../domain/finding.ts';
import { roleOfMessage } from './role-of-message.ts';
import type { AcknowledgementFacts, Transcript, TranscriptMessage } from './transcript.ts';
import type { MessageFacts } from './transcript-facts.ts';

/** A message on record, with what was read of its bytes. */
export interface RecordedMessage {
  readonly sequence: number;
  readonly at: string;
  readonly from: TranscriptMessage['from'];
  readonly to: string;
  readonly interaction: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly bytes: number;
  readonly taken: boolean;
  readonly duplicate: boolean;
  readonly disturbed?: string | undefined;
  readonly facts: MessageFacts;
  readonly findings: readonly Finding[];
}

export interface TranscriptBuilder extends Transcript {
  /** Messages come in the order of their sequences. */
  add(message: RecordedMessage): TranscriptMessage;
}

/** `requester`: who asks for the record in this situation. */
export function transcriptBuilder(requester: 'system' | 'counterpart'): TranscriptBuilder {
  const messages: TranscriptMessage[] = [];
  return {
    messages,
    add({ facts, ...recorded }) {
      const acknowledgement =
        facts.acknowledgement && resolve(facts.acknowledgement, recorded.from, messages);
      const message: TranscriptMessage = {
        ...recorded,
        ...facts,
        acknowledgement,
        role: roleOfMessage({
          interaction: recorded.interaction,
          ofRequester: (recorded.from === 'system') === (requester === 'system'),
          references: facts.references,
          about: messages.find(({ sequence }) => sequence === acknowledgement?.about)?.role,
        }),
      };
      messages.push(message);
      return message;
    },
  };
}

/** Finds what an acknowledgement is about: the latest message of the other side that has the id it names. */
function resolve(
  acknowledgement: NonNullable<MessageFacts['acknowledgement']>,
  from: TranscriptMessage['from'],
  earlier: readonly TranscriptMessage[],
): AcknowledgementFacts {
  const wanted = acknowledgement.refTo.toUpperCase();
  const same = (id: string | undefined) => id?.toUpperCase() === wanted && wanted !== '';
  const theirs = earlier.filter((each) => (each.from === 'system') !== (from === 'system'));
  // Copies have the ids of the first: that one is meant.
  const found = theirs.find(
    ({ hl7Id, messageId, extractId }) => same(hl7Id) || same(messageId) || same(extractId),
  );
  const names = !found
    ? undefined
    : same(found.hl7Id)
      ? 'hl7-id'
      : same(found.messageId)
        ? 'message-id'
        : 'extract-id';
  return { ...acknowledgement, names, about: found?.sequence };
}
