import type { runCucumber } from '../../support/cucumber.ts';

export type Message = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0];

export interface LaneMerger {
  /** Takes what one lane says, in its order. */
  take(lane: number, message: Message): void;
}

/**
 * Makes one stream of the messages of several lanes. All lanes read the same features with the same steps, but give
 * them ids of their own: what was said once is not said again, and later lanes speak in the ids of the first.
 * `testRunStarted` goes out with the first lane, `testRunFinished` when all `lanes` have finished.
 */
export function mergeLanes(lanes: number, out: (message: Message) => void): LaneMerger {
  /** Ids of the first lane by place: a file's nth pickle, its nth step. */
  const first = new Map<string, string>();
  const translations = Array.from({ length: lanes }, () => new Map<string, string>());
  const pickles = Array.from({ length: lanes }, () => new Map<string, number>());
  const held: { readonly lane: number; readonly message: Message }[] = [];
  let run: string | undefined;
  let speaking: number | undefined;
  let ready = false;
  let finished = 0;
  let success = true;

  const nameOf = (lane: number, place: string, id: string): void => {
    const known = first.get(place);
    if (known === undefined) first.set(place, id);
    else translations[lane]?.set(id, known);
  };
  const idOf = (lane: number, id: string): string => translations[lane]?.get(id) ?? id;

  const learn = (lane: number, { pickle }: Message): void => {
    if (!pickle) return;
    const seen = pickles[lane];
    const ordinal = seen?.get(pickle.uri) ?? 0;
    seen?.set(pickle.uri, ordinal + 1);
    const place = `${pickle.uri}\u0000${ordinal}`;
    nameOf(lane, place, pickle.id);
    for (const [index, step] of pickle.steps.entries())
      nameOf(lane, `${place}\u0000${index}`, step.id);
  };

  const pass = (lane: number, message: Message): void => {
    const { testCase, testRunFinished } = message;
    if (testRunFinished) {
      finished++;
      success &&= testRunFinished.success;
      if (finished < lanes) return;
      out({
        testRunFinished: { ...testRunFinished, success, ...(run && { testRunStartedId: run }) },
      });
    } else if (testCase) {
      out({
        testCase: {
          ...testCase,
          pickleId: idOf(lane, testCase.pickleId),
          ...(run && { testRunStartedId: run }),
          testSteps: testCase.testSteps.map((step) =>
            step.pickleStepId === undefined
              ? step
              : { ...step, pickleStepId: idOf(lane, step.pickleStepId) },
          ),
        },
      });
    } else if (message.testStepStarted || message.testStepFinished || message.testCaseStarted) {
      out(message);
    } else if (message.testCaseFinished || message.attachment || message.suggestion) {
      out(message);
    } else if (message.testRunHookStarted || message.testRunHookFinished) {
      out(message);
    }
  };

  return {
    take(lane, message) {
      speaking ??= lane;
      learn(lane, message);
      const isPrelude = !(
        message.testCase ||
        message.testCaseStarted ||
        message.testStepStarted ||
        message.testStepFinished ||
        message.testCaseFinished ||
        message.attachment ||
        message.suggestion ||
        message.testRunFinished ||
        message.testRunHookStarted ||
        message.testRunHookFinished
      );
      if (isPrelude) {
        if (lane !== speaking) return;
        if (message.testRunStarted) run = message.testRunStarted.id;
        out(message);
        if (!message.testRunStarted) return;
        ready = true;
        for (const early of held.splice(0)) pass(early.lane, early.message);
      } else if (ready) pass(lane, message);
      else held.push({ lane, message });
    },
  };
}
