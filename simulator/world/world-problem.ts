import { SimulatorError } from '../../src/platform/simulator-error.ts';

export type Path = readonly (string | number)[];

/** What is wrong with a configuration, before it is known where the value came from. */
export interface ConfigProblem {
  readonly severity: 'error' | 'warning';
  readonly path: Path;
  /** Whether the key itself is wrong and not its value. */
  readonly atKey?: boolean;
  /** `is not one of bundled, external` */
  readonly text: string;
  /** The value that was given, as JSON. */
  readonly got?: string;
  readonly nearest?: string;
}

/** A problem with its place. */
export interface WorldProblem extends ConfigProblem {
  /** File name, environment variable, or `request body`. */
  readonly source: string;
  readonly line?: number;
  readonly column?: number;
}

/** `organisations.sut.contracts["urn:x:Y"].retries` */
export function formatPath(path: Path): string {
  return path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      return /^[A-Za-z_][\w-]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join('')
    .replace(/^\./, '');
}

/** One line: `file:line:column: path: what is wrong; got VALUE; nearest legal value X`. */
export function formatProblem(problem: WorldProblem): string {
  const { source, line, column, path, text, got, nearest } = problem;
  const place = [source, line, column].filter((part) => part !== undefined).join(':');
  const facts = [
    path.length > 0 ? `${formatPath(path)}: ${text}` : text,
    got === undefined ? undefined : `got ${got}`,
    nearest === undefined ? undefined : `nearest legal value ${nearest}`,
  ];
  return `${place}: ${facts.filter((fact) => fact !== undefined).join('; ')}`;
}

/** Sources as they come, lines and columns within a source ascending. */
function inReadingOrder(problems: readonly WorldProblem[]): readonly WorldProblem[] {
  const sources = [...new Set(problems.map(({ source }) => source))];
  return problems.toSorted(
    (a, b) =>
      sources.indexOf(a.source) - sources.indexOf(b.source) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}

/** The configuration cannot stand. One line of the message for each problem. */
export class WorldError extends SimulatorError {
  readonly code = 'SIM_WORLD_INVALID';
  readonly remedy =
    'Correct the lines that are named. "spinebox world schema" prints every legal key and value.';
  readonly problems: readonly WorldProblem[];

  constructor(problems: readonly WorldProblem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    const ordered = inReadingOrder(problems);
    super(`the world has ${count}\n${ordered.map(formatProblem).join('\n')}`);
    this.problems = ordered;
  }
}

/** The world file cannot be read at all. */
export class WorldFileError extends SimulatorError {
  readonly code = 'SIM_WORLD_FILE';
  readonly remedy: string;

  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`the world file ${file} cannot be read: ${reason}`, { cause });
    this.remedy = 'Name a file that exists with --world or SPINEBOX_WORLD, or leave both out.';
  }
}
