import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { CONSOLE, h } from '../../element.ts';
import { scrolled } from '../../pieces/scrolled.ts';
import type { CodeView } from './code-view.ts';
import type { Content } from './content.ts';
import { bytes } from './head-facts.ts';
import type { LoadedSide } from './load-side.ts';
import { partTable } from './part-table.ts';

/** What is shown of one side. */
export interface SideView {
  readonly side: LoadedSide;
  readonly contents: readonly { readonly content: Content; readonly view: CodeView | undefined }[];
  readonly raw: Markup | undefined;
  /** Indexes of HTTP headers that something is wrong with. */
  readonly headers: ReadonlySet<number>;
  /** Numbers of parts that something is wrong with. */
  readonly parts: ReadonlySet<number>;
}

/** One side of an exchange: headers, parts, texts, bytes. */
export function sideSection(
  sequence: number,
  { side, contents, raw, headers, parts }: SideView,
): Markup {
  const { name, http, body, trouble } = side;
  return h(
    'section',
    { 'aria-labelledby': name },
    h(
      'div',
      { class: 'spread' },
      h('h2', { id: name }, name === 'request' ? 'Request' : 'Response'),
      ways(sequence, side),
    ),
    headerTable(side, headers),
    trouble !== undefined &&
      h('p', { class: 'alert odd' }, trouble.slice(0, 1).toUpperCase() + trouble.slice(1)),
    !body &&
      trouble === undefined &&
      h('p', { class: 'soft' }, http.body ? 'The body is empty.' : 'There is no body.'),
    side.parts.length > 0 && partTable(sequence, side, parts),
    contents.map(({ content, view }) => contentView(content, view)),
    raw,
  );
}

function ways(sequence: number, { name, body }: LoadedSide): Child {
  if (!body) return undefined;
  return h(
    'span',
    { class: 'row' },
    h(
      'a',
      { class: 'button small', href: `?side=${name}&raw=0#${name}-bytes` },
      'Bytes',
      h('span', { class: 'vh' }, ` of the ${name}`),
    ),
    h(
      'a',
      { class: 'button small', href: `${CONSOLE}/messages/${sequence}/body/${name}` },
      'Save the ',
      name,
      ' as it came',
    ),
  );
}

function headerTable({ name, http }: LoadedSide, bad: ReadonlySet<number>): Child {
  if (http.headers.length === 0) return undefined;
  const rows = http.headers.map(([field, value], index) =>
    h(
      'tr',
      { id: `${name}-header-${index}`, class: bad.has(index) ? 'bad' : undefined },
      h('th', { scope: 'row' }, field),
      h(
        'td',
        { class: 'name' },
        h('code', {}, bad.has(index) ? h('mark', { class: 'bad' }, value) : value),
      ),
    ),
  );
  const head = h('tr', {}, h('th', { scope: 'col' }, 'Header'), h('th', { scope: 'col' }, 'Value'));
  const table = h('table', { class: 'dense' }, h('thead', {}, head), h('tbody', {}, rows));
  const said = http.headers.length === 1 ? '1 HTTP header' : `${http.headers.length} HTTP headers`;
  return h(
    'details',
    { open: bad.size > 0 },
    h('summary', {}, said),
    scrolled(`HTTP headers of the ${name}`, table),
  );
}

function contentView(content: Content, view: CodeView | undefined): Markup {
  const { id, title, part, kind, bytes: shown, cut } = content;
  const heading = part === undefined ? title : `Part ${part}: ${title}`;
  return h(
    'section',
    { class: 'content', 'aria-labelledby': id },
    h(
      'h3',
      { id },
      heading,
      h('span', { class: 'soft small' }, ` ${kind}, ${bytes(shown.length)} decoded`),
    ),
    cut &&
      h('p', { class: 'alert note' }, 'Only the first 8 MiB are shown. Save it to have all of it.'),
    view?.body ?? h('p', { class: 'soft' }, 'Not a text. Save it, or look at the bytes.'),
  );
}
