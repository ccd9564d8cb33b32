import { nearest } from '../platform/nearest.ts';
import type { ParameterProblem } from './parameters.ts';
import type { ScenarioFile } from './scenario-shape.ts';
import { parseTrigger } from './trigger.ts';

/** What the shape alone does not hold: names that lead nowhere, edits that say nothing. */
export function checkScenario(file: ScenarioFile): readonly ParameterProblem[] {
  const problems: ParameterProblem[] = [];
  const patients = Object.keys(file.patients);
  const known = (name: string | undefined, path: ParameterProblem['path']) => {
    if (name === undefined || patients.includes(name)) return;
    const close = nearest(name, patients);
    problems.push({
      path,
      text: 'is no patient of this file',
      got: JSON.stringify(name),
      ...(close !== undefined && { nearest: JSON.stringify(close) }),
    });
  };
  known(file.record.of, ['record', 'of']);
  for (const [name, record] of Object.entries(file.records)) {
    known(name, ['records', name]);
    known(record.of, ['records', name, 'of']);
  }
  for (const [index, step] of file.steps.entries()) {
    const at = ['steps', index] as const;
    known(step.patient, [...at, 'patient']);
    for (const [place, action] of step.do.entries()) {
      const here = [...at, 'do', place];
      if ('pds' in action)
        for (const name of Object.keys(action.pds)) known(name, [...here, 'pds']);
      if ('nhais' in action) known(action.nhais.patient, [...here, 'nhais', 'patient']);
      if ('conversation' in action && !['same', 'new'].includes(action.conversation)) {
        known(action.conversation, [...here, 'conversation']);
      }
      if (!('edit' in action)) continue;
      for (const [number, edit] of action.edit.entries()) {
        const problem = editProblem(edit);
        if (problem) problems.push({ path: [...here, 'edit', number], text: problem });
      }
    }
  }
  return [...problems, ...stepProblems(file)];
}

const VERBS = ['replace', 'pattern', 'remove', 'set', 'insert', 'truncate', 'pad', 'nest'] as const;

function editProblem(edit: Readonly<Record<string, unknown>>): string | undefined {
  const verbs = VERBS.filter((verb) => edit[verb] !== undefined);
  if (verbs.length !== 1) return `must say one of ${VERBS.join(', ')}`;
  const [verb] = verbs;
  if ((verb === 'replace' || verb === 'pattern') && edit.with === undefined) return 'has no "with"';
  if (verb === 'set' && edit.to === undefined) return 'has no "to"';
  const placed = edit.before !== undefined || edit.after !== undefined;
  if ((verb === 'insert' || verb === 'nest') && !placed) return 'has neither "before" nor "after"';
  if (verb === 'pattern' && !isPattern(String(edit.pattern))) return 'is no regular expression';
  return undefined;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

function stepProblems(file: ScenarioFile): ParameterProblem[] {
  const seen = new Set<string>();
  const problems: ParameterProblem[] = [];
  for (const [index, { when, patient }] of file.steps.entries()) {
    const trigger = parseTrigger(when);
    if (trigger?.kind === 'after' && index === 0) {
      problems.push({ path: ['steps', index, 'when'], text: 'has no step before it' });
    }
    const key = JSON.stringify([when, patient]);
    if (seen.has(key) && trigger?.kind !== 'after') {
      problems.push({ path: ['steps', index, 'when'], text: 'stands twice: put both in one step' });
    }
    seen.add(key);
  }
  return problems;
}
