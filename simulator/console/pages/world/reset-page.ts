import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { crumbs } from '../../pieces/crumbs.ts';

/** Asks once more before everything goes. */
export function resetPage(entries: number): PageView {
  return {
    title: 'Reset',
    body: [
      crumbs(['World', '/world'], ['Reset']),
      h(
        'div',
        { class: 'card' },
        h('p', {}, 'This goes back to how the simulator was started:'),
        h(
          'ul',
          {},
          h(
            'li',
            {},
            `the journal forgets its ${entries.toLocaleString('en-GB')} entries, and with them every message and transfer;`,
          ),
          h('li', {}, 'what waits to be delivered is dropped, and scenarios are taken away;'),
          h(
            'li',
            {},
            'practices, contracts, settings, the directory and the patients are as they were loaded.',
          ),
        ),
        h(
          'p',
          {},
          'It cannot be taken back. A bundle keeps a conversation: make one first where you need it.',
        ),
        h(
          'form',
          { class: 'row', method: 'post', action: `${CONSOLE}/world/reset` },
          h('button', { type: 'submit', class: 'danger' }, 'Reset everything'),
          h('a', { class: 'button', href: `${CONSOLE}/world` }, 'Leave it as it is'),
        ),
      ),
    ],
  };
}
