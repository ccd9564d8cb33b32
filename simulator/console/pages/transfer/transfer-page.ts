import { GP2GP_SERVICE } from '../../../../src/domain/interaction.ts';
import type { ConversationStory } from '../../../../src/story/conversation-story.ts';
import type { Child } from '../../../../src/wire/html/markup.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { CONSOLE, h } from '../../element.ts';
import { type ConsoleCall, type ConsoleRoute, NothingHereError } from '../../page.ts';
import { badge } from '../../pieces/badge.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { STATE_WORDS, stateTone } from '../transfer-words.ts';
import { bundleDownload, bundleLinks } from './bundle-download.ts';
import { type DiagramOptions, diagram } from './diagram.ts';
import { diagramRows } from './diagram-rows.ts';
import { spansOf, spanText } from './draw-timers.ts';
import { storyList } from './story-list.ts';
import { storyShelf } from './story-shelf.ts';
import { verdictCard } from './verdict-card.ts';

/** One conversation: how it stands, and the diagram of what was said. */
export function transferRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  const { journal, world } = parts;
  const shelf = storyShelf(journal, {
    termsOf: ({ toParty, interaction }) =>
      world.current().contractFor(toParty, GP2GP_SERVICE, interaction)?.reliability,
    isSpine: (party) => party.toUpperCase() === world.current().spine.partyKey.toUpperCase(),
  });
  const nameOf = (lane: string) => world.current().partyByOds(lane)?.name;
  const told = async ({ params }: ConsoleCall): Promise<ConversationStory> => {
    const conversation = params.conversation ?? '';
    const story = await shelf(conversation);
    if (story) return story;
    throw new NothingHereError(
      `The journal has nothing of the conversation ${conversation}.`,
      'It may have been emptied since. The list of transfers shows what there is.',
    );
  };
  return [
    {
      method: 'get',
      path: '/transfers/:conversation',
      section: 'transfers',
      async answer(call) {
        const story = await told(call);
        const { state } = story.standing;
        const address = `${transferPath(story.conversationId)}/live${queryOf(call)}`;
        return {
          title: titleOf(story, nameOf),
          aside: badge(stateTone(state), STATE_WORDS[state]),
          body: [
            crumbs(['Transfers', '/transfers'], [story.conversationId]),
            parts.bundles && bundleLinks(transferPath(story.conversationId)),
            h('div', { 'data-live': address, 'data-on': 'journal' }, region(story, call, nameOf)),
          ],
        };
      },
    },
    {
      method: 'get',
      path: '/transfers/:conversation/live',
      section: 'transfers',
      answer: async (call) => ({ fragment: region(await told(call), call, nameOf) }),
    },
    bundleDownload(parts),
  ];
}

/** The address of a conversation's page. Ids of peers may hold anything. */
export function transferPath(conversationId: string): string {
  return `${CONSOLE}/transfers/${encodeURIComponent(conversationId.toWellFormed())}`;
}

function titleOf(
  { lanes }: ConversationStory,
  nameOf: (lane: string) => string | undefined,
): string {
  const named = (role: string) => {
    const lane = lanes.find((one) => one.role === role);
    return lane && (nameOf(lane.id) ?? lane.title);
  };
  const sender = named('sender');
  const requester = named('requester');
  if (sender === undefined && requester === undefined) return 'Conversation';
  return `${sender ?? '?'} \u2192 ${requester ?? '?'}`;
}

interface ViewState {
  readonly list: boolean;
  readonly unfold: readonly string[];
}

function viewOf({ query }: ConsoleCall): ViewState {
  return {
    list: query.get('view') === 'list',
    unfold: query.getAll('unfold').filter((id) => /^\w{1,20}$/.test(id)),
  };
}

function linkOf({ list, unfold }: ViewState): string {
  const query = new URLSearchParams(unfold.map((id): [string, string] => ['unfold', id]));
  if (list) query.set('view', 'list');
  return `?${query}`;
}

function queryOf(call: ConsoleCall): string {
  const link = linkOf(viewOf(call));
  return link === '?' ? '' : link;
}

function region(
  story: ConversationStory,
  call: ConsoleCall,
  nameOf: (lane: string) => string | undefined,
): Child {
  const view = viewOf(call);
  const all = view.unfold.includes('all');
  const rows = diagramRows(story, { all, ids: new Set(view.unfold) });
  const spans = spansOf(story);
  const unfoldLink = (id: string) =>
    linkOf({ ...view, unfold: view.unfold.includes(id) ? view.unfold : [...view.unfold, id] });
  const options: DiagramOptions = { story, rows, spans, nameOf, unfoldLink };
  return [
    verdictCard(story),
    tabs(view, all),
    h(
      'div',
      { class: view.list ? 'view-list' : 'view-diagram' },
      diagram(options),
      storyList(options),
    ),
    legend(),
    spans.length > 0 && [
      h('h2', {}, 'Timers and deadlines'),
      h(
        'ol',
        { class: 'spans' },
        spans.map((span) =>
          h('li', { class: span.end === 'expired' ? 'bad' : undefined }, spanText(span)),
        ),
      ),
    ],
    story.unread > 0 &&
      h(
        'p',
        { class: 'alert odd' },
        `The conversation has ${story.unread} more entries, which are not shown.`,
      ),
  ];
}

function tabs(view: ViewState, all: boolean): Child {
  const tab = (label: string, list: boolean) =>
    h(
      'a',
      {
        href: linkOf({ ...view, list }),
        'aria-current': view.list === list ? 'page' : undefined,
        id: list ? 'tab-list' : 'tab-diagram',
      },
      label,
    );
  const folded = view.unfold.length > 0;
  return h(
    'nav',
    { class: 'tabs view-tabs', 'aria-label': 'How it is shown' },
    tab('Diagram', false),
    tab('List', true),
    !all && h('a', { id: 'unfold-all', href: linkOf({ ...view, unfold: ['all'] }) }, 'Every step'),
    folded && h('a', { id: 'fold', href: linkOf({ ...view, unfold: [] }) }, 'Folded'),
  );
}

function legend(): Child {
  return h(
    'ul',
    { class: 'legend' },
    h('li', {}, '\u26a1 done on purpose'),
    h('li', {}, '! against a rule'),
    h('li', {}, '\u2715 went no further'),
    h('li', {}, '\u00d73 sent three times'),
    h('li', {}, 'dashed: the answer on the same connection'),
    h('li', {}, 'each arrow opens its message'),
  );
}
