import { pipeline } from 'node:stream/promises';
import type { MailboxDesk, MeshDraft } from '../doors/mailbox-desk.ts';
import { notFound } from './api-error.ts';
import { API } from './entry-view.ts';
import {
  byMailbox,
  byMailboxMessage,
  byMeshMessage,
  mailboxes,
  meshChange,
  meshDraft,
  meshMessage,
  meshMessages,
  meshSent,
  messageQuery,
} from './mailbox-schemas.ts';
import { type Route, route } from './route.ts';
import { errorBody } from './schemas.ts';

const REFUSED = { description: 'Nothing was changed; the message says why.', schema: errorBody };

/** The mailboxes of MESH and what lies in them. */
export function mailboxRoutes(desk: MailboxDesk): readonly Route[] {
  return [...boxRoutes(desk), ...messageRoutes(desk)];
}

function boxRoutes(desk: MailboxDesk): readonly Route[] {
  const known = (mailbox: string) => {
    if (desk.mailboxes().some(({ id }) => id === mailbox)) return mailbox;
    throw notFound(
      `MESH has no mailbox ${mailbox}`,
      'GET /api/v1/mesh/mailboxes lists those that there are.',
    );
  };
  const side = (name: 'inbox' | 'outbox', summary: string) =>
    route({
      method: 'get',
      path: `/mesh/mailboxes/:mailbox/${name}`,
      operation: name === 'inbox' ? 'listInbox' : 'listOutbox',
      summary,
      params: byMailbox,
      query: messageQuery,
      answers: { 200: { description: 'A page of them.', schema: meshMessages } },
      async handle({ params: { mailbox }, query: { status, workflow, limit, after } }) {
        const all = desk[name](known(mailbox));
        const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
        if (after !== undefined && from === 0)
          throw notFound(`the ${name} of ${mailbox} has no message ${after}`, 'Begin anew.');
        const found = all
          .slice(from)
          .filter((each) => status === undefined || each.status === status)
          .filter((each) => workflow === undefined || each.workflowId === workflow);
        const messages = found.slice(0, limit);
        const next = found.length > limit ? messages.at(-1)?.id : undefined;
        return { status: 200, body: { messages, ...(next && { next }) } };
      },
    });
  return [
    route({
      method: 'get',
      path: '/mesh/mailboxes',
      operation: 'listMailboxes',
      summary: 'Mailboxes, and how much waits in each.',
      answers: { 200: { description: 'All of them.', schema: mailboxes } },
      handle: async () => ({ status: 200, body: { mailboxes: desk.mailboxes() } }),
    }),
    side('inbox', 'What a mailbox has received and still knows.'),
    side('outbox', 'What a mailbox has sent and is still known.'),
    route({
      method: 'post',
      path: '/mesh/mailboxes/:mailbox/messages/:message/acknowledge',
      operation: 'acknowledgeMeshMessage',
      summary: 'Acknowledges a message as its recipient would.',
      params: byMailboxMessage,
      answers: { 204: { description: 'Acknowledged.' }, 409: REFUSED },
      async handle({ params: { mailbox, message } }) {
        await desk.acknowledge(known(mailbox), messageOf(desk, message).id);
        return { status: 204 };
      },
    }),
    route({
      method: 'delete',
      path: '/mesh/mailboxes/:mailbox/messages',
      operation: 'emptyMailbox',
      summary: 'Forgets what lies in one mailbox.',
      params: byMailbox,
      answers: { 204: { description: 'It is empty.' } },
      async handle({ params: { mailbox } }) {
        await desk.empty(known(mailbox));
        return { status: 204 };
      },
    }),
  ];
}

function messageRoutes(desk: MailboxDesk): readonly Route[] {
  return [
    route({
      method: 'post',
      path: '/mesh/messages',
      operation: 'sendMeshMessage',
      summary: 'Puts a message into a mailbox without asking at the door.',
      body: meshDraft,
      answers: { 201: { description: 'On record.', schema: meshSent }, 409: REFUSED },
      async handle({ body: { text, base64, ...rest } }) {
        const body = base64 === undefined ? Buffer.from(text ?? '') : Buffer.from(base64, 'base64');
        const messageId = await desk.send({ ...(rest as Omit<MeshDraft, 'body'>), body });
        const location = `${API}/mesh/messages/${encodeURIComponent(messageId)}`;
        return { status: 201, body: { messageId }, headers: { location } };
      },
    }),
    route({
      method: 'delete',
      path: '/mesh/messages',
      operation: 'emptyMailboxes',
      summary: 'Forgets what lies in all mailboxes.',
      answers: { 204: { description: 'They are empty.' } },
      async handle() {
        await desk.empty();
        return { status: 204 };
      },
    }),
    route({
      method: 'get',
      path: '/mesh/messages/:message',
      operation: 'getMeshMessage',
      summary: 'One message without its content, with all that happened to it.',
      params: byMeshMessage,
      answers: { 200: { description: 'The message.', schema: meshMessage } },
      handle: async ({ params: { message } }) => ({
        status: 200,
        body: messageOf(desk, message),
      }),
    }),
    route({
      method: 'get',
      path: '/mesh/messages/:message/content',
      operation: 'getMeshContent',
      summary: 'The content of a message as sent, its chunks in their order.',
      params: byMeshMessage,
      answers: { 200: { description: 'As on the wire.', type: 'application/octet-stream' } },
      async handle({ params: { message } }) {
        const { id } = messageOf(desk, message);
        const content = desk.content(id);
        if (!content)
          throw notFound(`the content of ${id} is gone`, 'Ask before the time to keep it is over.');
        return {
          stream: async (response) => {
            response.writeHead(200, {
              'content-type': 'application/octet-stream',
              'content-disposition': 'attachment; filename="message.dat"',
            });
            await pipeline(content, response);
          },
        };
      },
    }),
    route({
      method: 'post',
      path: '/mesh/messages/:message/events',
      operation: 'changeMeshMessage',
      summary: 'Puts a message into another state; its sender gets a report where it has failed.',
      params: byMeshMessage,
      body: meshChange,
      answers: { 200: { description: 'In force.', schema: meshMessage }, 409: REFUSED },
      async handle({ params: { message }, body }) {
        const { id } = messageOf(desk, message);
        await desk.change(id, body);
        return { status: 200, body: messageOf(desk, id) };
      },
    }),
  ];
}

function messageOf(desk: MailboxDesk, id: string) {
  const message = desk.message(id);
  if (message) return message;
  throw notFound(
    `MESH knows no message ${id}`,
    'GET /api/v1/mesh/mailboxes/{mailbox}/inbox and outbox list them.',
  );
}
