import { parseDuration } from '../../src/domain/duration.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import type { ToleratedDeviation } from '../../src/report/results.ts';
import type { Transcript, TranscriptMessage } from '../../src/scenario/transcript.ts';
import type { HookCalls, HookName } from '../sut/hook-calls.ts';
import { SystemDeviation } from './departures.ts';
import { describeSystem } from './describe.ts';
import type { DurationLog } from './duration-log.ts';
import type { LocatedFinding, MessageExaminer } from './judge.ts';
import { type MessageWatch, watchMessages } from './message-watch.ts';
import { unprovoked } from './provoked.ts';
import type { PlayedSituation } from './situation.ts';
import type { SystemUnderTest } from './system-pool.ts';
import type { ScenarioHead, Trial } from './trial.ts';
import { askUntil, waitFor } from './waiting.ts';

export interface TrialOptions {
  readonly head: ScenarioHead;
  readonly system: SystemUnderTest;
  readonly journal: Journal;
  readonly identity: Trial['identity'];
  readonly since: number;
  readonly load: (
    file: string,
    parameters: Readonly<Record<string, string>>,
    ordinal: number,
  ) => Promise<PlayedSituation>;
  readonly examiner: () => MessageExaminer;
  readonly durations: DurationLog;
}

/** What a scenario leaves behind for its result. */
export interface TrialRecord {
  readonly chosen: readonly string[];
  readonly warnings: readonly string[];
  readonly tolerated: readonly ToleratedDeviation[];
  readonly transcripts: readonly Transcript[];
  /** What the counterpart did wrong on purpose, by MessageId. */
  readonly remarks: ReadonlyMap<string, readonly string[]>;
}

export interface OpenTrial extends Trial {
  /** What was observed since it was last asked for. */
  takeObserved(): readonly string[];
  record(): TrialRecord;
  /** Steps of the situations that could not be done. */
  problems(): readonly string[];
  /** What is wrong with whole conversations, and by the schemas. */
  examineAll(): Promise<readonly LocatedFinding[]>;
  /** Undoes what the scenario did to the world and the system. Rejects with the first thing that went wrong. */
  close(): Promise<void>;
}

/** A step of a feature asks for something that the scenario has not set up. */
export class ScenarioError extends SimulatorError {
  readonly code = 'SIM_SCENARIO';
  readonly remedy = 'Correct the feature or its scenario file: this says nothing of the system.';
}

interface Played {
  readonly situation: PlayedSituation;
  readonly watch: MessageWatch;
  readonly examiner: MessageExaminer;
}

export function openTrial(options: TrialOptions): OpenTrial {
  const { head, journal, identity, since } = options;
  const { profile, hooks } = options.system;
  const played = new Map<string, Played>();
  const accounted = new Set<number>();
  const registrations = new Map<string, number>();
  const listeners = new Set<() => void>();
  const endings: (() => Promise<unknown>)[] = [];
  const chosen: string[] = [];
  const warnings: string[] = [];
  const tolerated: ToleratedDeviation[] = [];
  let observed: string[] = [];
  const patienceMs = parseDuration(profile.patience) ?? 20_000;
  const quietMs = parseDuration(profile.quiet) ?? 1000;

  const find = (name?: string): Played => {
    const found = name === undefined ? [...played.values()][0] : played.get(name);
    if (found) return found;
    throw new ScenarioError(
      name === undefined ? 'no situation is loaded' : `no situation is loaded as "${name}"`,
    );
  };
  const changes = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };

  /** A permanent registration calls for one request (gp2gp 1.3 step 1). */
  const note = (name: HookName, input: object, output: object): void => {
    if (name !== 'registerPatient') return;
    const { nhsNumber, registration } = input as HookCalls['registerPatient']['input'];
    const { accepted } = output as HookCalls['registerPatient']['output'];
    if (registration !== 'permanent' || !accepted) return;
    registrations.set(nhsNumber, (registrations.get(nhsNumber) ?? 0) + 1);
  };

  const trial: OpenTrial = {
    head,
    system: profile,
    journal,
    identity,
    since,
    patienceMs,
    quietMs,
    async load(file, { parameters = {}, as } = {}) {
      const name = as ?? file;
      if (played.has(name)) throw new ScenarioError(`a situation is loaded as "${name}" already`);
      const situation = await options.load(file, parameters, played.size);
      const examiner = options.examiner();
      const watch = watchMessages({
        journal,
        parties: situation.parties,
        systemFqdn: profile.fqdn,
        requester: situation.plays === 'requester' ? 'counterpart' : 'system',
        after: since,
        examiner,
      });
      watch.onChange(() => {
        for (const listener of [...listeners]) listener();
      });
      played.set(name, { situation, watch, examiner });
      return situation;
    },
    situation: (name) => find(name).situation,
    situations: () => new Map([...played].map(([name, { situation }]) => [name, situation])),
    nhsNumber(patient, situation) {
      const { patients, file } = find(situation).situation;
      const number = patient === undefined ? [...patients.values()][0] : patients.get(patient);
      if (number !== undefined) return number;
      throw new ScenarioError(`${file} has no patient${patient ? ` "${patient}"` : ''}`);
    },

    can: (hook) => hooks.names.includes(hook),
    async hook(name, input) {
      const output = await hooks.call(name, input);
      note(name, input, output);
      return output;
    },

    transcript: (name) => find(name).watch.transcript,
    async settled() {
      for (const { watch } of played.values()) await watch.settled();
    },
    until(what, look, { in: name, withinMs } = {}) {
      const { watch } = find(name);
      const { transcript } = watch;
      return waitFor({
        look: () => look(transcript),
        changes: watch.onChange,
        withinMs: withinMs ?? patienceMs,
        renewed: withinMs === undefined,
        failure: () =>
          new SystemDeviation({
            expected: what,
            observed: `${describeSystem(transcript.messages)}, then nothing for ${(withinMs ?? patienceMs) / 1000} s`,
            evidence: latest(transcript),
          }),
      });
    },
    lookUntil(what, look, { withinMs, observed: told } = {}) {
      return askUntil({
        look,
        changes,
        withinMs: withinMs ?? patienceMs,
        renewed: withinMs === undefined,
        failure: () =>
          new SystemDeviation({
            expected: what,
            observed: told?.() ?? `not so within ${(withinMs ?? patienceMs) / 1000} s`,
          }),
      });
    },
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    account(...messages) {
      for (const { sequence } of messages) accounted.add(sequence);
    },
    unaccounted: (name) => {
      const { messages } = find(name).watch.transcript;
      const fine = new Set(
        messages
          .filter(({ sequence }) => accounted.has(sequence))
          .map(({ messageId }) => messageId),
      );
      return unprovoked(messages, registrations).filter(({ messageId }) => !fine.has(messageId));
    },
    async bytesOf(sequence) {
      const entry = await journal.get(sequence);
      const body = entry?.request?.body;
      if (!body) throw new ScenarioError(`journal entry #${sequence} has no message`);
      return journal.readBody(body);
    },

    observed: (text) => void observed.push(text),
    chose(text) {
      chosen.push(text);
      observed.push(text);
    },
    tolerated(id, text, sequence) {
      tolerated.push({ id, text, sequence });
      observed.push(`${id}: ${text}`);
    },
    warned(text) {
      warnings.push(text);
      observed.push(`warned: ${text}`);
    },
    measured: (contractMs, measuredMs) =>
      options.durations.add({ scenario: head.id, contractMs, measuredMs }),
    atEnd: (task) => void endings.push(task),

    takeObserved() {
      const taken = observed;
      observed = [];
      return taken;
    },
    problems: () => [...played.values()].flatMap(({ situation }) => situation.problems?.() ?? []),
    record: () => ({
      chosen,
      warnings,
      tolerated,
      transcripts: [...played.values()].map(({ watch }) => watch.transcript),
      remarks: new Map(
        [...played.values()].flatMap(({ situation }) =>
          situation.sent().map(({ messageId, remarks = [] }) => [messageId, remarks] as const),
        ),
      ),
    }),
    async examineAll() {
      const found = await Promise.all(
        [...played.values()].map(({ examiner }) => examiner.finish()),
      );
      return found.flat();
    },
    async close() {
      const tasks = [
        ...endings.toReversed(),
        ...[...played.values()].map(({ situation, watch }) => async () => {
          watch.close();
          await situation[Symbol.asyncDispose]();
        }),
      ];
      const outcomes: PromiseSettledResult<unknown>[] = [];
      for (const task of tasks) outcomes.push(...(await Promise.allSettled([task()])));
      const broken = outcomes.find(({ status }) => status === 'rejected');
      if (broken?.status === 'rejected') throw broken.reason;
    },
  };
  return trial;
}

function latest({ messages }: Transcript): readonly number[] {
  const own = messages.filter(({ from }: TranscriptMessage) => from === 'system');
  return own.slice(-3).map(({ sequence }) => sequence);
}
