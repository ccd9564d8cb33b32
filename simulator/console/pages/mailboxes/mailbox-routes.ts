import { pipeline } from 'node:stream/promises';
import type { MailboxDesk, MeshStatus } from '../../../doors/mailbox-desk.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { CONSOLE, h } from '../../element.ts';
import { type ConsoleAnswer, type ConsoleRoute, NothingHereError } from '../../page.ts';
import { empty } from '../../pieces/empty.ts';
import { safeName } from '../../view/safe-name.ts';
import { whole } from '../message/message-page.ts';
import { liveRegion } from '../neighbours/live-region.ts';
import { neighbourTabs } from '../neighbours/neighbour-tabs.ts';
import { attempt } from '../world/attempt.ts';
import { beginningOf } from './beginning-of.ts';
import { mailboxList } from './mailbox-list.ts';
import { boxesOf, mailboxPage } from './mailbox-page.ts';
import { MESH_STATES, mailboxAddress, meshMessageAddress } from './mailbox-words.ts';
import { meshMessagePage } from './mesh-message-page.ts';
import { meshDraftOf, sendPage } from './send-page.ts';

const section = 'neighbours' as const;
const get = { method: 'get', section } as const;
const post = { method: 'post', section } as const;
const MOST_ENTRIES = 50;

/** The mailboxes of MESH: what lies in them, messages in and out. */
export function mailboxRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  const { mailboxes: desk } = parts;
  if (!desk) return [withoutMesh(parts)];
  return [...boxRoutes(parts, desk), ...messageRoutes(parts, desk)];
}

function withoutMesh(parts: ConsoleParts): ConsoleRoute {
  return {
    ...get,
    path: '/mailboxes',
    answer: async () => ({
      title: 'Mailboxes',
      body: [
        neighbourTabs(parts, 'mailboxes'),
        empty('MESH is off in this world', 'Set mesh.enabled to true, and start again.'),
      ],
    }),
  };
}

function boxRoutes(parts: ConsoleParts, desk: MailboxDesk): readonly ConsoleRoute[] {
  const boxOf = (id = '') => {
    const box = desk.mailboxes().find((each) => each.id === id.toUpperCase());
    if (box) return box;
    throw new NothingHereError('There is no such mailbox.', 'The page Mailboxes lists them.');
  };
  const pagesOf = (query: URLSearchParams) => ({
    inbox: whole(query.get('inbox')) ?? 0,
    outbox: whole(query.get('outbox')) ?? 0,
  });
  const config = () => parts.settings.config().mesh;
  return [
    {
      ...get,
      path: '/mailboxes',
      answer: async () => ({
        title: 'Mailboxes',
        aside: h(
          'span',
          { class: 'row' },
          h('a', { class: 'button small', href: `${CONSOLE}/mailboxes/send` }, 'Send a message'),
          h(
            'form',
            { class: 'inline', method: 'post', action: `${CONSOLE}/mailboxes/empty` },
            h('button', { class: 'small danger', type: 'submit' }, 'Empty all'),
          ),
        ),
        body: [neighbourTabs(parts, 'mailboxes'), liveRegion('/mailboxes/list', mailboxList(desk))],
      }),
    },
    { ...get, path: '/mailboxes/list', answer: async () => ({ fragment: mailboxList(desk) }) },
    {
      ...post,
      path: '/mailboxes/empty',
      async answer() {
        await desk.empty();
        return { seeOther: '/mailboxes' };
      },
    },
    {
      ...get,
      path: '/mailboxes/send',
      answer: async ({ query }) => sendPage(desk, config(), query),
    },
    {
      ...post,
      path: '/mailboxes/send',
      async answer({ form }) {
        const tried = await attempt(async () => desk.send(meshDraftOf(form)));
        if (tried.ok) return { seeOther: meshMessageAddress(tried.result) };
        return sendPage(desk, config(), form, tried.refused);
      },
    },
    {
      ...get,
      path: '/mailboxes/:mailbox',
      answer: async ({ params, query }) => mailboxPage(desk, boxOf(params.mailbox), pagesOf(query)),
    },
    {
      ...get,
      path: '/mailboxes/:mailbox/boxes',
      answer: async ({ params, query }) => ({
        fragment: boxesOf(desk, boxOf(params.mailbox).id, pagesOf(query)),
      }),
    },
    {
      ...post,
      path: '/mailboxes/:mailbox/empty',
      async answer({ params }) {
        const { id } = boxOf(params.mailbox);
        await desk.empty(id);
        return { seeOther: mailboxAddress(id) };
      },
    },
  ];
}

function messageRoutes({ journal }: ConsoleParts, desk: MailboxDesk): readonly ConsoleRoute[] {
  const messageOf = (id = '') => {
    const message = desk.message(id);
    if (message) return message;
    throw new NothingHereError(
      'MESH knows no such message.',
      'It may have been forgotten. The page of its mailbox lists those that are known.',
    );
  };
  const view = async (id: string | undefined, from: number, refused?: Refusal) => {
    const message = messageOf(id);
    const entries = await journal.find({ messageId: message.id, limit: MOST_ENTRIES });
    const beginning = await beginningOf(desk.content(message.id));
    return meshMessagePage({ message, beginning, entries, from, refused });
  };
  return [
    {
      ...get,
      path: '/mesh/:message',
      answer: async ({ params, query }) => view(params.message, whole(query.get('from')) ?? 1),
    },
    {
      ...get,
      path: '/mesh/:message/content',
      async answer({ params }): Promise<ConsoleAnswer> {
        const { id, fileName } = messageOf(params.message);
        const content = desk.content(id);
        if (!content)
          throw new NothingHereError(
            'Its content is gone.',
            'It is kept until mesh.keepFor is over.',
          );
        const write = (response: NodeJS.WritableStream) => pipeline(content, response);
        return { download: { name: safeName(fileName ?? 'message.dat', 'message.dat'), write } };
      },
    },
    {
      ...post,
      path: '/mesh/:message/acknowledge',
      async answer({ params }) {
        const { id, to } = messageOf(params.message);
        const tried = await attempt(() => desk.acknowledge(to, id));
        return tried.ok ? { seeOther: meshMessageAddress(id) } : view(id, 1, tried.refused);
      },
    },
    {
      ...post,
      path: '/mesh/:message/state',
      async answer({ params, form }) {
        const { id } = messageOf(params.message);
        const text = (name: string) => form.get(name)?.trim().slice(0, 1000) || undefined;
        const status = MESH_STATES.find((each) => each === form.get('status'));
        const event = {
          status: status ?? ('error' satisfies MeshStatus),
          code: text('code'),
          description: text('description'),
        };
        const tried = await attempt(() => desk.change(id, event));
        return tried.ok ? { seeOther: meshMessageAddress(id) } : view(id, 1, tried.refused);
      },
    },
  ];
}

type Refusal = Parameters<typeof meshMessagePage>[0]['refused'];
