import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { PersonAnswerChoice, PersonTask } from '../../../doors/person-desk.ts';
import { CONSOLE, h } from '../../element.ts';
import { empty } from '../../pieces/empty.ts';
import { facts } from '../../pieces/facts.ts';
import { moment } from '../../pieces/moment.ts';

/** What people have to do now, the longest waiting first. */
export function taskList(tasks: readonly PersonTask[]): Child {
  if (tasks.length === 0) {
    return empty(
      'Nobody is asked for anything',
      'What a person has to do in the system appears here while a run waits for it.',
    );
  }
  return tasks.map(taskView);
}

const LONG = 200;

function taskView({ id, hook, instruction, note, facts: told, answers, until }: PersonTask) {
  const known = Object.entries(told);
  return h(
    'article',
    { class: 'card task', 'aria-labelledby': `task-${id}` },
    h(
      'div',
      { class: 'spread' },
      h('h2', { id: `task-${id}` }, instruction),
      h('span', { class: 'soft small' }, 'until ', moment(until, 'time'), ' UTC'),
    ),
    note !== undefined && h('p', { class: 'alert odd' }, note),
    facts([
      ['hook', h('code', {}, hook)],
      ...known.map(([name, value]): readonly [string, Child] => [
        name,
        value.length < LONG ? h('code', {}, value) : longFact(`${id}-${name}`, value),
      ]),
    ]),
    h(
      'div',
      { class: 'row' },
      answers.map((choice, index) => answerForm(id, choice, index)),
    ),
  );
}

/** What is long, such as a record to be held, is unfolded by whoever wants it. */
function longFact(id: string, value: string): Markup {
  return h(
    'details',
    { id: `fact-${id}` },
    h('summary', {}, `${value.length} characters`),
    h('pre', { class: 'code', tabindex: 0 }, prettyJson(value)),
  );
}

function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

function answerForm(id: string, { value, label, text }: PersonAnswerChoice, index: number): Markup {
  const action = `${CONSOLE}/tasks/${encodeURIComponent(id)}`;
  const first = index === 0 ? 'primary' : undefined;
  if (text === undefined) {
    return h(
      'form',
      { class: 'inline', method: 'post', action },
      h('input', { type: 'hidden', name: 'answer', value }),
      h('button', { type: 'submit', id: `answer-${id}-${index}`, class: first }, label),
    );
  }
  return h(
    'form',
    { class: 'inline', method: 'post', action },
    h('label', { for: `text-${id}` }, label),
    h('input', {
      ...{ id: `text-${id}`, name: 'answer', required: true, autocomplete: 'off' },
      'aria-describedby': `hint-${id}`,
    }),
    h('button', { type: 'submit', id: `answer-${id}-${index}`, class: first }, 'Tell'),
    h('span', { class: 'hint', id: `hint-${id}` }, text),
  );
}
