import type { NhaisDesk, SpontaneousTransaction } from '../doors/nhais-desk.ts';
import { notFound } from './api-error.ts';
import {
  interchangeQuery,
  nhaisInterchanges,
  nhaisLinks,
  nhaisSent,
  nhaisTransaction,
} from './nhais-schemas.ts';
import { type Route, route } from './route.ts';
import { errorBody } from './schemas.ts';

const REFUSED = { description: 'Nothing was sent; the message says why.', schema: errorBody };

/** The health authorities of GP Links: what came and went, and what they send of their own accord. */
export function nhaisRoutes(desk: NhaisDesk): readonly Route[] {
  const known = (link: string) => {
    if (desk.links().some(({ name }) => name === link)) return link;
    throw notFound(
      `there is no GP Link ${link}`,
      'GET /api/v1/nhais/links lists those that there are.',
    );
  };
  return [
    route({
      method: 'get',
      path: '/nhais/links',
      operation: 'listNhaisLinks',
      summary: 'Links with their numbers and what is not receipted.',
      answers: { 200: { description: 'All of them.', schema: nhaisLinks } },
      handle: async () => ({ status: 200, body: { links: desk.links() } }),
    }),
    route({
      method: 'get',
      path: '/nhais/interchanges',
      operation: 'listNhaisInterchanges',
      summary: 'Interchanges that came or went, the latest of them.',
      query: interchangeQuery,
      answers: { 200: { description: 'Oldest first.', schema: nhaisInterchanges } },
      async handle({ query: { link, limit } }) {
        const all = desk.interchanges(link === undefined ? undefined : known(link));
        return { status: 200, body: { interchanges: all.slice(-limit) } };
      },
    }),
    route({
      method: 'post',
      path: '/nhais/transactions',
      operation: 'sendNhaisTransaction',
      summary: 'Has the authority send a transaction of its own accord.',
      body: nhaisTransaction,
      answers: {
        201: { description: 'It lies in the mailbox of the practice.', schema: nhaisSent },
        409: REFUSED,
      },
      async handle({ body }) {
        known(body.link);
        return {
          status: 201,
          body: { sequence: await desk.send(body as SpontaneousTransaction) },
        };
      },
    }),
  ];
}
