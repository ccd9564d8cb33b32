import { SPECIAL_FAULTS } from '../../../../src/demographics/special/special-faults.ts';
import type { Markup } from '../../../../src/wire/html/markup.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { CONSOLE, h } from '../../element.ts';

const TABS = [
  ['situations', 'Situations', '/scenarios'],
  ['faults', 'Faults', '/faults'],
  ['tasks', 'Tasks', '/tasks'],
] as const;

/** What belongs together: what counterparts play, what goes wrong on the way, what people are asked to do. */
export function scenarioTabs(
  { settings, persons }: Pick<ConsoleParts, 'settings' | 'persons'>,
  current: (typeof TABS)[number][0],
): Markup {
  const counts: Readonly<Record<string, number>> = {
    faults: Object.keys(settings.config().faults).filter(
      (name) => !Object.hasOwn(SPECIAL_FAULTS, name),
    ).length,
    tasks: persons?.pending().length ?? 0,
  };
  const items = TABS.map(([name, label, path]) =>
    h(
      'li',
      {},
      h(
        'a',
        { href: CONSOLE + path, 'aria-current': name === current ? 'page' : undefined },
        label,
        (counts[name] ?? 0) > 0 && [' ', h('span', { class: 'count' }, counts[name])],
      ),
    ),
  );
  return h('nav', { 'aria-label': 'Scenarios' }, h('ul', { class: 'tabs' }, items));
}
