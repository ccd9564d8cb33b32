import type { SimulatorError } from '../../../../src/platform/simulator-error.ts';
import type { NhaisLinkConfig } from '../../../world/nhais-config.ts';
import type { WorldChange } from '../../../world/world-settings.ts';
import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { changedNotice } from '../world/changed-notice.ts';
import { type Field, formField, refusedAlert } from '../world/form-field.ts';

/** What became of a change, and what was typed. */
export interface RepliesForm {
  readonly refused?: SimulatorError;
  readonly changed?: WorldChange;
  readonly typed?: URLSearchParams;
}

const choices = (...values: readonly (readonly [string, string])[]) => ({ choices: values });

/** How the authority of a link answers what the practice sends. */
export function repliesPage(
  name: string,
  { replies, reading, updatePds }: NhaisLinkConfig,
  { refused, changed, typed }: RepliesForm,
): PageView {
  const now: Readonly<Record<string, string>> = {
    ...replies,
    reading,
    updatePds: String(updatePds),
  };
  const field = (key: string, label: string, more: Partial<Field> = {}) =>
    formField({ name: key, label, value: typed?.get(key) ?? now[key] ?? '', ...more }, refused);
  return {
    title: `How ${name} answers`,
    ...(refused && { status: 422 }),
    body: [
      crumbs(['GP Links', '/gp-links'], [name], ['Answers']),
      changed && changedNotice(changed),
      refusedAlert(refused),
      h(
        'form',
        { class: 'fields card', method: 'post', action: `${CONSOLE}/gp-links/${name}/replies` },
        field('acceptance', 'An acceptance (G1)', {
          ...choices(
            ['approve', 'F4, approved'],
            ['reject', 'F3, rejected'],
            ['nothing', 'nothing'],
          ),
        }),
        field('removal', 'A removal (G3)', {
          ...choices(['deduct', 'F2, deducted'], ['nothing', 'nothing']),
        }),
        field('deduction', 'A deduction request (G5)', {
          ...choices(
            ['deduct', 'F2, deducted'],
            ['reject', 'F11, rejected'],
            ['nothing', 'nothing'],
          ),
        }),
        field('amendment', 'An amendment (G2)', {
          ...choices(['nothing', 'nothing'], ['amend', 'F1, as from another practice']),
        }),
        field('text', 'Text of a rejection'),
        field('delay', 'Before the answer', { placeholder: 'PT2S' }),
        field('reading', 'Reading', {
          ...choices(['lenient', 'lenient'], ['strict', 'strict: deviations have no effect']),
        }),
        field('updatePds', 'An approved acceptance', {
          ...choices(['false', 'leaves PDS alone'], ['true', 'registers the patient on PDS']),
        }),
        h('button', { type: 'submit', class: 'primary' }, 'Take it'),
      ),
    ],
  };
}

/** As a part of the world file; its schema has the last word. */
export function repliesOf(form: URLSearchParams): Readonly<Record<string, unknown>> {
  const text = (name: string) => form.get(name)?.trim() ?? '';
  const names = ['acceptance', 'removal', 'deduction', 'amendment', 'text', 'delay'];
  return {
    replies: Object.fromEntries(names.map((name) => [name, text(name)])),
    reading: text('reading'),
    updatePds: text('updatePds') === 'true',
  };
}
