import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { AdaptorDesk, AdaptorFacts, WorkDescription } from '../../../doors/adaptor-desk.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { CONSOLE, h } from '../../element.ts';
import type { ConsoleRoute } from '../../page.ts';
import { badge, type Tone } from '../../pieces/badge.ts';
import { copyable } from '../../pieces/copyable.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';
import { facts } from '../../pieces/facts.ts';
import { moment } from '../../pieces/moment.ts';
import { addressPart } from '../neighbours/address-part.ts';
import { liveRegion } from '../neighbours/live-region.ts';
import { neighbourTabs } from '../neighbours/neighbour-tabs.ts';

const MOST_SHOWN = 100;

/** The MHS adaptors that are played: queues, and how far each has come with its messages. */
export function adaptorRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  const get = { method: 'get', section: 'neighbours' } as const;
  const { adaptors: desk } = parts;
  return [
    {
      ...get,
      path: '/adaptors',
      answer: async () => ({
        title: 'MHS adaptors',
        body: [
          neighbourTabs(parts, 'adaptors'),
          desk
            ? liveRegion('/adaptors/now', all(desk))
            : empty(
                'No adaptor is played',
                'Give an organisation of the world one: organisations.NAME.adaptor.',
              ),
        ],
      }),
    },
    { ...get, path: '/adaptors/now', answer: async () => ({ fragment: desk && all(desk) }) },
  ];
}

function all(desk: AdaptorDesk): Child {
  return desk
    .adaptors()
    .map((adaptor) => [
      h('h2', { id: `adaptor-${adaptor.odsCode}` }, `Adaptor of ${adaptor.odsCode}`),
      card(adaptor),
      workTable(adaptor.odsCode, desk.work(adaptor.odsCode).slice(0, MOST_SHOWN)),
    ]);
}

function card(adaptor: AdaptorFacts): Markup {
  const { odsCode, rest, broker, embedded, queue, waiting, consumers, connected } = adaptor;
  return h(
    'section',
    { class: 'card', 'aria-label': `Adaptor of ${odsCode}` },
    h(
      'div',
      { class: 'row' },
      connected ? badge('good', 'broker reached') : badge('bad', 'broker not reached'),
      waiting !== undefined && badge(waiting > 0 ? 'odd' : 'plain', `${waiting} in the queue`),
      consumers !== undefined &&
        badge(
          consumers > 0 ? 'good' : 'odd',
          consumers === 1 ? '1 consumer' : `${consumers} consumers`,
        ),
    ),
    facts([
      ['Send to', copyable(rest, `REST address of the adaptor of ${odsCode}`)],
      ['Broker', copyable(broker, `broker of the adaptor of ${odsCode}`)],
      ['Queue', [h('code', {}, queue), embedded ? ', embedded' : ', of somebody else']],
    ]),
  );
}

function workTable(odsCode: string, work: readonly WorkDescription[]): Child {
  if (work.length === 0)
    return empty('Nothing was handed over yet', `POST a message, or send one to ${odsCode}.`);
  return dataTable<WorkDescription>(
    `Work of the adaptor of ${odsCode}`,
    [
      { title: 'When', cell: ({ at }) => moment(at), className: 'nowrap' },
      { title: 'Interaction', cell: ({ interaction }) => interaction },
      { title: 'Way', cell: ({ direction }) => direction, className: 'wide' },
      { title: 'State', cell: ({ state }) => badge(toneOf(state), state) },
      {
        title: 'Conversation',
        cell: ({ conversationId }) =>
          h(
            'a',
            { class: 'mono small', href: `${CONSOLE}/transfers/${addressPart(conversationId)}` },
            conversationId,
          ),
        className: 'wide id',
      },
      {
        title: 'Message',
        cell: ({ messageId }) => h('code', { class: 'small' }, messageId),
        className: 'wide id',
      },
    ],
    work,
    ({ state }) => (toneOf(state) === 'bad' ? 'bad' : undefined),
  );
}

/** By the words of mhs 7.6. */
function toneOf(state: string): Tone {
  if (/NACKD|FAILED|ERROR/.test(state)) return 'bad';
  if (/ACKD|SUCCESS|STORED|RESPONSE_RECEIVED/.test(state)) return 'good';
  return 'note';
}
