import type { Markup } from '../../../../src/wire/html/markup.ts';
import { CONSOLE, h } from '../../element.ts';

/** What patients are looked for by. */
export interface PatientSearch {
  readonly number?: string;
  readonly family?: string;
  readonly postcode?: string;
  readonly practice?: string;
}

/** Looks patients up. */
export function patientSearch({ number, family, postcode, practice }: PatientSearch): Markup {
  const field = (name: string, label: string, value: string | undefined, hint?: string) =>
    h(
      'label',
      {},
      label,
      h('input', { name, value: value ?? '', placeholder: hint, size: 14, autocomplete: 'off' }),
    );
  return h(
    'form',
    {
      class: 'filters',
      method: 'get',
      action: `${CONSOLE}/world/patients`,
      role: 'search',
      'aria-label': 'Patients',
    },
    field('number', 'NHS number', number, '999 ...'),
    field('family', 'Any family name', family, 'may hold *'),
    field('postcode', 'Postcode', postcode),
    field('practice', 'ODS code of the practice', practice),
    h('button', { type: 'submit' }, 'Find'),
  );
}
