import { nearestIds } from '../../src/explain/nearest-ids.ts';
import { z } from '../../src/platform/zod.ts';
import type { ControlParts } from '../doors/control-parts.ts';
import { notFound } from './api-error.ts';
import { API, viewEntry } from './entry-view.ts';
import { explanation } from './journal-schemas.ts';
import { type Route, route } from './route.ts';
import { errorBody, transferOrder, transferStarted, transfers, transferView } from './schemas.ts';

const byId = z.strictObject({ id: z.string().min(1) });
const byMessage = z.strictObject({ messageId: z.string().min(1) });

/** Record transfers between parties, and why messages went as they did. */
export function transferRoutes(parts: ControlParts): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/transfers',
      operation: 'listTransfers',
      summary: 'Every transfer since the start or the last reset.',
      answers: { 200: { description: 'Oldest first.', schema: transfers } },
      handle: async () => ({ status: 200, body: { transfers: parts.transfers() } }),
    }),
    route({
      method: 'post',
      path: '/transfers',
      operation: 'startTransfer',
      summary: 'Lets a bundled practice ask for a record.',
      body: transferOrder,
      answers: {
        202: {
          description: 'It has begun; Location says where to follow it.',
          schema: transferStarted,
        },
        409: { description: 'It cannot be carried out in this world.', schema: errorBody },
      },
      async handle({ body: { size, from, asRegistered, ...order } }) {
        const { conversationId } = await parts.startTransfer({
          ...order,
          ...(from !== undefined && { from }),
          ...(asRegistered !== undefined && { asRegistered }),
          ...(size !== undefined && { size }),
        });
        const location = `${API}/transfers/${encodeURIComponent(conversationId)}`;
        return { status: 202, body: { conversationId }, headers: { location } };
      },
    }),
    route({
      method: 'get',
      path: '/transfers/:id',
      operation: 'getTransfer',
      summary: 'One transfer, by its ConversationId.',
      params: byId,
      answers: { 200: { description: 'As far as it has come.', schema: transferView } },
      async handle({ params: { id } }) {
        const found = parts.transfer(id);
        if (found) return { status: 200, body: found };
        throw notFound(`no transfer ${id}`, 'GET /api/v1/transfers lists them.');
      },
    }),
    route({
      method: 'get',
      path: '/explain/:messageId',
      operation: 'explainMessage',
      summary: 'Why a message was answered and delivered as it was.',
      params: byMessage,
      answers: { 200: { description: 'Text and evidence.', schema: explanation } },
      async handle({ params: { messageId } }) {
        const found = await parts.explain(messageId);
        if (!found) {
          const near = await nearestIds(parts.journal, messageId);
          const nearest = near.length > 0 ? `The nearest on record: ${near.join(', ')}. ` : '';
          const hint = `${nearest}GET /api/v1/journal lists what is; the number of an entry will do for an id.`;
          throw notFound(`message ${messageId} is not on record`, hint);
        }
        return { status: 200, body: { ...found, entries: found.entries.map(viewEntry) } };
      },
    }),
  ];
}
