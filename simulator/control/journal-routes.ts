import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { BodyRef } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { notFound } from './api-error.ts';
import { viewEntry } from './entry-view.ts';
import type { EventStreams } from './event-streams.ts';
import {
  bodyQuery,
  entryView,
  eventsQuery,
  journalPage,
  journalQuery,
  sequenceParams,
} from './journal-schemas.ts';
import { type Route, route } from './route.ts';

/** What is on record: pages, entries, the exact bytes, and what comes in from now on. */
export function journalRoutes(journal: Journal, events: EventStreams): readonly Route[] {
  const entryOf = async (sequence: number) => {
    const found = await journal.get(sequence);
    if (found) return found;
    throw notFound(`entry ${sequence} is not on record`, 'GET /api/v1/journal lists what is.');
  };
  return [
    route({
      method: 'get',
      path: '/journal',
      operation: 'findEntries',
      summary: 'Entries for which every condition of the query holds.',
      query: journalQuery,
      answers: { 200: { description: 'Oldest first.', schema: journalPage } },
      async handle({ query }) {
        const { conversation, message, limit, newestFirst, open, ...conditions } = query;
        if (open === 'true') {
          const work = (await journal.openWork()).slice(0, limit);
          return { status: 200, body: { entries: work.map(viewEntry), next: null } };
        }
        const latest = newestFirst === 'true';
        const given = Object.entries({
          ...conditions,
          conversationId: conversation,
          messageId: message,
        }).filter(([, value]) => value !== undefined);
        // One more than asked for tells whether there is a next page.
        const found = await journal.find({
          ...Object.fromEntries(given),
          ...{ newestFirst: latest, limit: limit + 1 },
        });
        const page = found.slice(0, limit);
        const next = found.length > limit && !latest ? (page.at(-1)?.sequence ?? null) : null;
        return { status: 200, body: { entries: page.map(viewEntry), next } };
      },
    }),
    route({
      method: 'get',
      path: '/journal/:sequence',
      operation: 'getEntry',
      summary: 'One entry.',
      params: sequenceParams,
      answers: { 200: { description: 'The entry.', schema: entryView } },
      handle: async ({ params }) => ({
        status: 200,
        body: viewEntry(await entryOf(params.sequence)),
      }),
    }),
    route({
      method: 'get',
      path: '/journal/:sequence/body',
      operation: 'getBody',
      summary: 'The exact bytes of one side of the exchange.',
      params: sequenceParams,
      query: bodyQuery,
      answers: { 200: { description: 'As on the wire.', type: 'application/octet-stream' } },
      async handle({ params: { sequence }, query: { side } }) {
        const body = (await entryOf(sequence))[side]?.body;
        if (!body)
          throw notFound(`entry ${sequence} has no ${side} body`, 'Ask for the other side.');
        return sendBytes(journal, body, `journal-${sequence}-${side}.bin`);
      },
    }),
    route({
      method: 'get',
      path: '/events',
      operation: 'followEntries',
      summary:
        'Server-sent events: an `entry` for each journal entry, a `reset` when it starts over.',
      query: eventsQuery,
      answers: { 200: { description: 'Does not end by itself.', type: 'text/event-stream' } },
      handle: async ({ query, request }) => {
        const resumed = Number.parseInt(String(request.headers['last-event-id'] ?? ''), 10);
        return events.open(Number.isSafeInteger(resumed) ? resumed : query.after);
      },
    }),
  ];
}

/** A message of a peer is foreign content: never shown by a browser, never guessed at. */
function sendBytes(journal: Journal, body: BodyRef, name: string) {
  return {
    stream: async (response: ServerResponse) => {
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-length': body.length,
        'content-disposition': `attachment; filename="${name}"`,
      });
      await pipeline(journal.streamBody(body), response);
    },
  };
}
