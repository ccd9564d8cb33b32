import type { ConsoleParts } from '../../console-parts.ts';
import { CONSOLE, h } from '../../element.ts';
import { type ConsoleRoute, NothingHereError } from '../../page.ts';
import { empty } from '../../pieces/empty.ts';
import { scenarioTabs } from '../scenarios/scenario-tabs.ts';
import { taskList } from './task-list.ts';

const MOST_LETTERS = 10_000;

/** What people are asked to do by hand, and their answers. */
export function taskRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  const { persons } = parts;
  const nobody = empty(
    'People are asked by runs of the suite',
    'The profile of a system says which hooks a person carries out. ',
    h('code', {}, 'spinebox conform --sut sut.yaml --ask console'),
    ' asks for them here.',
  );
  const list = () => (persons ? taskList(persons.pending()) : nobody);
  return [
    {
      method: 'get',
      path: '/tasks',
      section: 'scenarios',
      answer: async () => ({
        title: 'Tasks',
        body: [
          scenarioTabs(parts, 'tasks'),
          h(
            'p',
            { class: 'soft' },
            'A scenario waits for what is asked here. Whoever answers first counts: here, at the terminal, over the API.',
          ),
          h(
            'div',
            { 'data-live': `${CONSOLE}/tasks/list`, 'data-on': 'tasks', 'aria-live': 'polite' },
            list(),
          ),
        ],
      }),
    },
    {
      method: 'get',
      path: '/tasks/list',
      section: 'scenarios',
      answer: async () => ({ fragment: list() }),
    },
    {
      method: 'post',
      path: '/tasks/:id',
      section: 'scenarios',
      async answer({ params, form }) {
        const text = (form.get('answer') ?? '').trim().slice(0, MOST_LETTERS);
        const answered = text !== '' && persons?.answer(params.id ?? '', text) === true;
        if (answered) return { seeOther: '/tasks' };
        throw new NothingHereError(
          'This is no longer asked: somebody has answered it, its time was over, or the answer was empty.',
          'The page Tasks shows what is asked now.',
        );
      },
    },
  ];
}
