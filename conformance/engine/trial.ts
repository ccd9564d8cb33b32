import type { Journal } from '../../src/journal/journal.ts';
import type { WrongVariant } from '../../src/pki/certificate-store.ts';
import type { Identity } from '../../src/pki/identity.ts';
import type { Basis } from '../../src/report/results.ts';
import type { Transcript, TranscriptMessage } from '../../src/scenario/transcript.ts';
import type { HookCalls, HookName } from '../sut/hook-calls.ts';
import type { Ability, SutProfile } from '../sut/sut-profile.ts';
import type { PlayedSituation } from './situation.ts';

/** What is known of a scenario before it begins. */
export interface ScenarioHead {
  readonly id: string;
  /** Tells the rows of one id apart; empty unless given. */
  readonly row?: string;
  readonly title: string;
  readonly feature: string;
  readonly role: 'requester' | 'sender' | 'either';
  readonly basis: Basis;
  readonly requirements: readonly string[];
  /** Abilities without which the scenario is not applicable. */
  readonly needs: readonly Ability[];
  readonly exclusive: boolean;
}

export interface UntilOptions {
  /** Which situation; the first unless given. */
  readonly in?: string;
  /** So long and no longer, instead of the patience of the profile, which begins anew with every message. */
  readonly withinMs?: number;
}

/** One scenario under way: the system, what is played against it, what was seen. What every verb works with. */
export interface Trial {
  readonly head: ScenarioHead;
  readonly system: SutProfile;
  /** Everything on record, for what a transcript does not hold. */
  readonly journal: Journal;
  /** Who Spine is to the system's door: its certificate, one that is wrong in a way, or another party's. */
  readonly identity: (as?: {
    readonly wrong?: WrongVariant;
    readonly fqdn?: string;
  }) => Promise<Identity>;
  /** Sequence of the last entry before the scenario began. */
  readonly since: number;
  readonly patienceMs: number;
  readonly quietMs: number;

  /** Loads a scenario file: its own counterpart, its own patients. `as` names it beside others. */
  load(
    file: string,
    options?: { readonly parameters?: Readonly<Record<string, string>>; readonly as?: string },
  ): Promise<PlayedSituation>;
  /** Throws when it is not loaded. */
  situation(name?: string): PlayedSituation;
  /** By the names they were loaded as; the first is called after its file. */
  situations(): ReadonlyMap<string, PlayedSituation>;
  /** The patient that is meant unless one is named. */
  nhsNumber(patient?: string, situation?: string): string;

  /** Whether the system has the hook. */
  can(hook: HookName): boolean;
  /** Rejects with HookMissing, which skips the scenario, and with HookError, which is an error. */
  hook<Name extends HookName>(
    name: Name,
    input: HookCalls[Name]['input'],
  ): Promise<HookCalls[Name]['output']>;

  transcript(situation?: string): Transcript;
  /** Resolves when everything on record so far is in the transcripts. */
  settled(): Promise<void>;
  /**
   * The first thing that `find` finds, now or after one of the next messages. Rejects with a SystemDeviation
   * that expected `what` when the patience ends; with what `find` throws, at once.
   */
  until<T>(
    what: string,
    find: (transcript: Transcript) => T | undefined,
    options?: UntilOptions,
  ): Promise<T>;
  /**
   * Asks `look` at every change of the situation, and now and then besides, until it gives something. For what the
   * journal does not show: how the system says that a transfer stands.
   */
  lookUntil<T>(
    what: string,
    look: () => Promise<T | undefined>,
    options?: UntilOptions & { readonly observed?: () => string },
  ): Promise<T>;
  /** Lets so many milliseconds go by. For quiet periods alone: nothing is to be waited for in this way. */
  pause(ms: number): Promise<void>;
  /** These messages of the system are as expected; what is not accounted for is more than that. */
  account(...messages: readonly TranscriptMessage[]): void;
  /** Messages of the system that nothing accounted for, and that the protocol does not call for either. */
  unaccounted(situation?: string): readonly TranscriptMessage[];
  bytesOf(sequence: number): Promise<Buffer>;

  /** What is shown under the step. */
  observed(text: string): void;
  /** Which of several right answers came. */
  chose(text: string): void;
  /** A departure D1 to D9 of gp2gp 1.5. */
  tolerated(id: string, text: string, sequence?: number): void;
  /** A departure that fails nobody. */
  warned(text: string): void;
  /** A wait of the system that its contract governs: how long it should be, and how long it was. */
  measured(contractMs: number, measuredMs: number): void;
  /** Done at the end, the last first, whatever became of the scenario. */
  atEnd(task: () => Promise<unknown>): void;
}
