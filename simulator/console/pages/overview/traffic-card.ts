import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';
import type { Count, TrafficView } from '../../traffic.ts';

const MOST = 15;
const HEIGHT = 40;
const STEP = 10;

/** What came in, as bars and by interaction. */
export function trafficCard({ bars, byInteraction, fiveMinutes }: TrafficView): Child {
  if (fiveMinutes.taken + fiveMinutes.refused === 0)
    return empty(
      'Nothing came in during the last five minutes',
      'Send a message to Spine, ask the directory or PDS, or play a transfer: ',
      h('code', {}, 'spinebox transfer --from Z99001 --to Z99002 --patient 9990000018'),
    );
  return [
    h('div', { class: 'card' }, chart(bars)),
    dataTable(
      'Traffic by interaction',
      [
        {
          title: 'Interaction or operation',
          cell: ({ interaction }) => h('code', {}, interaction),
        },
        { title: 'Service', cell: ({ service }) => service },
        { title: 'Taken', cell: ({ taken }) => taken, className: 'num' },
        {
          title: 'Refused',
          cell: ({ refused }) => (refused > 0 ? h('strong', { class: 'bad' }, refused) : '0'),
          className: 'num',
        },
      ],
      byInteraction.slice(0, MOST),
    ),
    byInteraction.length > MOST &&
      h('p', { class: 'soft' }, `${byInteraction.length - MOST} more interactions`),
  ];
}

function chart(bars: readonly Count[]): Markup {
  const most = Math.max(1, ...bars.map(({ taken, refused }) => taken + refused));
  const tall = (count: number) => (HEIGHT * count) / most;
  const total = bars.reduce((sum, { taken, refused }) => sum + taken + refused, 0);
  const said = `${total} messages in five minutes, ${most} at most in five seconds`;
  return h(
    'svg',
    {
      ...{ class: 'spark', role: 'img', 'aria-label': said, preserveAspectRatio: 'none' },
      viewBox: `0 0 ${bars.length * STEP} ${HEIGHT + 1}`,
    },
    h('line', { class: 'base', x1: 0, y1: HEIGHT + 0.5, x2: bars.length * STEP, y2: HEIGHT + 0.5 }),
    bars.flatMap(({ taken, refused }, at) => [
      bar('all', at, HEIGHT - tall(taken + refused), tall(taken)),
      bar('refused', at, HEIGHT - tall(refused), tall(refused)),
    ]),
  );
}

function bar(name: string, at: number, y: number, height: number): Child {
  if (height === 0) return undefined;
  return h('rect', {
    ...{
      class: name,
      x: at * STEP + 1,
      y: y.toFixed(2),
      width: STEP - 2,
      height: height.toFixed(2),
    },
  });
}
