import type { Simulator } from '../../simulator/simulator.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { hashChain } from '../../src/journal/hash-chain.ts';
import type { ScenarioResult } from '../../src/report/results.ts';
import type { Transcript } from '../../src/scenario/transcript.ts';

/** What judges the messages of the system, whatever a scenario was about. */
export interface Judge extends AsyncDisposable {
  readonly notRun: readonly { readonly check: string; readonly because: string }[];
  /** What is wrong with a message, beyond what Spine found when it came in. */
  examine(entry: Entry, body: Buffer): Promise<readonly Finding[]>;
  /** What is wrong with whole conversations. */
  examineAll(
    transcripts: readonly Transcript[],
  ): Promise<readonly (Finding & { readonly sequence: number })[]>;
  outcomesOf(transcripts: readonly Transcript[]): ScenarioResult['outcomes'];
  evidence(): Promise<{ readonly entries: number; readonly chain: string }>;
}

export interface JudgeOptions {
  readonly simulator: Simulator;
  readonly schemas: string | undefined;
}

export async function openJudge({ simulator }: JudgeOptions): Promise<Judge> {
  return {
    notRun: [],
    examine: async () => [],
    examineAll: async () => [],
    outcomesOf: () => [],
    evidence: async () => {
      const { entries, chain } = await hashChain(simulator.journal);
      return { entries, chain };
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}
