import { bytesText, durationText } from '../../../src/report/html/words.ts';
import { outcomeWords } from '../../../src/story/standing.ts';
import type { TransferRow } from '../../../src/story/transfer-index.ts';
import { odsOf } from '../../../src/story/witness.ts';
import type { Child, Markup } from '../../../src/wire/html/markup.ts';
import { h } from '../element.ts';
import { badge } from '../pieces/badge.ts';
import { type Column, dataTable } from '../pieces/data-table.ts';
import { transferPath } from './transfer/transfer-page.ts';
import { STATE_WORDS, stateTone } from './transfer-words.ts';

/** A page of the list. */
export function transfersTable(
  rows: readonly TransferRow[],
  nameOf: (ods: string) => string | undefined,
): Markup {
  const practice = (party: string | undefined): Child => {
    if (party === undefined) return h('span', { class: 'soft' }, '?');
    const ods = odsOf(party);
    const name = nameOf(ods);
    return name === undefined
      ? h('span', {}, ods)
      : [h('span', {}, name), h('span', { class: 'soft small nowrap' }, ods)];
  };
  const columns: readonly Column<TransferRow>[] = [
    { title: 'State', cell: stateCell },
    {
      title: 'Transfer',
      cell: ({ conversationId, progress: { sender, requester } }) => [
        h(
          'div',
          { class: 'who-with' },
          practice(sender),
          h('span', { class: 'soft' }, '\u2192', h('span', { class: 'vh' }, ' to ')),
          practice(requester),
        ),
        h(
          'a',
          { class: 'small mono whole', href: transferPath(conversationId) },
          cut(conversationId),
        ),
      ],
    },
    { title: 'Parts', className: 'wide nowrap', cell: partsCell },
    {
      title: 'Started (UTC)',
      className: 'nowrap wide',
      cell: ({ progress: { startedAt } }) =>
        h('time', { datetime: startedAt }, startedAt.replace('T', ' ').slice(0, 19)),
    },
    {
      title: 'Took',
      className: 'num nowrap',
      cell: ({ standing, progress: { startedAt, updatedAt } }) => {
        const until = standing.endedAt ?? updatedAt;
        return durationText(Date.parse(until) - Date.parse(startedAt));
      },
    },
    {
      title: 'Messages',
      className: 'num wide nowrap',
      cell: ({ progress: { messages, bytes } }) => [
        messages,
        h('div', { class: 'soft small' }, bytesText(bytes)),
      ],
    },
    { title: 'Noticed', cell: noticed },
  ];
  return dataTable('Transfers, newest first', columns, rows);
}

function stateCell({ conversationId, standing }: TransferRow): Child {
  const { state, outcome, code, why } = standing;
  const words = outcomeWords(outcome);
  return [
    h(
      'a',
      { id: `go-${conversationId}`, href: transferPath(conversationId) },
      badge(stateTone(state), STATE_WORDS[state]),
    ),
    code !== undefined && [' ', h('code', {}, code)],
    words !== STATE_WORDS[state] && h('div', { class: 'small words nowrap' }, words),
    why !== undefined && why !== '' && h('div', { class: 'soft small words' }, cut(why)),
  ];
}

const LONGEST = 80;

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}\u2026`;
}

function partsCell({ progress: { partsExpected, partsDone } }: TransferRow): Child {
  if (partsExpected === 0) return h('span', { class: 'soft' }, '\u2013');
  const said = `${partsDone} of ${partsExpected}`;
  return [
    h('progress', { value: partsDone, max: partsExpected, 'aria-label': `parts: ${said}` }, said),
    h('span', { class: 'small' }, ` ${said}`),
  ];
}

function noticed({ progress: { broken, departures, faults, retries } }: TransferRow): Child {
  const told = [
    broken > 0 && badge('bad', `${broken} broken`),
    departures > 0 && badge('odd', `${departures} departures`),
    faults > 0 && badge('note', `${faults} on purpose`),
    retries > 0 && badge('plain', `${retries} repeated`),
  ].filter((one) => one !== false);
  return told.length === 0
    ? h('span', { class: 'soft' }, '\u2013')
    : told.flatMap((one) => [one, ' ']);
}
