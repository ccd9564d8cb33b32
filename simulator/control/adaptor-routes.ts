import { z } from '../../src/platform/zod.ts';
import type { AdaptorDesk } from '../doors/adaptor-desk.ts';
import { notFound } from './api-error.ts';
import { byOdsCode } from './organisation-schemas.ts';
import { type Route, route } from './route.ts';
import { named } from './schemas.ts';

const text = z.string();
const work = z.enum(['outbound', 'inbound']);

const adaptors = named(
  'Adaptors',
  z.strictObject({
    adaptors: z.array(
      z.strictObject({
        odsCode: text,
        rest: text.describe('Where messages are handed over.'),
        broker: text.describe('Without user and password.'),
        embedded: z.boolean(),
        queue: text,
        waiting: z.int().optional().describe('Messages in the embedded queue that nobody settled.'),
        consumers: z.int().optional(),
        connected: z.boolean(),
      }),
    ),
  }),
);

const descriptions = named(
  'AdaptorWork',
  z.strictObject({
    work: z
      .array(
        z.strictObject({
          messageId: text,
          conversationId: text,
          interaction: text,
          direction: work,
          state: text.meta({ examples: ['OUTBOUND_MESSAGE_ACKD'] }),
          at: z.iso.datetime(),
        }),
      )
      .describe('Latest first.'),
  }),
);

const question = z.strictObject({
  direction: work.optional(),
  state: text.min(1).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** The MHS adaptors that are played, and how far they have come with each message. */
export function adaptorRoutes(desk: AdaptorDesk): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/adaptors',
      operation: 'listAdaptors',
      summary: 'Adaptors with their queues.',
      answers: { 200: { description: 'All of them.', schema: adaptors } },
      handle: async () => ({ status: 200, body: { adaptors: desk.adaptors() } }),
    }),
    route({
      method: 'get',
      path: '/adaptors/:odsCode/work',
      operation: 'listAdaptorWork',
      summary: 'Messages of an adaptor and how far it has come with each.',
      params: byOdsCode,
      query: question,
      answers: { 200: { description: 'Latest first.', schema: descriptions } },
      async handle({ params: { odsCode }, query: { direction, state, limit } }) {
        if (!desk.adaptors().some((each) => each.odsCode === odsCode))
          throw notFound(
            `no adaptor is played for ${odsCode}`,
            'GET /api/v1/adaptors lists those that there are.',
          );
        const found = desk
          .work(odsCode)
          .filter((each) => direction === undefined || each.direction === direction)
          .filter((each) => state === undefined || each.state === state);
        return { status: 200, body: { work: found.slice(0, limit) } };
      },
    }),
  ];
}
