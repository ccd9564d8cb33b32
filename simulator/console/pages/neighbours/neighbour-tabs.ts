import type { Markup } from '../../../../src/wire/html/markup.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { CONSOLE, h } from '../../element.ts';

const TABS = [
  ['mailboxes', 'Mailboxes', '/mailboxes'],
  ['links', 'GP Links', '/gp-links'],
  ['organisations', 'Organisations', '/organisations'],
  ['adaptors', 'Adaptors', '/adaptors'],
] as const;
export type NeighbourTab = (typeof TABS)[number][0];

/** What stands beside Spine. Counts tell what waits for somebody. */
export function neighbourTabs(
  { mailboxes, nhais, adaptors }: Pick<ConsoleParts, 'mailboxes' | 'nhais' | 'adaptors'>,
  current: NeighbourTab,
): Markup {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  const counts: Readonly<Record<NeighbourTab, readonly [number, string]>> = {
    mailboxes: [sum((mailboxes?.mailboxes() ?? []).map(({ waiting }) => waiting)), 'to collect'],
    links: [
      sum((nhais?.links() ?? []).map(({ unreceipted }) => unreceipted.length)),
      'not receipted',
    ],
    organisations: [0, ''],
    adaptors: [sum((adaptors?.adaptors() ?? []).map(({ waiting = 0 }) => waiting)), 'in queues'],
  };
  const items = TABS.map(([name, label, path]) => {
    const [count, what] = counts[name];
    return h(
      'li',
      {},
      h(
        'a',
        { href: CONSOLE + path, 'aria-current': name === current ? 'page' : undefined },
        label,
        count > 0 && [
          ' ',
          h('span', { class: 'count' }, count, h('span', { class: 'vh' }, ` ${what}`)),
        ],
      ),
    );
  });
  return h('nav', { 'aria-label': 'Neighbours' }, h('ul', { class: 'tabs' }, items));
}
