import type { UpdateAnswer } from '../../../src/demographics/hl7v3/client/read-update-answer.ts';
import { BoundedMap } from '../../../src/platform/bounded-map.ts';

/** What an update of PDS came to. */
export type UpdateOutcome =
  | { readonly kind: 'updated'; readonly serialNumber: number | undefined }
  /** PDS says no. */
  | { readonly kind: 'refused'; readonly because: string }
  /** It is not known what PDS made of it. */
  | { readonly kind: 'failed'; readonly because: string };

/** An update that waits for its answer, under both of its ids. */
export interface PendingUpdate {
  /** Of the ebXML message. */
  readonly messageId: string;
  readonly hl7Id: string;
  /** The transfer that it serves. */
  readonly conversationId: string;
  /** Later outcomes than the first have no effect. */
  readonly settle: (outcome: UpdateOutcome) => void;
}

/** Updates by their ids, so that answers find them; answered ones are known for a while. */
export interface PendingUpdates {
  open(update: PendingUpdate): void;
  /** By either id; ids compare without regard to case. */
  find(...ids: readonly (string | undefined)[]): PendingUpdate | undefined;
  /** The transfer whose update, answered before, an answer names again. */
  answeredBefore(answer: Pick<UpdateAnswer, 'messageRef'>): string | undefined;
  close(update: PendingUpdate): void;
  forget(): void;
}

/** Answered updates beyond this many are forgotten, the oldest first. */
const MOST_KEPT = 1_000;

export function pendingUpdates(): PendingUpdates {
  const waiting = new Map<string, PendingUpdate>();
  const answered = new BoundedMap<string, string>(MOST_KEPT);
  const keyOf = (id: string) => id.toUpperCase();
  return {
    open(update) {
      for (const id of [update.messageId, update.hl7Id]) waiting.set(keyOf(id), update);
    },
    find(...ids) {
      for (const id of ids) {
        const known = id === undefined ? undefined : waiting.get(keyOf(id));
        if (known) return known;
      }
      return undefined;
    },
    answeredBefore: ({ messageRef }) => answered.get(keyOf(messageRef)),
    close({ messageId, hl7Id, conversationId }) {
      for (const id of [messageId, hl7Id]) waiting.delete(keyOf(id));
      answered.set(keyOf(hl7Id), conversationId);
    },
    forget() {
      waiting.clear();
      answered.clear();
    },
  };
}
