import type { Contract } from '../../src/domain/contract.ts';
import type { Actor } from '../../src/scenario/draft.ts';
import type { Conversation, Went } from '../../src/scenario/play-state.ts';

/** Where a message on record is to be sent once more. */
export interface RecordedAt {
  readonly from: Actor;
  readonly system: Actor;
  readonly contract: Contract;
  readonly conversationId: string;
  /** So far, as the counterpart sees it; `undefined` before its first message. */
  readonly conversation: Conversation | undefined;
  readonly nhsNumber: string | undefined;
  readonly now: Date;
  /** An id that nobody has had. */
  newId(): string;
}

export interface RecordedLetter extends Pick<Went, 'messageId' | 'hl7Id' | 'contentId'> {
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** Messages on record, sent in place of those that a counterpart would write. */
export interface RecordedLetters {
  /** The next of this kind with its ids and parties as they are now; `undefined` when there is none left. */
  next(kind: Went['kind'], at: RecordedAt): Promise<RecordedLetter | undefined>;
}
