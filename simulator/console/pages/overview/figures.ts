import type { OpenWorkOfParty } from '../../../../src/journal/journal.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { CONSOLE, h } from '../../element.ts';
import type { Count, TrafficView } from '../../traffic.ts';

/** The state of everything in a few numbers. */
export function figures(
  {
    readiness,
    transfers,
    persons,
    mailboxes,
  }: Pick<ConsoleParts, 'readiness' | 'transfers' | 'persons' | 'mailboxes'>,
  { minute, fiveMinutes }: TrafficView,
  work: readonly OpenWorkOfParty[],
): Markup {
  const { ready, checks } = readiness();
  const up = checks.filter((check) => check.ready).length;
  // What lies in mailboxes is for whoever collects it: nothing of Spine waits for that.
  const boxes = mailboxes?.mailboxes() ?? [];
  const ids = new Set(boxes.map(({ id }) => id));
  const open = work
    .filter(({ toParty }) => toParty !== undefined && !ids.has(toParty))
    .reduce((total, each) => total + each.open, 0);
  const toCollect = boxes.reduce((total, { waiting }) => total + waiting, 0);
  const underWay = transfers().filter(({ done }) => !done).length;
  const tasks = persons?.pending().length ?? 0;
  return h(
    'ul',
    { class: 'tiles' },
    tile(ready ? 'up' : 'not ready', `${up} of ${checks.length} services`, ready ? 'good' : 'bad'),
    tile(all(minute), 'messages in the last minute'),
    tile(
      share(fiveMinutes),
      `refused of ${all(fiveMinutes)} in five minutes`,
      fiveMinutes.refused > 0 ? 'odd' : undefined,
    ),
    tile(
      open,
      open === 1 ? 'message not settled' : 'messages not settled',
      open > 0 ? 'note' : undefined,
    ),
    tile(
      underWay,
      h('a', { href: `${CONSOLE}/transfers`, id: 'figure-transfers' }, 'transfers under way'),
    ),
    toCollect > 0 &&
      tile(
        toCollect,
        h(
          'a',
          { href: `${CONSOLE}/mailboxes`, id: 'figure-mailboxes' },
          'to be collected from MESH',
        ),
        'note',
      ),
    tasks > 0 &&
      tile(
        tasks,
        h('a', { href: `${CONSOLE}/tasks`, id: 'figure-tasks' }, 'to be done by a person'),
        'odd',
      ),
  );
}

function tile(figure: string | number, what: Child, tone?: string): Markup {
  const shown = typeof figure === 'number' ? figure.toLocaleString('en-GB') : figure;
  return h(
    'li',
    { class: 'tile' },
    h('span', { class: tone ? `figure ${tone}` : 'figure' }, shown),
    h('span', { class: 'soft' }, what),
  );
}

function all({ taken, refused }: Count): number {
  return taken + refused;
}

function share(count: Count): string {
  if (all(count) === 0) return '-';
  const percent = (100 * count.refused) / all(count);
  return `${percent > 0 && percent < 1 ? '< 1' : Math.round(percent)} %`;
}
