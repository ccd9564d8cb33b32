import type { Entry, TraceStep } from '../../../../src/journal/entry.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';

/** Why it was answered so: each stage of the way of a message, with what it saw. */
export function traceList({ trace = [] }: Entry): Markup | undefined {
  if (trace.length === 0) return undefined;
  return h(
    'section',
    { 'aria-labelledby': 'trace' },
    h('h2', { id: 'trace' }, 'Why it was answered so'),
    h('ol', { class: 'card trace' }, trace.map(step)),
  );
}

function step({ stage, text, facts = {} }: TraceStep): Child {
  const pairs = Object.entries(facts);
  return h(
    'li',
    {},
    h('span', { class: 'stage' }, stage),
    h(
      'div',
      {},
      text,
      pairs.length > 0 &&
        h(
          'span',
          { class: 'soft small' },
          pairs.map(([name, value]) => [
            ' ',
            h('span', { class: 'pair' }, `${name} `, h('code', {}, String(value))),
          ]),
        ),
    ),
  );
}
