import type { Action } from './step-shape.ts';
import type { ArrivalName } from './trigger.ts';

/** A message of the system as far as the script goes by it. Plain data. */
export interface Came {
  readonly what: ArrivalName | 'acknowledgement' | 'other';
  readonly messageId: string;
  readonly hl7Id: string | undefined;
  /** `EhrExtract/id`, `EhrRequest/id`. */
  readonly contentId: string | undefined;
  readonly nhsNumber: string | undefined;
  /** MessageIds of the messages that its manifest names. */
  readonly names: readonly string[];
  /** Of an acknowledgement: what it names as acknowledged, and whether it accepts. */
  readonly refTo?: string | undefined;
  readonly accepts?: boolean | undefined;
}

/** A message that the counterpart sent. Plain data. */
export interface Went {
  readonly label: string;
  readonly kind:
    | 'request'
    | 'extract'
    | 'continue'
    | 'fragment'
    | 'index'
    | 'request-acknowledgement'
    | 'fragment-acknowledgement'
    | 'final-acknowledgement'
    | 'acknowledgement';
  readonly conversationId: string;
  readonly messageId: string;
  readonly hl7Id: string;
  readonly contentId: string | undefined;
}

/** A transfer between the counterpart and the system, from the counterpart's side. */
export interface Conversation {
  readonly id: string;
  /** By the names of the scenario file. */
  readonly patient: string;
  readonly came: readonly Came[];
  readonly went: readonly Went[];
  /** Positions of steps that have been done here. */
  readonly done: readonly number[];
  /** MessageIds of announced parts that have not come. */
  readonly pending: readonly string[];
  readonly complete: boolean;
  /** MessageId of the message with which it became complete. */
  readonly completedBy: string | undefined;
}

export interface PlayState {
  readonly started: boolean;
  /** Oldest first. */
  readonly conversations: readonly Conversation[];
}

export function newConversation(id: string, patient: string): Conversation {
  const nothing = { came: [], went: [], done: [], pending: [] };
  return { id, patient, ...nothing, complete: false, completedBy: undefined };
}

export const NOTHING_PLAYED: PlayState = { started: false, conversations: [] };

export type PlayEvent =
  /** `conversations`: one id for each patient, for a counterpart that asks. */
  | { readonly kind: 'started'; readonly conversations: ReadonlyMap<string, string> }
  | {
      readonly kind: 'came';
      readonly conversationId: string;
      /** Whom the message is about, where the conversation is new. */
      readonly patient: string | undefined;
      readonly message: Came;
    }
  | { readonly kind: 'went'; readonly message: Went; readonly patient: string }
  /** `conversationId`: of a conversation to begin where there is none yet. */
  | { readonly kind: 'cue'; readonly name: string; readonly conversationId: string }
  /** What a step asked for has been done. */
  | { readonly kind: 'done'; readonly conversationId: string; readonly step: number | undefined }
  | { readonly kind: 'time'; readonly conversationId: string; readonly step: number };

/** What is to be done in a conversation, one task after the other. */
export interface PlayTask {
  readonly conversationId: string;
  readonly patient: string;
  /** Position of the step; `undefined` for what a good practice does by itself. */
  readonly step: number | undefined;
  readonly actions: readonly Action[];
  /** What it answers. */
  readonly about: Came | undefined;
}

export type PlayEffect =
  | { readonly kind: 'do'; readonly task: PlayTask }
  /** Takes the place of a timer of the same conversation and step. */
  | {
      readonly kind: 'wait';
      readonly conversationId: string;
      readonly step: number;
      readonly ms: number;
    };

export interface Played {
  readonly state: PlayState;
  readonly effects: readonly PlayEffect[];
}
