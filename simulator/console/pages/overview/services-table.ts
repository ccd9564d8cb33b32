import type { Markup } from '../../../../src/wire/html/markup.ts';
import type { Readiness } from '../../../doors/control-parts.ts';
import { h } from '../../element.ts';
import { badge } from '../../pieces/badge.ts';
import { dataTable } from '../../pieces/data-table.ts';

/** What is up, and where. */
export function servicesTable({ checks }: Readiness): Markup {
  return dataTable(
    'Services',
    [
      { title: 'Service', cell: ({ name }) => name },
      {
        title: 'State',
        cell: ({ ready }) => (ready ? badge('good', 'up') : badge('bad', 'down')),
      },
      {
        title: 'Where',
        cell: ({ detail }) =>
          (detail ?? '').split(/ {2,}/).map((each) => h('div', {}, h('code', {}, each))),
      },
    ],
    checks,
  );
}
