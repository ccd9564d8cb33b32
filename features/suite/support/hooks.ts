import {
  HookMissing,
  NotApplicable,
  SystemDeviation,
} from '../../../conformance/engine/departures.ts';
import {
  After,
  AfterStep,
  Before,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
  setWorldConstructor,
} from '../../support/cucumber.ts';
import { headOf } from './scenario-head.ts';
import { keywordOf } from './step-keyword.ts';
import { runNamed } from './suite-registry.ts';
import { SuiteScene } from './suite-scene.ts';

setWorldConstructor(SuiteScene);
// Every verb has a deadline of its own, and says what it waited for.
setDefaultTimeout(-1);

type StepFunction = (this: SuiteScene, ...args: unknown[]) => unknown;

// What a step throws is kept as it was thrown: Cucumber keeps only its text, and the verdict needs more.
setDefinitionFunctionWrapper((code: StepFunction) => {
  const wrapped: StepFunction = async function (...args) {
    try {
      return await code.apply(this, args);
    } catch (error) {
      this.running?.broke(error);
      const harmless = error instanceof HookMissing || error instanceof NotApplicable;
      // An inference of ours fails nobody, in Cucumber's own reports neither.
      const reported = error instanceof SystemDeviation && this.running?.trial.head.basis === 'I';
      if (!harmless && !reported) throw error;
      this.log(error.message);
      return 'skipped';
    }
  };
  return wrapped;
});

Before(async function (this: SuiteScene, { pickle, gherkinDocument }) {
  const { engine } = runNamed(this.parameters.run);
  const tags = pickle.tags.map(({ name }) => name);
  const feature = gherkinDocument.feature?.name ?? pickle.uri;
  const row = [pickle.name, ...pickle.steps.map(({ text }) => text)].join('\n');
  this.running = await engine.begin({ ...headOf(feature, pickle.name, tags), row });
  return this.running.over ? 'skipped' : undefined;
});

AfterStep(function (this: SuiteScene, { pickleStep, gherkinDocument, result }) {
  const status =
    result.status === 'PASSED'
      ? 'passed'
      : result.status === 'SKIPPED'
        ? this.running?.over
          ? 'skipped'
          : 'not-reached'
        : 'failed';
  const text = `${keywordOf(gherkinDocument, pickleStep.astNodeIds)}${pickleStep.text}`;
  this.running?.step({ text, status });
});

After(async function (this: SuiteScene, { pickle, gherkinDocument, result }) {
  const { running } = this;
  if (!running) return undefined;
  // What Cucumber itself finds wrong, a step that it cannot call for one, never came through a step of ours.
  const { status = 'UNKNOWN', message } = result ?? {};
  if (!running.over && status !== 'PASSED') {
    // Without a message the status says it: undefined, ambiguous, pending.
    const told = message
      ? `was not played: ${message.split('\n')[0]}`
      : `is ${status.toLowerCase()}`;
    running.broke(new Error(`a step of "${pickle.name}" ${told}`));
  }
  const outcome = await running.finish(stepsOf(gherkinDocument, pickle));
  runNamed(this.parameters.run).onResult(outcome);
  if (outcome.verdict === 'pass' || outcome.reason === undefined) return undefined;
  this.log(`${outcome.verdict}: ${outcome.reason}\nreplay: ${outcome.replay}`);
  const late = result?.status === 'PASSED';
  if (late && (outcome.verdict === 'fail' || outcome.verdict === 'error')) {
    throw new Error(`${outcome.verdict}: ${outcome.reason}`);
  }
  return undefined;
});

function stepsOf(
  document: Parameters<typeof keywordOf>[0],
  {
    steps,
  }: {
    readonly steps: readonly { readonly text: string; readonly astNodeIds: readonly string[] }[];
  },
): readonly string[] {
  return steps.map(({ text, astNodeIds }) => `${keywordOf(document, astNodeIds)}${text}`);
}
