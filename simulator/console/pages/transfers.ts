import { outcomeWords, TRANSFER_STATES } from '../../../src/story/standing.ts';
import {
  openTransferIndex,
  type TransferCounts,
  type TransferIndex,
} from '../../../src/story/transfer-index.ts';
import type { Child, Markup } from '../../../src/wire/html/markup.ts';
import type { ConsoleParts } from '../console-parts.ts';
import { CONSOLE, h } from '../element.ts';
import type { ConsoleCall, ConsoleRoute } from '../page.ts';
import { empty } from '../pieces/empty.ts';
import { pager } from '../pieces/pager.ts';
import { STATE_WORDS } from './transfer-words.ts';
import {
  cursorText,
  readTransfersView,
  type TransfersView,
  transfersLink,
} from './transfers-filter.ts';
import { transfersTable } from './transfers-table.ts';

/** The list of transfers: what is under way, what became of the others. */
export function transfersRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  let opened: TransferIndex | undefined;
  const indexed = async () => {
    opened ??= openTransferIndex(parts.journal);
    return { index: opened, unread: await opened.catchUp() };
  };
  const nameOf = (ods: string) => parts.world.current().partyByOds(ods)?.name;
  const region = async ({ query }: ConsoleCall): Promise<Child> => {
    const { index, unread } = await indexed();
    return list(index, readTransfersView(query), unread, nameOf);
  };
  return [
    {
      method: 'get',
      path: '/transfers',
      section: 'transfers',
      async answer(call) {
        const { index } = await indexed();
        const view = readTransfersView(call.query);
        const address = `${CONSOLE}/transfers-live${addressQuery(call.query)}`;
        return {
          title: 'Transfers',
          body: [
            filterForm(view, index.counts()),
            h('div', { 'data-live': address, 'data-on': 'journal' }, await region(call)),
          ],
        };
      },
    },
    {
      method: 'get',
      path: '/transfers-live',
      section: 'transfers',
      answer: async (call) => ({ fragment: await region(call) }),
    },
  ];
}

function addressQuery(query: URLSearchParams): string {
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

function list(
  index: TransferIndex,
  view: TransfersView,
  unread: number,
  nameOf: (ods: string) => string | undefined,
): Child {
  const page = index.page(view.filter, view.request);
  const { rows, total, earlier, later } = page;
  const [first] = rows;
  const last = rows.at(-1);
  const link = (change: Readonly<Record<string, string>>) => transfersLink(view, change);
  return [
    stateTabs(view, index.counts()),
    unread > 0 &&
      h(
        'p',
        { class: 'alert note', role: 'status' },
        `The journal is still being read: ${unread.toLocaleString('en-GB')} entries are not in the list yet.`,
      ),
    rows.length === 0
      ? empty(
          view.fields.size > 0 ? 'No transfer is like that.' : 'There has been no transfer yet.',
          ' ',
          view.fields.size > 0
            ? h('a', { href: `${CONSOLE}/transfers` }, 'Show all of them')
            : 'One begins when a practice asks for a record, or a scenario makes one do so.',
        )
      : transfersTable(rows, nameOf),
    first &&
      last &&
      pager({
        earlier: earlier ? link({ before: cursorText(first.cursor) }) : undefined,
        later: later ? link({ after: cursorText(last.cursor) }) : undefined,
        said: `${rows.length.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}, newest first`,
      }),
  ];
}

function stateTabs(view: TransfersView, counts: readonly TransferCounts[]): Markup {
  const of = (state: string | undefined) =>
    counts
      .filter((one) => state === undefined || one.state === state)
      .reduce((sum, { count }) => sum + count, 0);
  const tab = (label: string, state: string | undefined) =>
    h(
      'a',
      {
        id: `state-${state ?? 'all'}`,
        href: transfersLink(view, { state, outcome: undefined }),
        'aria-current': view.filter.state === state ? 'page' : undefined,
      },
      label,
      ' ',
      h('span', { class: 'soft small' }, of(state).toLocaleString('en-GB')),
    );
  return h(
    'nav',
    { class: 'tabs', 'aria-label': 'By state' },
    tab('all', undefined),
    TRANSFER_STATES.map((state) => tab(STATE_WORDS[state], state)),
  );
}

function filterForm({ fields }: TransfersView, counts: readonly TransferCounts[]): Markup {
  const outcomes = [...new Set(counts.map(({ outcome }) => outcome))].toSorted();
  const field = (label: string, name: string, control: Markup) =>
    h('div', { class: 'field' }, h('label', { for: `f-${name}` }, label), control);
  const input = (name: string, type: string, placeholder?: string) =>
    h('input', {
      ...{ id: `f-${name}`, name, type, placeholder },
      value: fields.get(name),
      autocomplete: 'off',
    });
  const state = fields.get('state');
  return h(
    'form',
    { class: 'filters', method: 'get', action: `${CONSOLE}/transfers`, role: 'search' },
    state !== undefined && h('input', { type: 'hidden', name: 'state', value: state }),
    field(
      'Outcome',
      'outcome',
      h(
        'select',
        { id: 'f-outcome', name: 'outcome' },
        h('option', { value: '' }, 'any'),
        outcomes.map((outcome) =>
          h(
            'option',
            { value: outcome, selected: fields.get('outcome') === outcome },
            outcomeWords(outcome),
          ),
        ),
      ),
    ),
    field('Practice', 'party', input('party', 'text', 'ODS code or party key')),
    field('Conversation', 'q', input('q', 'search', 'any part of its id')),
    field('From (UTC)', 'since', input('since', 'datetime-local')),
    field('Until (UTC)', 'until', input('until', 'datetime-local')),
    field(
      'Only with',
      'wrong',
      h(
        'select',
        { id: 'f-wrong', name: 'wrong' },
        h('option', { value: '' }, 'anything'),
        h(
          'option',
          { value: 'yes', selected: fields.get('wrong') === 'yes' },
          'findings, faults or repeats',
        ),
      ),
    ),
    h('button', { type: 'submit' }, 'Filter'),
    fields.size > 0 && h('a', { class: 'button quiet', href: `${CONSOLE}/transfers` }, 'Clear'),
  );
}
