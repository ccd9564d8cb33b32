import type { Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import { pager } from '../../pieces/pager.ts';
import { hexLines } from '../../view/hex-lines.ts';
import type { BodyBytes } from './body-bytes.ts';
import type { SideName } from './load-side.ts';

const A_PAGE = 2048;

/** The bytes of a body as they came, a page of them, from an offset on. */
export async function rawView(side: SideName, body: BodyBytes, offset: number): Promise<Markup> {
  const first = Math.min(Math.max(0, offset), Math.max(0, body.length - 1));
  const start = first - (first % 16);
  const bytes = await body.read(start, A_PAGE);
  const end = start + bytes.length;
  const address = (at: number) => `?side=${side}&raw=${at}#${side}-bytes`;
  const digits = Math.max(6, body.length.toString(16).length);
  const lines = hexLines(bytes, start).flatMap(({ offset: at, hex, text }) => [
    h('span', { class: 'soft' }, at.toString(16).padStart(digits, '0')),
    `  ${hex.padEnd(48)}  `,
    first >= at && first < at + 16 && first > 0 ? h('mark', {}, text) : text,
    '\n',
  ]);
  const links = {
    earlier: start > 0 ? address(Math.max(0, start - A_PAGE)) : undefined,
    later: end < body.length ? address(end) : undefined,
    said: `bytes ${start.toLocaleString('en-GB')} to ${end.toLocaleString('en-GB')} of ${body.length.toLocaleString('en-GB')}`,
  };
  const label = `Bytes of the ${side}`;
  return h(
    'section',
    { class: 'raw', id: `${side}-bytes`, 'aria-label': label },
    h('h3', {}, 'Bytes as they came'),
    h(
      'form',
      { class: 'filters', method: 'get' },
      h('input', { type: 'hidden', name: 'side', value: side }),
      h(
        'label',
        {},
        'From byte',
        h('input', {
          name: 'raw',
          inputmode: 'numeric',
          pattern: '[0-9]*',
          value: start,
          size: 12,
        }),
      ),
      h('button', { type: 'submit', class: 'small' }, 'Show'),
    ),
    h(
      'pre',
      { class: 'code hex', tabindex: 0, role: 'region', 'aria-label': `Dump of the ${side}` },
      lines,
    ),
    pager(links),
  );
}
