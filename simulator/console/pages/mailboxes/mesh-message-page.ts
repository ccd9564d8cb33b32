import type { Entry } from '../../../../src/journal/entry.ts';
import type { SimulatorError } from '../../../../src/platform/simulator-error.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { MeshMessageView } from '../../../doors/mailbox-desk.ts';
import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { facts } from '../../pieces/facts.ts';
import { moment } from '../../pieces/moment.ts';
import { bytes } from '../message/head-facts.ts';
import { formField, refusedAlert } from '../world/form-field.ts';
import { contentPreview } from './content-preview.ts';
import {
  MESH_STATES,
  mailboxAddress,
  mailboxLink,
  meshMessageAddress,
  stateBadge,
} from './mailbox-words.ts';

export interface MeshMessageParts {
  readonly message: MeshMessageView;
  /** The beginning of its content; `undefined` when it is gone. */
  readonly beginning: Buffer | undefined;
  /** What is on record of it, oldest first. */
  readonly entries: readonly Entry[];
  /** Line of the content to begin with. */
  readonly from: number;
  readonly refused?: SimulatorError | undefined;
}

/** One message of MESH: headers, what happened to it, content, and the ways to change its state. */
export function meshMessagePage(parts: MeshMessageParts): PageView {
  const { message, beginning, entries, from, refused } = parts;
  const { id, to, status, type } = message;
  return {
    title: type === 'REPORT' ? 'Report' : 'Message of MESH',
    ...(refused && { status: 422 }),
    aside: h('span', { class: 'row' }, stateBadge(status)),
    body: [
      crumbs(['Mailboxes', '/mailboxes'], [to, mailboxAddress(to)], [id]),
      h(
        'div',
        { class: 'split' },
        headCard(message),
        h('section', { class: 'card', 'aria-label': 'State' }, stateForms(message, refused)),
      ),
      h('h2', {}, 'What happened to it'),
      eventTable(message),
      entries.length > 0 && [h('h2', {}, 'On record'), entryTable(entries)],
      h(
        'div',
        { class: 'spread' },
        h('h2', { id: 'content' }, 'Content'),
        beginning !== undefined &&
          h(
            'a',
            {
              class: 'button small',
              href: `${CONSOLE}${meshMessageAddress(id)}/content`,
            },
            'Save it as it came',
          ),
      ),
      contentPreview(message, beginning, from),
    ],
  };
}

function headCard(message: MeshMessageView): Markup {
  const { id, from, to, workflowId, subject, localId, fileName, contentEncoding } = message;
  return h(
    'section',
    { class: 'card', 'aria-label': 'Headers' },
    facts([
      ['Message id', h('code', {}, id)],
      ['From', mailboxLink(from)],
      ['To', mailboxLink(to)],
      ['Workflow', h('code', {}, workflowId)],
      ['Subject', subject],
      ['Local id', localId && h('code', {}, localId)],
      ['File name', fileName],
      ['Encoding', contentEncoding],
      [
        'Size',
        `${bytes(message.bytes)}${message.chunks > 1 ? ` in ${message.chunks} chunks` : ''}`,
      ],
      ['Since', moment(message.createdAt)],
    ]),
  );
}

function stateForms({ id, to, status }: MeshMessageView, refused?: SimulatorError): Child {
  const address = `${CONSOLE}${meshMessageAddress(id)}`;
  return [
    h('h2', {}, 'State'),
    refusedAlert(refused),
    status === 'accepted' &&
      h(
        'form',
        { method: 'post', action: `${address}/acknowledge` },
        h('button', { type: 'submit', class: 'primary' }, `Acknowledge as ${to}`),
      ),
    h(
      'details',
      { open: refused !== undefined },
      h('summary', {}, 'Put it into another state'),
      h(
        'form',
        { class: 'fields', method: 'post', action: `${address}/state` },
        formField(
          {
            ...{ name: 'status', label: 'State', value: 'undeliverable' },
            choices: MESH_STATES.map((each) => [each, each] as const),
            hint: 'A report goes to the sender when it has failed.',
          },
          refused,
        ),
        formField({ name: 'code', label: 'Code', value: '14' }, refused),
        formField({ name: 'description', label: 'Description', value: '' }, refused),
        h('button', { type: 'submit' }, 'Change it'),
      ),
    ),
  ];
}

function eventTable({ events }: MeshMessageView): Markup {
  return dataTable(
    'What happened to it',
    [
      { title: 'When', cell: ({ at }) => moment(at), className: 'nowrap' },
      { title: 'State', cell: ({ status }) => stateBadge(status) },
      { title: 'Code', cell: ({ code }) => code && h('code', {}, code) },
      { title: 'Event', cell: ({ event }) => event, className: 'wide' },
      { title: 'Description', cell: ({ description }) => description },
      {
        title: 'Linked',
        cell: ({ linkedMessageId: linked }) =>
          linked && h('a', { href: CONSOLE + meshMessageAddress(linked) }, linked),
        className: 'wide',
      },
    ],
    events,
  );
}

function entryTable(entries: readonly Entry[]): Markup {
  return dataTable<Entry>(
    'On record',
    [
      {
        title: 'Entry',
        cell: ({ sequence }) => h('a', { href: `${CONSOLE}/messages/${sequence}` }, `#${sequence}`),
      },
      { title: 'When', cell: ({ at }) => moment(at), className: 'nowrap' },
      { title: 'Service', cell: ({ service }) => service, className: 'wide' },
      { title: 'What', cell: ({ summary }) => summary },
      { title: 'Answer', cell: ({ response }) => response?.status, className: 'num' },
    ],
    entries,
  );
}
