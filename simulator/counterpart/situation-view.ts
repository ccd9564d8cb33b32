import type { Actor } from '../../src/scenario/draft.ts';
import type { Conversation, Went } from '../../src/scenario/play-state.ts';

/** A document that a record holds, as it is to arrive. */
export interface CounterpartDocument {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  /** Lower-case hex; empty for one that never comes or cannot be made. */
  readonly sha256: string;
  /** A placeholder stands for it, or nothing does. */
  readonly absent: boolean;
}

/** What a receiver of a record is to end up with. */
export interface CounterpartRecord {
  readonly documents: readonly CounterpartDocument[];
  /** Of the HL7 payload, skeletons replaced. */
  readonly payloadSha256: string;
  readonly folders: number;
  readonly compositions: number;
  readonly redactedEntries: number;
}

/** A message that the counterpart sent, or was kept from sending. */
export interface CounterpartMessage extends Omit<Went, 'hl7Id' | 'contentId'> {
  readonly hl7Id: string | undefined;
  /** What was wrong with it on purpose. */
  readonly remarks: readonly string[];
  /** What Spine said: `acknowledged`, `refused: ...`, or why it was never sent. */
  readonly outcome: string;
  /** Bytes of its body; 0 for one that was never sent. */
  readonly bytes: number;
}

/** One line of what happens in a situation, for people. */
export interface SituationEvent {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly text: string;
}

/** A situation that is being played. */
export interface Situation extends AsyncDisposable {
  /** Unique while the simulator runs. */
  readonly id: string;
  /** Name of the scenario file. */
  readonly file: string;
  readonly title: string;
  readonly seed: number;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly plays: 'requester' | 'sender';
  readonly exclusive: boolean;
  /** Party keys. */
  readonly parties: {
    readonly system: string;
    readonly counterpart: string;
    readonly strangers: readonly string[];
  };
  readonly counterpart: Actor;
  readonly patients: ReadonlyMap<string, string>;
  readonly cues: readonly string[];
  /** In the order in which they were sent. */
  sent(): readonly CounterpartMessage[];
  conversations(): readonly Conversation[];
  /** Of the first patient unless one is named; nothing of a counterpart that asks. */
  record(patient?: string): CounterpartRecord | undefined;
  /** Steps that could not be done: the file is wrong, or the system cannot be reached. */
  problems(): readonly string[];
  events(): readonly SituationEvent[];
  /** Called at every further event. Returns what ends it. */
  onEvent(listener: (event: SituationEvent) => void): () => void;
  /** Starts it; resolves when what follows at once has been sent. Rejects with what cannot be done. */
  start(): Promise<void>;
  /** Rejects with UnknownCueError, and with what cannot be done. */
  cue(name: string): Promise<void>;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
}
