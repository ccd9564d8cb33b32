import { SimulatorError } from '../platform/simulator-error.ts';

export type Path = readonly (string | number)[];

/** What is wrong with a scenario file, and where. */
export interface ScenarioProblem {
  readonly source: string;
  readonly line: number;
  readonly column: number;
  readonly path: Path;
  readonly text: string;
  /** The value that was given, as JSON. */
  readonly got?: string;
  readonly nearest?: string;
}

/** `faults[0].do` */
export function formatPath(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

/** One line: `file:line:column: path: what is wrong; got VALUE; nearest legal value X`. */
export function formatProblem(problem: ScenarioProblem): string {
  const { source, line, column, path, text, got, nearest } = problem;
  const facts = [
    path.length > 0 ? `${formatPath(path)}: ${text}` : text,
    got === undefined ? undefined : `got ${got}`,
    nearest === undefined ? undefined : `nearest legal value ${nearest}`,
  ];
  return `${source}:${line}:${column}: ${facts.filter((fact) => fact !== undefined).join('; ')}`;
}

/** The scenario file cannot be played. One line of the message for each problem. */
export class ScenarioFileError extends SimulatorError {
  readonly code = 'SIM_SCENARIO_FILE';
  readonly remedy =
    'Correct the lines that are named. docs/scenarios.md says what a scenario file may hold.';
  readonly problems: readonly ScenarioProblem[];

  constructor(problems: readonly ScenarioProblem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(`the scenario has ${count}\n${problems.map(formatProblem).join('\n')}`);
    this.problems = problems;
  }
}
