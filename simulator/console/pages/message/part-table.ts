import type { Markup } from '../../../../src/wire/html/markup.ts';
import type { MimePart } from '../../../../src/wire/mime/mime-package.ts';
import { CONSOLE, h } from '../../element.ts';
import { scrolled } from '../../pieces/scrolled.ts';
import { titleOf } from './content.ts';
import type { LoadedSide } from './load-side.ts';

/** The parts of a body: what each is, and the ways to have it. */
export function partTable(
  sequence: number,
  side: LoadedSide,
  troubled: ReadonlySet<number>,
): Markup {
  const { name, parts } = side;
  const columns = [
    'Part',
    'What',
    'Content type',
    'Content-ID',
    'Encoding',
    'Bytes as sent',
    'At byte',
    '',
  ];
  const head = columns.map((title, index) =>
    h(
      'th',
      { scope: 'col', class: index > 4 && index < 7 ? 'num' : undefined },
      title || h('span', { class: 'vh' }, 'Ways to have it'),
    ),
  );
  const rows = parts.map((part, index) =>
    row(sequence, side, part, index + 1, troubled.has(index + 1)),
  );
  return scrolled(
    `Parts of the ${name}`,
    h('table', { class: 'dense' }, h('thead', {}, h('tr', {}, head)), h('tbody', {}, rows)),
  );
}

function row(
  sequence: number,
  side: LoadedSide,
  part: MimePart,
  number: number,
  bad: boolean,
): Markup {
  const id = `${side.name}-${number}`;
  const title = titleOf(side, part, number);
  const { offset, length } = part.body;
  return h(
    'tr',
    { class: bad ? 'bad' : undefined, id: `${side.name}-part-${number}` },
    h('th', { scope: 'row' }, number),
    h('td', { class: 'name' }, h('a', { href: `?show=${id}#${id}` }, title)),
    h(
      'td',
      {},
      part.mediaType,
      part.charset !== undefined && h('span', { class: 'soft' }, ` ${part.charset}`),
    ),
    h(
      'td',
      { class: 'name' },
      part.contentId === undefined
        ? h('span', { class: 'soft' }, 'none')
        : h('code', {}, part.contentId),
    ),
    h('td', {}, part.transferEncoding),
    h('td', { class: 'num' }, length.toLocaleString('en-GB')),
    h(
      'td',
      { class: 'num' },
      h(
        'a',
        { href: `?side=${side.name}&raw=${offset}#${side.name}-bytes` },
        offset.toLocaleString('en-GB'),
      ),
    ),
    h('td', { class: 'end' }, h('span', { class: 'row' }, saves(sequence, side, number))),
  );
}

function saves(sequence: number, { name }: LoadedSide, number: number): readonly Markup[] {
  const address = `${CONSOLE}/messages/${sequence}/part/${number}?side=${name}`;
  const link = (as: string, said: string) =>
    h(
      'a',
      { class: 'button small', href: `${address}&as=${as}` },
      said,
      h('span', { class: 'vh' }, ` part ${number}`),
    );
  return [link('decoded', 'Save'), link('sent', 'Save as sent')];
}
