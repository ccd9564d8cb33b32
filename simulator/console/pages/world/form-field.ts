import type { SimulatorError } from '../../../../src/platform/simulator-error.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { WorldError } from '../../../world/world-problem.ts';
import { h } from '../../element.ts';

/** A field of a form. */
export interface Field {
  /** Of the control; for settings the last key of the path, by which problems are found. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: Child;
  /** A choice of these; free text without. */
  readonly choices?: readonly (readonly [value: string, label: string])[];
  readonly placeholder?: string | undefined;
  readonly required?: boolean;
  /** Id of a `datalist` on the page. */
  readonly list?: string;
}

/** A control with its label, and what was wrong with what was typed. */
export function formField(field: Field, refused: SimulatorError | undefined): Markup {
  const { name, label, value, hint, choices, placeholder, required, list } = field;
  const problem = problemOf(refused, name);
  const common = { name, required, 'aria-invalid': problem === undefined ? undefined : 'true' };
  const control = choices
    ? h(
        'select',
        common,
        choices.map(([choice, said]) =>
          h('option', { value: choice, selected: choice === value }, said),
        ),
      )
    : h('input', { ...common, type: 'text', value, placeholder, list, autocomplete: 'off' });
  return h(
    'label',
    { class: 'field' },
    label,
    control,
    problem !== undefined && h('span', { class: 'hint bad' }, `This ${problem}`),
    hint !== undefined && h('span', { class: 'hint' }, hint),
  );
}

function problemOf(refused: SimulatorError | undefined, name: string): string | undefined {
  if (!(refused instanceof WorldError)) return undefined;
  const found = refused.problems.find(({ path }) => path.at(-1) === name);
  if (!found) return undefined;
  return found.nearest === undefined
    ? found.text
    : `${found.text}. Nearest that would be taken: ${found.nearest}`;
}

/** Why a form was not taken, and what to do. Stands beside the form, which keeps what was typed. */
export function refusedAlert(refused: SimulatorError | undefined): Markup | undefined {
  if (!refused) return undefined;
  const [first = '', ...lines] = refused.message.split('\n');
  return h(
    'div',
    { class: 'alert bad', role: 'alert' },
    h('p', {}, h('strong', {}, 'Nothing was changed: '), first),
    lines.length > 0 &&
      h(
        'ul',
        {},
        lines.map((line) => h('li', {}, line)),
      ),
    h('p', { class: 'remedy' }, refused.remedy),
  );
}
