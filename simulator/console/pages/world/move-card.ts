import type { Patient } from '../../../../src/demographics/patient.ts';
import type { SimulatorError } from '../../../../src/platform/simulator-error.ts';
import type { Markup } from '../../../../src/wire/html/markup.ts';
import type { PatientMove } from '../../../doors/patient-desk.ts';
import type { World } from '../../../world/world.ts';
import { CONSOLE, h } from '../../element.ts';
import { FormError } from './attempt.ts';
import { formField, refusedAlert } from './form-field.ts';
import { practiceOf } from './patient-words.ts';
import { patientAddress } from './world-address.ts';

/** What became of moving somebody, and what was typed. */
export interface MoveForm {
  readonly refused?: SimulatorError;
  readonly moved?: boolean;
  readonly typed?: URLSearchParams;
}

/** The way to another practice. */
export function moveCard(
  world: World,
  patient: Patient,
  { refused, moved, typed }: MoveForm,
): Markup {
  const now = practiceOf(patient);
  return h(
    'section',
    { class: 'card', 'aria-label': 'Move' },
    h('h2', {}, 'Register at another practice'),
    refusedAlert(refused),
    moved &&
      h('p', { class: 'alert good', role: 'status' }, `Registered at ${now || 'no practice'}.`),
    h(
      'form',
      { class: 'fields', method: 'post', action: CONSOLE + patientAddress(patient.nhsNumber) },
      practiceList(world),
      formField(
        {
          name: 'to',
          label: 'ODS code of the practice',
          value: typed?.get('to') ?? '',
          required: true,
          list: 'practices',
        },
        refused,
      ),
      formField(
        {
          name: 'from',
          label: 'From',
          value: typed?.get('from') ?? '',
          placeholder: 'YYYYMMDD',
          hint: 'Today unless given.',
        },
        refused,
      ),
      h('button', { type: 'submit' }, 'Register there'),
    ),
  );
}

/** The practices of the world, to choose from; any other code may be typed. */
export function practiceList({ parties }: World): Markup {
  return h(
    'datalist',
    { id: 'practices' },
    parties.map(({ odsCode, name }) => h('option', { value: odsCode }, name)),
  );
}

/** Where the form says to move to. Throws a FormError. */
export function moveOf(form: URLSearchParams): PatientMove {
  const to = (form.get('to') ?? '').trim().toUpperCase();
  if (!/^[A-Z0-9]{1,8}$/.test(to))
    throw new FormError('the practice is no ODS code', 'Give letters and digits, as in Z99001.');
  const from = (form.get('from') ?? '').trim().replace(/-/g, '');
  if (from !== '' && !isDay(from))
    throw new FormError('the day is none', 'Give eight digits, YYYYMMDD, or leave it empty.');
  return { to, ...(from !== '' && { from }) };
}

function isDay(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const iso = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso);
}
