import type { CounterpartRecord } from '../../simulator/counterpart/situation-view.ts';
import type { WatchedParties } from './message-watch.ts';

/** A message that the counterpart sent, or tried to. */
export interface CounterpartMessage {
  /** As the scenario file names it, or `extract`, `letter.tif/1`. */
  readonly label: string;
  readonly messageId: string;
  readonly hl7Id: string | undefined;
  readonly conversationId: string;
  /** Whether it is a fragment, chunk or index (gp2gp 2.6). */
  readonly kind: string;
  /** What was wrong with it on purpose. */
  readonly remarks?: readonly string[];
}

/** A situation as the verbs see it: what is played against the system. */
export interface PlayedSituation extends AsyncDisposable {
  /** Name of the scenario file. */
  readonly file: string;
  readonly seed: number;
  readonly plays: 'requester' | 'sender';
  readonly parties: WatchedParties;
  readonly counterpart: {
    readonly odsCode: string;
    readonly partyKey: string;
    readonly asid: string;
  };
  /** NHS numbers by the names of the scenario file; the first is the one that is meant without a name. */
  readonly patients: ReadonlyMap<string, string>;
  /** Messages so far, in the order in which they were sent. */
  sent(): readonly CounterpartMessage[];
  /** Of the first patient unless one is named. */
  record(patient?: string): CounterpartRecord | undefined;
  /** Steps that could not be done: the scenario file is wrong. */
  problems?(): readonly string[];
  /** A requesting counterpart asks for the record. */
  start(): Promise<void>;
  /** Does what the scenario file has under this name. Rejects when it has no such cue. */
  cue(name: string): Promise<void>;
}
