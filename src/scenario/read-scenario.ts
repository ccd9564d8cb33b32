import { readYaml } from '../platform/yaml.ts';
import { checkScenario } from './check-scenario.ts';
import { type ExplainedIssue, explainIssue, valueAt } from './explain-issue.ts';
import { fillIn, type ParameterProblem, type Parameters, settleParameters } from './parameters.ts';
import { type Path, ScenarioFileError, type ScenarioProblem } from './scenario-problem.ts';
import { type ScenarioFile, scenarioShape } from './scenario-shape.ts';

/**
 * Reads a scenario file and puts its parameters in place.
 *
 * @param source what problems call the file
 * @param given parameters in place of the file's defaults; texts take the type of the default
 * @throws ScenarioFileError with every problem: file, line, what is wrong, the value, the nearest right one
 */
export function readScenario(text: string, source: string, given: Parameters = {}): ScenarioFile {
  const yaml = readYaml(text);
  const at = (path: Path, atKey = false): { line: number; column: number } => {
    for (let length = path.length; length >= 0; length--) {
      const part = path.slice(0, length);
      const found = atKey && length === path.length ? yaml.keyLineOf(part) : yaml.lineOf(part);
      if (found) return found;
    }
    return { line: 1, column: 1 };
  };
  const fail = (problems: readonly ScenarioProblem[]): never => {
    const ordered = problems.toSorted((one, other) => one.line - other.line);
    throw new ScenarioFileError(ordered);
  };
  const wrong = yaml.problems.filter(({ severity }) => severity === 'error');
  if (wrong.length > 0) {
    fail(
      wrong.map(({ message, line, column }) => ({ source, line, column, path: [], text: message })),
    );
  }
  const declared = parametersOf(yaml.value);
  const { parameters, problems: settled } = settleParameters(declared, given);
  const { value, problems: filled } = fillIn(yaml.value, parameters);
  const early = [...settled, ...filled].map((problem) => located(problem, source, at));
  if (early.length > 0) fail(early);
  const parsed = scenarioShape.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.flatMap((issue) => explainIssue(issue, value));
    return fail(issues.map((issue) => placed(issue, value, source, at)));
  }
  const found = checkScenario(parsed.data);
  if (found.length > 0) fail(found.map((problem) => located(problem, source, at)));
  return parsed.data;
}

type Place = (path: Path, atKey?: boolean) => { line: number; column: number };

function located(problem: ParameterProblem, source: string, at: Place): ScenarioProblem {
  return { ...problem, source, ...at(problem.path) };
}

function placed(
  { path, atKey, text, nearest }: ExplainedIssue,
  value: unknown,
  source: string,
  at: Place,
): ScenarioProblem {
  const given = valueAt(value, path);
  const got = given === undefined ? undefined : shortened(JSON.stringify(given));
  return {
    source,
    ...at(path, atKey),
    path,
    text,
    ...(got !== undefined && { got }),
    ...(nearest !== undefined && { nearest }),
  };
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

function parametersOf(value: unknown): Parameters {
  const declared = valueAt(value, ['parameters']);
  if (typeof declared !== 'object' || declared === null) return {};
  return Object.fromEntries(
    Object.entries(declared).filter(([, each]) =>
      ['string', 'number', 'boolean'].includes(typeof each),
    ),
  ) as Parameters;
}
