import type { Child } from '../../../../src/wire/html/markup.ts';
import type { MailboxDesk } from '../../../doors/mailbox-desk.ts';
import { CONSOLE, h } from '../../element.ts';
import { badge } from '../../pieces/badge.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';
import { mailboxAddress } from './mailbox-words.ts';

/** Mailboxes, and how much waits in each. */
export function mailboxList(desk: MailboxDesk): Child {
  const boxes = desk.mailboxes();
  if (boxes.length === 0)
    return empty('There is no mailbox', 'Add some to the world file: mesh.mailboxes.');
  return dataTable(
    'Mailboxes',
    [
      {
        title: 'Mailbox',
        cell: ({ id }) => h('a', { href: CONSOLE + mailboxAddress(id), id: `box-${id}` }, id),
        className: 'nowrap',
      },
      { title: 'Name', cell: ({ name }) => name },
      { title: 'ODS', cell: ({ odsCode }) => odsCode, className: 'wide' },
      {
        title: 'To collect',
        cell: ({ waiting }) => (waiting > 0 ? badge('note', waiting) : '0'),
        className: 'num',
      },
      {
        title: 'State',
        cell: ({ active }) => (active ? badge('good', 'open') : badge('odd', 'closed')),
      },
    ],
    boxes,
  );
}
