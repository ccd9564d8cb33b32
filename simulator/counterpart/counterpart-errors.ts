import { SimulatorError } from '../../src/platform/simulator-error.ts';

/** There is no scenario file of that name. */
export class UnknownScenarioError extends SimulatorError {
  readonly code = 'SIM_SCENARIO_UNKNOWN';
  readonly remedy: string;

  constructor(name: string, close: string | undefined) {
    super(`there is no scenario file "${name}"`);
    this.remedy = close
      ? `Did you mean "${close}"? A path to a file will do as well.`
      : 'Name a file in scenarios/ without its ending, or give a path.';
  }
}

/** A cue that the scenario file does not have. */
export class UnknownCueError extends SimulatorError {
  readonly code = 'SIM_CUE_UNKNOWN';
  readonly remedy: string;

  constructor(file: string, cue: string, known: readonly string[]) {
    super(`${file} has no cue "${cue}"`);
    this.remedy =
      known.length > 0
        ? `It has: ${known.join(', ')}.`
        : 'It has none: nothing is to be said to it.';
  }
}

/** A situation wants what the world does not have. */
export class MissingNeighbourError extends SimulatorError {
  readonly code = 'SIM_NEIGHBOUR_MISSING';
  readonly remedy: string;

  constructor(what: string, remedy: string) {
    super(what);
    this.remedy = remedy;
  }
}

/** The system cannot take part: the world does not say how to reach it. */
export class UnreachableSystemError extends SimulatorError {
  readonly code = 'SIM_SYSTEM_UNREACHABLE';
  readonly remedy =
    'Let the world have the organisation of the system under organisations, with its party key, ASID and endpoint.';

  constructor(partyKey: string, interaction: string) {
    super(`${partyKey} has no contract for ${interaction}: nothing can be sent to it`);
  }
}

/** A step of a scenario that cannot be done. */
export class StepError extends SimulatorError {
  readonly code = 'SIM_SCENARIO_STEP';
  readonly remedy = 'Correct the scenario file: this says nothing of the system.';
}

/** It is not said which system a situation is to be played against. */
export class NoSystemError extends SimulatorError {
  readonly code = 'SIM_NO_SYSTEM';
  readonly remedy: string;

  constructor(wanted: string | undefined, external: readonly string[]) {
    super(
      wanted === undefined
        ? `the world has ${external.length} systems of somebody's own: which one is meant?`
        : `there is no organisation ${wanted} in the world`,
    );
    this.remedy =
      external.length > 0
        ? `Name one by its ODS code: ${external.join(', ')}.`
        : 'Put the organisation of your system into the world, played: external, or name another.';
  }
}
