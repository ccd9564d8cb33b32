import type { ScenarioResult } from '../../src/report/results.ts';
import type { Transcript } from '../../src/scenario/transcript.ts';

/** How each conversation of a scenario ended (gp2gp 5.3). */
export function outcomesOf(_transcripts: readonly Transcript[]): ScenarioResult['outcomes'] {
  return [];
}
