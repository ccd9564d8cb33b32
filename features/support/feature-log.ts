import type { runCucumber } from './cucumber.ts';

type Message = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0];

export type ScenarioStatus = 'passed' | 'failed' | 'skipped';

/** One scenario, or one row of an outline. */
export interface ScenarioResult {
  readonly feature: string;
  readonly scenario: string;
  readonly tags: readonly string[];
  readonly status: ScenarioStatus;
  /** Why it failed or was skipped. */
  readonly message: string | undefined;
  readonly durationMs: number;
}

export interface FeatureRun {
  /** Whether every scenario ran to its end or was skipped. */
  readonly success: boolean;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly scenarios: readonly ScenarioResult[];
  /** Feature files that cannot be read, a line each. */
  readonly errors: readonly string[];
}

type Pickle = NonNullable<Message['pickle']>;

interface Running {
  readonly pickle: Pickle | undefined;
  status: ScenarioStatus;
  message: string | undefined;
  durationMs: number;
}

/** Gathers the results of a run from Cucumber's messages. */
export function featureLog() {
  const features = new Map<string, string>();
  const pickles = new Map<string, Pickle>();
  const cases = new Map<string, string>();
  const running = new Map<string, Running>();
  const finished: ScenarioResult[] = [];
  const errors: string[] = [];

  const take = (message: Message): void => {
    const { gherkinDocument, pickle, testCase, testCaseStarted, attachment } = message;
    const { testStepFinished, testCaseFinished, parseError } = message;
    if (gherkinDocument?.uri) {
      features.set(gherkinDocument.uri, gherkinDocument.feature?.name ?? gherkinDocument.uri);
    }
    if (pickle) pickles.set(pickle.id, pickle);
    if (testCase) cases.set(testCase.id, testCase.pickleId);
    if (parseError) errors.push(parseError.message);
    if (testCaseStarted) {
      const found = pickles.get(cases.get(testCaseStarted.testCaseId) ?? '');
      running.set(testCaseStarted.id, {
        pickle: found,
        status: 'passed',
        message: undefined,
        durationMs: 0,
      });
    }
    // What a scenario that is skipped has to say for itself comes as its log.
    if (attachment?.testCaseStartedId) {
      const one = running.get(attachment.testCaseStartedId);
      if (one) one.message ??= attachment.body;
    }
    if (testStepFinished) {
      const { status, message: text, duration } = testStepFinished.testStepResult;
      const one = running.get(testStepFinished.testCaseStartedId);
      if (!one) return;
      one.durationMs += duration.seconds * 1000 + duration.nanos / 1e6;
      if (status === 'PASSED') return;
      if (status !== 'SKIPPED') {
        if (one.status !== 'failed') one.message = text ?? `a step is ${status.toLowerCase()}`;
        one.status = 'failed';
      } else if (one.status === 'passed') one.status = 'skipped';
    }
    if (testCaseFinished) finish(testCaseFinished.testCaseStartedId);
  };

  const finish = (id: string): void => {
    const one = running.get(id);
    if (!one?.pickle) return;
    const { name, uri, tags } = one.pickle;
    finished.push({
      feature: features.get(uri) ?? uri,
      scenario: name,
      tags: tags.map((tag) => tag.name),
      status: one.status,
      message: one.status === 'passed' ? undefined : one.message,
      durationMs: Math.round(one.durationMs),
    });
  };

  const result = (success: boolean): FeatureRun => {
    const count = (wanted: ScenarioStatus) =>
      finished.filter(({ status }) => status === wanted).length;
    return {
      success: success && errors.length === 0,
      passed: count('passed'),
      failed: count('failed'),
      skipped: count('skipped'),
      scenarios: [...finished],
      errors: [...errors],
    };
  };
  return { take, result };
}
