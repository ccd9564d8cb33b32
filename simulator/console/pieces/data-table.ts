import type { Child, Markup } from '../../../src/wire/html/markup.ts';
import { h } from '../element.ts';
import { scrolled } from './scrolled.ts';

export interface Column<Row> {
  readonly title: Child;
  /** The first column heads its row. */
  readonly cell: (row: Row) => Child;
  /** `num`, `wide`, `nowrap`, `end`. */
  readonly className?: string;
}

/** A table of rows, in its scrolling box. `tone` colours the edge of a row: `bad`, `odd`, `note`, `good`. */
export function dataTable<Row>(
  label: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  tone: (row: Row) => string | undefined = () => undefined,
): Markup {
  const heads = columns.map(({ title, className }) =>
    h('th', { scope: 'col', class: className }, title),
  );
  const lines = rows.map((row) =>
    h(
      'tr',
      { class: tone(row) },
      columns.map(({ cell, className }, index) =>
        index === 0
          ? h('th', { scope: 'row', class: className }, cell(row))
          : h('td', { class: className }, cell(row)),
      ),
    ),
  );
  return scrolled(label, h('table', {}, h('thead', {}, h('tr', {}, heads)), h('tbody', {}, lines)));
}
