import type { HookName } from '../sut/hook-calls.ts';

export interface Departure {
  /** What was expected, a sentence without a full stop. */
  readonly expected: string;
  /** What the system did instead. */
  readonly observed: string;
  /** Sequences of the journal entries that show it; empty where nothing came. */
  readonly evidence?: readonly number[];
  /**
   * `unsafe`: a patient's record is at risk (the wrong record filed, one sent to the wrong practice, one lost
   * without a word). Fails a scenario of basis A where a plain departure only warns. Plain unless given.
   */
  readonly weight?: 'plain' | 'unsafe';
}

/** The system under test does not do what is expected of it. The only way in which a scenario fails. */
export class SystemDeviation extends Error {
  readonly expected: string;
  readonly observed: string;
  readonly evidence: readonly number[];
  readonly weight: 'plain' | 'unsafe';

  constructor({ expected, observed, evidence = [], weight = 'plain' }: Departure) {
    const shown =
      evidence.length > 0 ? ` (journal ${evidence.map((n) => `#${n}`).join(', ')})` : '';
    super(`expected: ${expected}; observed: ${observed}${shown}`);
    this.name = 'SystemDeviation';
    this.expected = expected;
    this.observed = observed;
    this.evidence = evidence;
    this.weight = weight;
  }
}

/** The system cannot be made to do what the scenario needs: skipped, never failed. */
export class HookMissing extends Error {
  readonly hook: HookName;

  constructor(hook: HookName, because = 'the profile of the system does not have it') {
    super(`hook ${hook}: ${because}`);
    this.name = 'HookMissing';
    this.hook = hook;
  }
}

/** The system does not claim the role or the ability that the scenario is about. */
export class NotApplicable extends Error {
  constructor(because: string) {
    super(because);
    this.name = 'NotApplicable';
  }
}
