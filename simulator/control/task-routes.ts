import { z } from '../../src/platform/zod.ts';
import type { PersonDesk } from '../doors/person-desk.ts';
import { notFound } from './api-error.ts';
import { type Route, route } from './route.ts';
import { named } from './schemas.ts';

const text = z.string();

const tasks = named(
  'Tasks',
  z.strictObject({
    tasks: z.array(
      z.strictObject({
        id: text,
        hook: text.describe('Which hook asks: registerPatient.'),
        instruction: text.describe('What to do.'),
        facts: z.record(text, text),
        note: text.optional().describe('Why it is asked again.'),
        answers: z
          .array(
            z.strictObject({
              value: text,
              label: text,
              text: text.optional().describe('Of an answer in words: how it is written.'),
            }),
          )
          .describe('What can be answered, the usual one first.'),
        askedAt: z.iso.datetime(),
        until: z.iso.datetime().describe('When it is given up.'),
      }),
    ),
  }),
);

const taskAnswer = named(
  'TaskAnswer',
  z.strictObject({
    answer: text.min(1).max(10_000).describe('A value of the answers, or a text where one is.'),
  }),
);

/** What people are asked to do by hand while a run waits. */
export function taskRoutes(persons: PersonDesk): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/tasks',
      operation: 'listTasks',
      summary: 'What people have to do in the system now, the longest waiting first.',
      answers: { 200: { description: 'None when nothing is waited for.', schema: tasks } },
      handle: async () => ({
        status: 200,
        body: { tasks: persons.pending() },
      }),
    }),
    route({
      method: 'post',
      path: '/tasks/:id',
      operation: 'answerTask',
      summary: 'Says that it was done, or could not be. Whoever answers first counts.',
      params: z.strictObject({ id: text.min(1) }),
      body: taskAnswer,
      answers: { 204: { description: 'The run goes on.' } },
      async handle({ params: { id }, body: { answer } }) {
        if (persons.answer(id, answer)) return { status: 204 };
        throw notFound(`no task ${id} is asked`, 'GET /api/v1/tasks lists those that are.');
      },
    }),
  ];
}
