import type { runCucumber } from '../../support/cucumber.ts';

export type Message = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0];

export interface LaneMerger {
  /** Takes what one lane says, in its order. */
  take(lane: number, message: Message): void;
}

/**
 * Makes one stream of the messages of several runs of Cucumber over the same features and steps. Each gives ids of its
 * own: what was said once is not said again, and later runs speak in the ids of the first that knew a pickle. The one
 * `testRunFinished` goes out when all `lanes` have finished, and is a success when all were.
 */
export function mergeLanes(lanes: number, out: (message: Message) => void): LaneMerger {
  /** Ids that went out, by place: a file's nth pickle, its nth step. */
  const known = new Map<string, string>();
  const said = new Set<string>();
  const translations = Array.from({ length: lanes }, () => new Map<string, string>());
  const ordinals = Array.from({ length: lanes }, () => new Map<string, number>());
  let run: string | undefined;
  let finished = 0;
  let success = true;

  /** Whether it is said for the first time. */
  const first = (what: string): boolean => !said.has(what) && said.add(what) !== undefined;
  const idOf = (lane: number, id: string): string => translations[lane]?.get(id) ?? id;

  /** Whether the pickle is new; learns how this lane calls it. */
  const learn = (lane: number, { id, uri, steps }: NonNullable<Message['pickle']>): boolean => {
    const ordinal = ordinals[lane]?.get(uri) ?? 0;
    ordinals[lane]?.set(uri, ordinal + 1);
    const place = `${uri}\u0000${ordinal}`;
    const isNew = !known.has(place);
    const named = [[place, id], ...steps.map((step, index) => [`${place}\u0000${index}`, step.id])];
    for (const [where = '', own = ''] of named) {
      const before = known.get(where);
      if (before === undefined) known.set(where, own);
      else translations[lane]?.set(own, before);
    }
    return isNew;
  };

  const isNewTo = (lane: number, message: Message): boolean => {
    const { meta, source, gherkinDocument, pickle, testRunStarted, parseError } = message;
    if (pickle) return learn(lane, pickle);
    if (meta) return first('meta');
    if (source) return first(`source ${source.uri}`);
    if (gherkinDocument) return first(`document ${gherkinDocument.uri ?? ''}`);
    if (parseError) return first(`error ${parseError.source.uri ?? ''} ${parseError.message}`);
    if (testRunStarted) {
      run ??= testRunStarted.id;
      return first('run');
    }
    // Steps, hooks and parameter types are those of the one support library: their ids stay.
    const { stepDefinition, hook, parameterType, undefinedParameterType } = message;
    const shared = stepDefinition ?? hook ?? parameterType;
    if (shared) return first(`shared ${shared.id}`);
    if (undefinedParameterType) return first(`parameter ${undefinedParameterType.name}`);
    return true;
  };

  const finish = (message: NonNullable<Message['testRunFinished']>): void => {
    finished++;
    success &&= message.success;
    if (finished < lanes) return;
    out({ testRunFinished: { ...message, success, ...(run && { testRunStartedId: run }) } });
  };

  return {
    take(lane, message) {
      if (message.testRunFinished) return finish(message.testRunFinished);
      if (!isNewTo(lane, message)) return undefined;
      const { testCase } = message;
      if (!testCase) return out(message);
      const testSteps = testCase.testSteps.map((step) =>
        step.pickleStepId === undefined
          ? step
          : { ...step, pickleStepId: idOf(lane, step.pickleStepId) },
      );
      const pickleId = idOf(lane, testCase.pickleId);
      return out({
        testCase: { ...testCase, pickleId, testSteps, ...(run && { testRunStartedId: run }) },
      });
    },
  };
}
