import type { NhaisDesk } from '../../../doors/nhais-desk.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { CONSOLE, h } from '../../element.ts';
import { type ConsoleRoute, NothingHereError, type PageView } from '../../page.ts';
import { empty } from '../../pieces/empty.ts';
import { liveRegion } from '../neighbours/live-region.ts';
import { neighbourTabs } from '../neighbours/neighbour-tabs.ts';
import { attempt } from '../world/attempt.ts';
import { interchangeTable } from './interchange-table.ts';
import { linkCards } from './link-cards.ts';
import { type RepliesForm, repliesOf, repliesPage } from './replies-page.ts';
import { sendTransactionPage, transactionOf } from './send-transaction-page.ts';

const section = 'neighbours' as const;
const get = { method: 'get', section } as const;
const post = { method: 'post', section } as const;

/** The health authorities of GP Links: numbers, interchanges, what they send and how they answer. */
export function linkRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  const { nhais: desk } = parts;
  return desk ? [...showRoutes(parts, desk), ...steerRoutes(parts, desk)] : [without(parts)];
}

function without(parts: ConsoleParts): ConsoleRoute {
  return {
    ...get,
    path: '/gp-links',
    answer: async () => ({
      title: 'GP Links',
      body: [
        neighbourTabs(parts, 'links'),
        empty('There is no link in this world', 'Add one: nhais.links, and start again.'),
      ],
    }),
  };
}

function showRoutes(parts: ConsoleParts, desk: NhaisDesk): readonly ConsoleRoute[] {
  const pieces = () => [
    linkCards(desk.links()),
    h('h2', { id: 'interchanges' }, 'Interchanges'),
    interchangeTable(desk.interchanges()),
  ];
  return [
    {
      ...get,
      path: '/gp-links',
      answer: async () => ({
        title: 'GP Links',
        aside: h(
          'a',
          { class: 'button small', href: `${CONSOLE}/gp-links/send` },
          'Send a transaction',
        ),
        body: [neighbourTabs(parts, 'links'), liveRegion('/gp-links/now', pieces())],
      }),
    },
    { ...get, path: '/gp-links/now', answer: async () => ({ fragment: pieces() }) },
  ];
}

function steerRoutes({ settings }: ConsoleParts, desk: NhaisDesk): readonly ConsoleRoute[] {
  const replies = (name = '', form: RepliesForm = {}): PageView => {
    const { links } = settings.config().nhais;
    const link = Object.hasOwn(links, name) ? links[name] : undefined;
    if (link) return repliesPage(name, link, form);
    throw new NothingHereError('There is no such link.', 'The page GP Links lists them.');
  };
  return [
    {
      ...get,
      path: '/gp-links/send',
      answer: async ({ query }) => sendTransactionPage(desk.links(), query),
    },
    {
      ...post,
      path: '/gp-links/send',
      async answer({ form }) {
        const tried = await attempt(async () => desk.send(transactionOf(form)));
        if (tried.ok) return { seeOther: '/gp-links#interchanges' };
        return sendTransactionPage(desk.links(), form, tried.refused);
      },
    },
    {
      ...get,
      path: '/gp-links/:link/replies',
      answer: async ({ params }) => replies(params.link),
    },
    {
      ...post,
      path: '/gp-links/:link/replies',
      async answer({ params: { link = '' }, form }) {
        replies(link);
        const tried = await attempt(() =>
          settings.patch({ nhais: { links: { [link]: repliesOf(form) } } }),
        );
        return tried.ok
          ? replies(link, { changed: tried.result })
          : replies(link, { refused: tried.refused, typed: form });
      },
    },
  ];
}
