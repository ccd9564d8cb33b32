import type { SessionJudge } from '../../simulator/doors/session-judge.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { type AwaitedPredicate, waitForEntry } from '../../src/journal/wait-for.ts';
import { systemClock, type VirtualClock, virtualClock } from '../../src/platform/clock.ts';
import { PRACTICE_NAMES, PRACTICES, type PracticeName, playedByScenario } from './cast.ts';
import { type Arrival, openMailbox } from './mailbox.ts';
import { processCertificates } from './process-certificates.ts';
import { answerFor, answersInTurn, usual } from './reactions.ts';
import { type Recipient, startRecipient } from './recipient.ts';
import { openStage, type Stage } from './stage.ts';

/** How long a scenario waits for what must come; far longer than it takes. */
export const PATIENCE_MS = 15_000;

/** Spine between the practices of a scenario. Nothing starts before it is needed, so that it can be set up. */
export interface Messaging extends AsyncDisposable {
  /** Lays a part of a configuration over the one in force, before or after the start. */
  configure(patch: WorldPatch): Promise<void>;
  /** Spine asks here whether users are at work. To be said before the start. */
  askAboutUsers(sessions: SessionJudge): void;
  /** From now on a practice gives these answers in turn, the last one again and again. */
  answers(practice: PracticeName, words: readonly string[]): void;
  /** Lets go of the answers that were held back. */
  release(): void;
  /** Spine's time stands still until `pass` is called. To be said before the start. */
  stopClock(): void;
  /** Moves the stopped clock on. */
  pass(milliseconds: number): Promise<void>;
  now(): Date;
  stage(): Promise<Stage>;
  /** Ends the practice's endpoint: connections to it are refused. */
  disappear(practice: PracticeName): Promise<void>;
  /** The first message to a practice that fits, once it has come. */
  arrival(
    practice: PracticeName,
    what: string,
    matches: (arrival: Arrival) => boolean,
  ): Promise<Arrival>;
  /** What has come to a practice so far. */
  arrived(practice: PracticeName): Promise<readonly Arrival[]>;
  /** The first entry of Spine's journal that fits, once it is there. */
  entry(what: string, matches: (entry: Entry) => boolean): Promise<Entry>;
  /** Resolves when Spine has nothing under way any more. */
  quiet(): Promise<void>;
}

export function openMessaging(): Messaging {
  const patches: WorldPatch[] = [];
  const recipients = new Map<PracticeName, Recipient>();
  const reactions = new Map<PracticeName, ReturnType<typeof answersInTurn>>();
  let clock: VirtualClock | undefined;
  let sessions: SessionJudge | undefined;
  let opening: Promise<Stage> | undefined;
  const released = Promise.withResolvers<void>();

  const reactionOf = (name: PracticeName) => {
    const known = reactions.get(name) ?? answersInTurn([usual]);
    reactions.set(name, known);
    return known;
  };

  const open = async (): Promise<Stage> => {
    const { store } = await processCertificates();
    let organisations: WorldPatch = {};
    for (const name of PRACTICE_NAMES) {
      const recipient = await startRecipient(store, PRACTICES[name].fqdn, (arrived, count) =>
        reactionOf(name)(arrived, count),
      );
      recipients.set(name, recipient);
      organisations = { ...organisations, ...playedByScenario(name, recipient.url) };
    }
    const world = patches.reduce<unknown>((below, patch) => mergePatch(below, patch), {
      organisations,
    }) as WorldPatch;
    return openStage({ world, ...(clock && { clock }), ...(sessions && { sessions }) });
  };
  const stage = () => {
    opening ??= open();
    return opening;
  };
  const mailbox = async (practice: PracticeName) => {
    await stage();
    const recipient = recipients.get(practice);
    if (!recipient) throw new Error(`${practice} has no endpoint`);
    return openMailbox(practice, recipient);
  };

  return {
    async configure(patch) {
      if (opening) await (await opening).settings.patch(patch);
      else patches.push(patch);
    },
    askAboutUsers(judge) {
      if (opening) throw new Error('who is asked about users is said before Spine starts');
      sessions = judge;
    },
    answers(practice, words) {
      reactions.set(
        practice,
        answersInTurn(words.map((each) => answerFor(each, released.promise))),
      );
    },
    release: () => released.resolve(),
    stopClock() {
      if (opening) throw new Error('the clock is stopped before Spine starts');
      clock = virtualClock();
    },
    async pass(milliseconds) {
      if (!clock) throw new Error('the scenario did not stop the clock');
      await clock.advance(milliseconds);
    },
    now: () => (clock ?? systemClock()).now(),
    stage,
    async disappear(practice) {
      await stage();
      await recipients.get(practice)?.[Symbol.asyncDispose]();
    },
    async arrival(practice, what, matches) {
      return (await mailbox(practice)).await(what, matches, PATIENCE_MS);
    },
    async arrived(practice) {
      return (await mailbox(practice)).all();
    },
    async entry(what, matches) {
      const awaited: AwaitedPredicate = { what, matches };
      return waitForEntry((await stage()).journal, awaited, { timeoutMs: PATIENCE_MS });
    },
    async quiet() {
      const { journal } = await stage();
      for (;;) {
        const [latest] = await journal.find({ newestFirst: true, limit: 1 });
        const open = await journal.openWork();
        if (open.length === 0) return;
        const what = `the end of: ${open.map(({ summary }) => summary).join('; ')}`;
        const awaited = { what, after: latest?.sequence ?? 0, matches: () => true };
        await waitForEntry(journal, awaited, { timeoutMs: PATIENCE_MS });
      }
    },
    async [Symbol.asyncDispose]() {
      released.resolve();
      const opened = await opening?.catch(() => undefined);
      // Recipients first: an attempt that hangs on one ends with it.
      await Promise.all([...recipients.values()].map((each) => each[Symbol.asyncDispose]()));
      await opened?.[Symbol.asyncDispose]();
    },
  };
}
