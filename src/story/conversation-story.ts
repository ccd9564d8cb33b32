import type { FailureReason, TransferStatus } from '../gp2gp/outcome/classify.ts';
import type { MessageRole } from '../scenario/transcript.ts';
import type { Standing } from './standing.ts';

/** Who takes part: a practice, Spine, PDS, SDS, or whoever stands between two real systems. */
export interface StoryLane {
  /** `spine`, `pds`, `sds`, a witness's service, or an ODS code in upper case. */
  readonly id: string;
  readonly kind: 'practice' | 'hub' | 'service';
  readonly title: string;
  /** Of a practice: what it plays. */
  readonly role: 'requester' | 'sender' | undefined;
  /** Party key, where one was seen. */
  readonly party: string | undefined;
}

/** What one send of a message came to. */
export type HopOutcome =
  /** Taken, and said so. */
  | 'acknowledged'
  /** Taken; the acknowledgement is owed or comes on its own. */
  | 'accepted'
  /** Taken, and the answer got lost. */
  | 'answer-lost'
  /** A copy of what had been taken: answered again, not handed on. */
  | 'duplicate'
  /** Answered with an error. */
  | 'refused'
  /** No answer, or none that could be read. */
  | 'unanswered'
  /** It never got there. */
  | 'unreachable'
  /** Its time had passed before it could be sent. */
  | 'expired';

/** One send of a message over one hop. */
export interface StoryAttempt {
  /** Counted from 1, on its hop. */
  readonly number: number;
  /** The entry that tells of it. */
  readonly sequence: number;
  /** When it began. */
  readonly at: string;
  /** Milliseconds until its answer, where they were measured. */
  readonly tookMs: number | undefined;
  readonly outcome: HopOutcome;
  /** Status of the answer. */
  readonly status: number | undefined;
  /** In words, where it did not go well. */
  readonly why: string | undefined;
  /** When the next one follows. */
  readonly next: string | undefined;
  /** What was done to it on purpose. */
  readonly faults: readonly string[];
}

export interface StoryFinding {
  readonly check: string;
  readonly severity: 'must' | 'should';
  readonly message: string;
  readonly sequence: number;
}

/** A message with its ways: to whoever stands between, and on. */
export interface StoryMessage {
  readonly kind: 'message';
  /** Unique in the story, and the same whenever it is told. */
  readonly id: string;
  readonly at: string;
  readonly role: MessageRole | 'signal';
  readonly interaction: string;
  readonly messageId: string;
  /** Ids of lanes. */
  readonly from: string;
  readonly via: string;
  readonly to: string;
  readonly bytes: number;
  /** Of an answer. */
  readonly answer: { readonly accepted: boolean; readonly code: string | undefined } | undefined;
  /** Place of a part among those of its record, counted from 1. */
  readonly part: number | undefined;
  /** From the sender; empty for what Spine wrote itself. */
  readonly sends: readonly StoryAttempt[];
  /** To the recipient. */
  readonly deliveries: readonly StoryAttempt[];
  /** Why it never arrived, where that is settled. */
  readonly lost:
    | { readonly why: string; readonly at: string; readonly sequence: number }
    | undefined;
  readonly findings: readonly StoryFinding[];
  readonly faults: readonly string[];
  /** When sending it again ends by its contract; where one is known and it had to be sent again. */
  readonly resendUntil: string | undefined;
}

/** A question to PDS or SDS that belongs to the transfer. */
export interface StoryLookup {
  readonly kind: 'lookup';
  readonly id: string;
  readonly at: string;
  readonly sequence: number;
  readonly from: string;
  readonly to: string;
  /** What was asked, and what came of it. Never patient data. */
  readonly text: string;
  readonly failed: boolean;
  readonly findings: readonly StoryFinding[];
  readonly faults: readonly string[];
}

/** A practice of ours goes into another state. */
export interface StoryStep {
  readonly kind: 'step';
  readonly id: string;
  readonly at: string;
  readonly sequence: number;
  /** Id of the practice's lane. */
  readonly lane: string;
  readonly state: string;
  /** What led there. */
  readonly event: string;
  /** `true` for the last one. */
  readonly ended: boolean;
  /** `true` where a timer ran out. */
  readonly expired: boolean;
}

export type StoryEvent = StoryMessage | StoryLookup | StoryStep;

/** A timer of a practice of ours. */
export interface StoryTimer {
  readonly id: string;
  readonly lane: string;
  readonly timer: string;
  readonly from: string;
  /** `undefined` while it runs. */
  readonly until: string | undefined;
  readonly end: 'stopped' | 'expired' | 'running';
}

/** A conversation as people tell it. Plain data. */
export interface ConversationStory {
  readonly conversationId: string;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly standing: Standing;
  /** The whole in one sentence. */
  readonly sentence: string;
  /** By the decision list of the published statistics (gp2gp 5.3), of a transfer that has ended. */
  readonly classified:
    | {
        readonly status: TransferStatus;
        readonly reason: FailureReason | undefined;
        readonly rule: number;
      }
    | undefined;
  /** The first thing that was not as it should be, whoever's doing it was. */
  readonly firstWrong: { readonly sequence: number; readonly text: string } | undefined;
  readonly lanes: readonly StoryLane[];
  /** In the order of their beginnings. */
  readonly events: readonly StoryEvent[];
  readonly timers: readonly StoryTimer[];
  readonly counts: StoryCounts;
  /** Entries of the conversation that were not read, because there are too many. */
  readonly unread: number;
}

export interface StoryCounts {
  readonly messages: number;
  readonly bytes: number;
  readonly broken: number;
  readonly departures: number;
  readonly faults: number;
  readonly retries: number;
  readonly partsExpected: number;
  readonly partsDone: number;
}
