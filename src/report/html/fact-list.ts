import { h, type Markup } from '../../wire/html/markup.ts';

/** Names with what stands for each. */
export function factList(facts: readonly (readonly [name: string, value: string])[]): Markup {
  return h(
    'dl',
    {},
    facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );
}
