import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import { edifactLines } from '../../view/edifact-lines.ts';
import { paintEdifact } from '../../view/paint-edifact.ts';
import { paintXml } from '../../view/paint-xml.ts';
import { textLines } from '../../view/text-lines.ts';
import type { Piece, ViewLine } from '../../view/view-line.ts';
import { windowLines } from '../../view/window-lines.ts';
import { xmlLines } from '../../view/xml-lines.ts';
import type { Content } from './content.ts';

/** A place in a text that is to be seen, with what is said of it. */
export interface Flag {
  /** Index in the text. */
  readonly index: number;
  readonly tone: 'bad' | 'odd' | 'note';
  readonly rule: string;
  readonly said: string;
  /** Of the problem, as the page counts them. */
  readonly number: number;
}

export interface CodeView {
  readonly body: Markup;
  /** Anchors of the lines that flags lie on, in the order of the flags; `undefined` for one that is not shown. */
  readonly anchors: readonly (string | undefined)[];
}

const LINES = 300;
const LINES_OF_ONE = 1_000;
const AROUND = 12;
/** Of a line so many characters are shown, and so many around a flag further on. */
const MOST_OF_LINE = 1_200;
const MOST_SAID = 300;
/** Text that has its own lines keeps them. */
const LONG_LINE = 400;

/**
 * The lines of a text, numbered, with flags under the lines they lie on. Of a long text the beginning and what lies
 * around the flags; from a line on when that is asked for.
 */
export function codeView(content: Content, flags: readonly Flag[], from?: number): CodeView {
  const { id, text, kind } = content;
  const pretty = kind === 'xml' && !hasLines(text);
  const { runs, lines } = windowLines(linesOf(kind, pretty, text), {
    from,
    marks: flags.map(({ index }) => index),
    most: from === undefined ? LINES : LINES_OF_ONE,
    around: AROUND,
  });
  const anchors: (string | undefined)[] = flags.map(() => undefined);
  const used = new Set<number>();
  const rows: Child[] = [];
  let last = 0;
  for (const run of runs) {
    rows.push(gap(id, last + 1, (run[0]?.number ?? 1) - 1));
    for (const line of run) {
      const anchor = `${id}-L${line.number}`;
      const own = flags.filter(({ index }, place) => {
        if (used.has(place) || index >= line.end) return false;
        used.add(place);
        anchors[place] = anchor;
        return true;
      });
      rows.push(row(content, line, anchor, own));
      last = line.number;
    }
  }
  rows.push(gap(id, last + 1, lines));
  const said = pretty
    ? 'an element a line'
    : kind === 'edifact'
      ? 'a segment a line, with what it says'
      : 'lines as they came';
  return {
    anchors,
    body: h(
      'div',
      { class: 'source' },
      h('p', { class: 'soft small' }, `${count(lines, 'line')}, ${said}`),
      h('div', { class: 'lines', translate: 'no' }, rows),
    ),
  };
}

function linesOf(kind: Content['kind'], pretty: boolean, text: string): Iterable<ViewLine> {
  if (kind === 'edifact') return edifactLines(text);
  return pretty ? xmlLines(text) : textLines(text);
}

/** Whether a text was written in lines that can be read. */
function hasLines(text: string): boolean {
  const head = text.slice(0, 20_000);
  const lines = head.split(/\r\n|\r|\n/);
  return lines.length > 3 && lines.every(({ length }) => length <= LONG_LINE);
}

function gap(id: string, first: number, last: number): Child {
  if (last < first) return undefined;
  const lines = count(last - first + 1, 'line');
  return h(
    'p',
    { class: 'gap' },
    h('a', { href: `?show=${id}&from=${first}#${id}` }, `${lines} not shown`),
  );
}

function row(content: Content, line: ViewLine, anchor: string, flags: readonly Flag[]): Child {
  const { text, kind } = content;
  const whole = text.slice(line.start, line.end);
  const shown = whole.slice(0, MOST_OF_LINE);
  const [flag] = flags;
  const [indent = ''] = /^\s*/.exec(shown) ?? [];
  const pieces = piecesOf(kind, shown.slice(indent.length));
  const written = pieces.map((piece) =>
    piece.kind === 'plain' ? piece.text : h('span', { class: `x-${piece.kind}` }, piece.text),
  );
  return [
    h(
      'div',
      { class: flag ? `line ${flag.tone}` : 'line', id: anchor },
      h('a', { class: 'no', href: `#${anchor}`, 'aria-label': `line ${line.number}` }, line.number),
      h(
        'code',
        {},
        '  '.repeat(line.depth) + indent,
        flag ? h('mark', { class: flag.tone === 'bad' ? 'bad' : undefined }, written) : written,
        whole.length > shown.length && rest(whole, line, flags),
      ),
    ),
    flags.map(({ tone, said, rule, number }) =>
      h(
        'p',
        { class: `flag ${tone}` },
        h('a', { href: `#problem-${number}` }, rule),
        ` ${said.slice(0, MOST_SAID)}`,
      ),
    ),
  ];
}

function piecesOf(kind: Content['kind'], text: string): readonly Piece[] {
  if (kind === 'xml') return paintXml(text);
  if (kind === 'edifact') return paintEdifact(text);
  return [{ kind: 'plain', text }];
}

/** What is left of a long line: how much, and the text at a flag that lies beyond. */
function rest(whole: string, line: ViewLine, flags: readonly Flag[]): Child {
  const more = whole.length - MOST_OF_LINE;
  const far = flags.map(({ index }) => index - line.start).filter((at) => at >= MOST_OF_LINE);
  return [
    h('span', { class: 'soft' }, ` \u2026 ${count(more, 'more character')}`),
    far.map((at) => [
      h('br'),
      h('span', { class: 'soft' }, `at character ${at + 1}: \u2026`),
      h('mark', {}, whole.slice(Math.max(0, at - 60), at + 200)),
      h('span', { class: 'soft' }, '\u2026'),
    ]),
  ];
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en-GB')} ${what}${number === 1 ? '' : 's'}`;
}
