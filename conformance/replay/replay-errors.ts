import { nearest } from '../../src/platform/nearest.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';

/** The bundle has nothing that could be played again. */
export class NothingToReplayError extends SimulatorError {
  readonly code = 'SIM_REPLAY_NOTHING';
  readonly remedy: string;

  constructor(told: string, remedy: string) {
    super(told);
    this.remedy = remedy;
  }
}

/** There is no known-bad practice of that name. */
export class UnknownVariantError extends SimulatorError {
  readonly code = 'SIM_REPLAY_VARIANT';
  readonly remedy: string;

  constructor(name: string, known: readonly string[]) {
    super(`no practice is called ${name}: neither bundled nor wrong on purpose`);
    const close = nearest(name, ['bundled', ...known]);
    this.remedy = [
      ...(close === undefined ? [] : [`Did you mean ${close}?`]),
      `--against takes bundled, or one of ${known.join(', ')}.`,
    ].join(' ');
  }
}

/** Neither a profile nor a practice of ours was named, or both. */
export class NoSystemError extends SimulatorError {
  readonly code = 'SIM_REPLAY_SYSTEM';
  readonly remedy =
    'Name the profile of your system with --sut FILE, or a practice of spinebox with --against bundled.';

  constructor() {
    super('one system to play against must be named');
  }
}
