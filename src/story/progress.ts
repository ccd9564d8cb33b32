/** An answer to a message of a transfer: AA, or a refusal with its code. */
export interface StoryAnswer {
  /** Two digits; `undefined` when it accepts or names none. */
  readonly code: string | undefined;
  readonly accepted: boolean;
  /** Party key of who answered. */
  readonly by: string;
  readonly at: string;
  readonly sequence: number;
}

/** How a practice of ours says that a transfer ended for it. */
export interface PracticeEnd {
  readonly role: 'requester' | 'sender';
  /** A result of `src/gp2gp/transfer-event.ts`. */
  readonly result: string;
  readonly code: string | undefined;
  readonly by: string;
  readonly at: string;
  readonly sequence: number;
}

/** A message that never reached its recipient. */
export interface LostMessage {
  readonly role: string;
  readonly why: string;
  readonly at: string;
  readonly sequence: number;
}

/**
 * A transfer as far as its entries have been read. Small, whatever the record is: what grows is counted. Grows by
 * `takeEntry` alone.
 */
export interface Progress {
  /** Party key, or the ODS code of a practice that has not sent anything yet. */
  requester: string | undefined;
  sender: string | undefined;
  startedAt: string;
  updatedAt: string;
  /** Whether a request was seen, or a practice of ours began one. */
  begun: boolean;
  /** A request that was taken. */
  requested: boolean;
  /** Why Spine refused the request, when it has not taken one since. */
  refusedAtDoor: LostMessage | undefined;
  extracts: number;
  continues: number;
  requestAnswers: readonly StoryAnswer[];
  finalAnswers: readonly StoryAnswer[];
  /** Answers to fragments that refuse. */
  partRefusals: readonly StoryAnswer[];
  /** The last one that was given up. */
  lost: LostMessage | undefined;
  end: PracticeEnd | undefined;
  /** Parts of a large record: announced, and come. */
  partsExpected: number;
  partsDone: number;
  messages: number;
  bytes: number;
  /** Findings by severity; notes are not counted. */
  broken: number;
  departures: number;
  faults: number;
  /** Sends of what had been sent before, on either hop. */
  retries: number;
}

export function noProgress(at: string): Progress {
  return {
    requester: undefined,
    sender: undefined,
    startedAt: at,
    updatedAt: at,
    begun: false,
    requested: false,
    refusedAtDoor: undefined,
    extracts: 0,
    continues: 0,
    requestAnswers: [],
    finalAnswers: [],
    partRefusals: [],
    lost: undefined,
    end: undefined,
    partsExpected: 0,
    partsDone: 0,
    messages: 0,
    bytes: 0,
    broken: 0,
    departures: 0,
    faults: 0,
    retries: 0,
  };
}
