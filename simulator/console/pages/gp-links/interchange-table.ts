import type { Child } from '../../../../src/wire/html/markup.ts';
import type { InterchangeView } from '../../../doors/nhais-desk.ts';
import { CONSOLE, h } from '../../element.ts';
import { badge } from '../../pieces/badge.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';
import { moment } from '../../pieces/moment.ts';
import { meshMessageAddress } from '../mailboxes/mailbox-words.ts';

const MOST_SHOWN = 100;

/** Interchanges that came or went, latest first; each leads to its entry, where its segments and deviations stand. */
export function interchangeTable(all: readonly InterchangeView[]): Child {
  const shown = all.slice(-MOST_SHOWN).toReversed();
  if (shown.length === 0)
    return empty('Nothing came or went', 'Send a transaction, or have the practice send one.');
  return [
    all.length > shown.length &&
      h('p', { class: 'soft' }, `The latest ${shown.length} of ${all.length}.`),
    dataTable<InterchangeView>(
      'Interchanges',
      [
        {
          title: 'Interchange',
          cell: ({ sequence, entry }) =>
            h('a', { href: `${CONSOLE}/messages/${entry}`, id: `interchange-${entry}` }, sequence),
          className: 'nowrap',
        },
        { title: 'When', cell: ({ at }) => moment(at), className: 'nowrap' },
        { title: 'Link', cell: ({ link }) => link },
        {
          title: 'Way',
          cell: ({ direction }) => (direction === 'in' ? 'from the practice' : 'to the practice'),
          className: 'wide',
        },
        {
          title: 'What',
          cell: ({ kind, codes }) => [
            kind === 'RECEP' ? badge('plain', 'receipt') : undefined,
            kind === 'RECEP' && codes.length > 0 && ' ',
            codes.slice(0, 12).join(' '),
          ],
        },
        { title: 'Deviations', cell: deviationsOf },
        { title: 'Receipt', cell: receiptOf },
        {
          title: 'Message of MESH',
          cell: ({ meshMessageId: id }) =>
            h('a', { class: 'mono small', href: CONSOLE + meshMessageAddress(id) }, id),
          className: 'wide',
        },
      ],
      shown,
      ({ deviations, receipted }) =>
        deviations > 0 ? 'bad' : receipted === false ? 'odd' : undefined,
    ),
  ];
}

function deviationsOf({ deviations }: InterchangeView): Child {
  return deviations > 0 ? badge('bad', deviations) : h('span', { class: 'soft' }, 'none');
}

function receiptOf({ receipted }: InterchangeView): Child {
  if (receipted === undefined) return undefined;
  return receipted ? badge('good', 'receipted') : badge('odd', 'waits');
}
