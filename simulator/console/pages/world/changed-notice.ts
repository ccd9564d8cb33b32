import type { Markup } from '../../../../src/wire/html/markup.ts';
import { formatProblem } from '../../../world/world-problem.ts';
import type { WorldChange } from '../../../world/world-settings.ts';
import { h } from '../../element.ts';

/** That a change is in force, and what of it is not yet. */
export function changedNotice({ warnings, restartNeeded }: WorldChange): Markup {
  const warned = warnings.map((warning) => h('li', {}, formatProblem(warning)));
  return h(
    'div',
    { class: restartNeeded.length > 0 ? 'alert odd' : 'alert good', role: 'status' },
    h(
      'p',
      {},
      restartNeeded.length > 0
        ? 'Taken. These differ from what the listeners were started with and count after a restart:'
        : 'Taken, and in force.',
    ),
    restartNeeded.length > 0 &&
      h(
        'ul',
        {},
        restartNeeded.map((key) => h('li', {}, h('code', {}, key))),
      ),
    warned.length > 0 && [h('p', {}, 'Worth knowing:'), h('ul', {}, warned)],
  );
}
