import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { MailboxDesk, MailboxFacts, MeshMessageView } from '../../../doors/mailbox-desk.ts';
import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { badge } from '../../pieces/badge.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';
import { moment } from '../../pieces/moment.ts';
import { pager } from '../../pieces/pager.ts';
import { bytes } from '../message/head-facts.ts';
import { liveRegion } from '../neighbours/live-region.ts';
import { mailboxAddress, mailboxLink, meshMessageLink, stateBadge } from './mailbox-words.ts';

const A_PAGE = 50;

/** How many of the latest are passed over, of either side. */
export interface BoxPages {
  readonly inbox: number;
  readonly outbox: number;
}

/** One mailbox with what it received and sent. */
export function mailboxPage(desk: MailboxDesk, box: MailboxFacts, pages: BoxPages): PageView {
  const { id, name, odsCode, active } = box;
  const query = `inbox=${pages.inbox}&outbox=${pages.outbox}`;
  return {
    title: `Mailbox ${id}`,
    aside: h(
      'span',
      { class: 'row' },
      active ? badge('good', 'open') : badge('odd', 'closed'),
      h('a', { class: 'button small', href: sendAddress('from', id) }, 'Send from it'),
      h('a', { class: 'button small', href: sendAddress('to', id) }, 'Send to it'),
      h(
        'form',
        { class: 'inline', method: 'post', action: `${CONSOLE}${mailboxAddress(id)}/empty` },
        h('button', { class: 'small danger', type: 'submit' }, 'Empty'),
      ),
    ),
    body: [
      crumbs(['Mailboxes', '/mailboxes'], [id]),
      h('p', { class: 'lead' }, name, ' of ', odsCode),
      liveRegion(`${mailboxAddress(id)}/boxes?${query}`, boxesOf(desk, id, pages)),
    ],
  };
}

/** Both sides, the latest first. */
export function boxesOf(desk: MailboxDesk, id: string, pages: BoxPages): Child {
  return [
    side('Inbox', desk.inbox(id), pages, 'inbox', 'Nothing came yet, or it was forgotten.'),
    side('Outbox', desk.outbox(id), pages, 'outbox', 'Nothing was sent yet, or it was forgotten.'),
  ];
}

function side(
  title: string,
  all: readonly MeshMessageView[],
  pages: BoxPages,
  name: keyof BoxPages,
  nothing: string,
): Child {
  const from = Math.min(pages[name], Math.max(0, all.length - 1));
  const shown = all.toReversed().slice(from, from + A_PAGE);
  const address = (at: number) => {
    const other = { ...pages, [name]: at };
    return `?inbox=${other.inbox}&outbox=${other.outbox}#${name}`;
  };
  const links = {
    earlier: from > 0 ? address(Math.max(0, from - A_PAGE)) : undefined,
    later: from + A_PAGE < all.length ? address(from + A_PAGE) : undefined,
    said: `${from + 1} to ${from + shown.length} of ${all.length.toLocaleString('en-GB')}, latest first`,
  };
  return [
    h('h2', { id: name }, title),
    shown.length === 0
      ? empty(`The ${name} is empty`, nothing)
      : [table(title, shown, name), all.length > A_PAGE && pager(links)],
  ];
}

function table(title: string, messages: readonly MeshMessageView[], name: keyof BoxPages): Markup {
  return dataTable<MeshMessageView>(
    title,
    [
      { title: 'Message', cell: meshMessageLink },
      { title: 'When', cell: ({ createdAt }) => moment(createdAt), className: 'nowrap' },
      name === 'inbox'
        ? { title: 'From', cell: ({ from }) => mailboxLink(from) }
        : { title: 'To', cell: ({ to }) => mailboxLink(to) },
      { title: 'Workflow', cell: ({ workflowId }) => workflowId, className: 'wide' },
      { title: 'Subject', cell: ({ subject }) => subject?.slice(0, 80), className: 'wide' },
      { title: 'Size', cell: (message) => bytes(message.bytes), className: 'num wide' },
      { title: 'State', cell: ({ status }) => stateBadge(status) },
    ],
    messages,
    ({ status }) => (status === 'undeliverable' || status === 'error' ? 'bad' : undefined),
  );
}

function sendAddress(side: 'from' | 'to', id: string): string {
  return `${CONSOLE}/mailboxes/send?${side}=${encodeURIComponent(id)}`;
}
