import type { ScenarioResult, StepResult } from '../../src/report/results.ts';
import type { Transcript } from '../../src/scenario/transcript.ts';
import { HookError } from '../sut/hook-error.ts';
import type { Ending } from '../verdict.ts';
import { contradictions } from './contradictions.ts';
import { HookMissing, NotApplicable, SystemDeviation } from './departures.ts';
import type { RunningScenario } from './engine.ts';
import type { LocatedFinding } from './judge.ts';
import type { OpenTrial } from './open-trial.ts';
import { scenarioResult } from './scenario-result.ts';

export interface RunningOptions {
  readonly trial: OpenTrial;
  readonly seed: number;
  readonly replay: string;
  readonly release: () => void;
  /** Why nothing can be said of the system any more: a bundled one that ended by itself. */
  readonly lost?: () => Error | undefined;
  readonly outcomesOf: (transcripts: readonly Transcript[]) => ScenarioResult['outcomes'];
}

export function runningScenario(options: RunningOptions): RunningScenario {
  const { trial, seed, replay } = options;
  const steps: StepResult[] = [];
  const startedAt = new Date();
  const began = performance.now();
  let ending: Ending = { kind: 'through' };
  const broke = (error: unknown) => {
    if (ending.kind === 'through') ending = endingOf(error);
  };

  return {
    trial,
    get over() {
      return ending.kind !== 'through';
    },
    step: (step) => void steps.push({ ...step, observed: trial.takeObserved() }),
    broke,
    async finish(all = []) {
      // Steps after the one that ended it were never begun.
      for (const text of all.slice(steps.length)) {
        steps.push({ text, status: 'not-reached', observed: [] });
      }
      let moreFindings: readonly LocatedFinding[] = [];
      const { transcripts } = trial.record();
      try {
        await trial.settled();
        const lost = options.lost?.();
        if (lost) ending = { kind: 'error', told: lost.message };
        const [problem] = trial.problems();
        // What was not played as it should be says nothing of the system, whatever came of it.
        if (problem !== undefined) ending = { kind: 'error', told: `the situation: ${problem}` };
        moreFindings = [...transcripts.flatMap(contradictions), ...(await trial.examineAll())];
      } catch (error) {
        broke(error);
      }
      try {
        await trial.close();
      } catch (error) {
        broke(error);
      }
      options.release();
      return scenarioResult({
        head: trial.head,
        ending,
        record: trial.record(),
        steps,
        moreFindings,
        outcomes: options.outcomesOf(transcripts),
        seed,
        replay,
        startedAt: startedAt.toISOString(),
        durationMs: Math.round(performance.now() - began),
      });
    },
  };
}

/** What a thing that was thrown means: anything unknown is an error of ours. */
export function endingOf(error: unknown): Ending {
  if (error instanceof SystemDeviation) {
    return { kind: 'deviation', told: error.message, weight: error.weight };
  }
  if (error instanceof HookMissing) return { kind: 'hook-missing', told: error.message };
  if (error instanceof NotApplicable) return { kind: 'not-applicable', told: error.message };
  if (error instanceof HookError) {
    return { kind: 'error', told: `${error.message} ${error.remedy}` };
  }
  const told = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { kind: 'error', told: told.split('\n').slice(0, 3).join(' ') };
}
