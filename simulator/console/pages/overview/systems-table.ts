import type { Entry } from '../../../../src/journal/entry.ts';
import type { Child } from '../../../../src/wire/html/markup.ts';
import type { Party } from '../../../world/world.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { CONSOLE, h } from '../../element.ts';
import { badge } from '../../pieces/badge.ts';
import { dataTable } from '../../pieces/data-table.ts';

const MOST = 20;

/** Practices: those that spinebox plays, and places for systems that are not ours with what was heard of them. */
export async function systemsTable({
  world,
  journal,
}: Pick<ConsoleParts, 'world' | 'journal'>): Promise<Child> {
  const { parties } = world.current();
  const work = new Map((await journal.openByParty()).map(({ toParty, open }) => [toParty, open]));
  // Systems that are not ours are what somebody looks for here.
  const shown = parties
    .toSorted((a, b) => Number(a.played === 'bundled') - Number(b.played === 'bundled'))
    .slice(0, MOST);
  const rows = await Promise.all(
    shown.map(async (party) => {
      const [heard] = await journal.find({
        ...{ kind: 'received', fromParty: party.partyKey, newestFirst: true, limit: 1 },
      });
      return { party, heard, open: work.get(party.partyKey) ?? 0 };
    }),
  );
  return [
    dataTable(
      'Systems',
      [
        {
          title: 'ODS code',
          cell: ({ party: { odsCode, endpoint } }) => h('span', { title: endpoint }, odsCode),
          className: 'nowrap',
        },
        { title: 'Name', cell: ({ party }) => party.name },
        { title: 'Heard of', cell: ({ party, heard }) => heardOf(party, heard) },
        {
          title: 'Not settled',
          cell: ({ open }) => (open > 0 ? badge('note', open) : '0'),
          className: 'num',
        },
      ],
      rows,
    ),
    parties.length > MOST &&
      h(
        'p',
        { class: 'soft' },
        `${parties.length - MOST} more are on the `,
        h('a', { href: `${CONSOLE}/world` }, 'World'),
        ' page.',
      ),
  ];
}

function heardOf({ played }: Party, heard: Entry | undefined): Child {
  if (!heard) return played === 'bundled' ? badge('good', 'bundled') : badge('plain', 'not yet');
  return [
    badge('good', played === 'bundled' ? 'bundled' : 'connected'),
    ' ',
    h(
      'a',
      { href: `${CONSOLE}/messages/${heard.sequence}` },
      h('time', { datetime: heard.at }, clockTime(heard.at)),
    ),
  ];
}

/** `2026-11-26 18:44:03` */
function clockTime(at: string): string {
  return at.slice(0, 19).replace('T', ' ');
}
