import type { SimulatorError } from '../../../../src/platform/simulator-error.ts';
import type { PatientDraft } from '../../../doors/patient-desk.ts';
import type { World } from '../../../world/world.ts';
import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { FormError } from './attempt.ts';
import { type Field, formField, refusedAlert } from './form-field.ts';
import { practiceList } from './move-card.ts';

/** Takes up somebody new in PDS. Synthetic people only. */
export function addPatientPage(
  world: World,
  typed = new URLSearchParams(),
  refused?: SimulatorError,
): PageView {
  const field = (name: string, label: string, more: Partial<Field> = {}) =>
    formField({ name, label, value: typed.get(name) ?? '', ...more }, refused);
  return {
    title: 'Add a patient',
    ...(refused && { status: 422 }),
    body: [
      crumbs(['World', '/world'], ['Patients', '/world/patients'], ['Add']),
      h('p', { class: 'soft' }, 'Somebody made up: nothing of a real person belongs here.'),
      refusedAlert(refused),
      h(
        'form',
        { class: 'fields card', method: 'post', action: `${CONSOLE}/world/patients/new` },
        practiceList(world),
        field('family', 'Family name', { required: true }),
        field('given', 'Given names', { hint: 'Blanks between several.' }),
        field('prefix', 'Title', { placeholder: 'MS' }),
        field('gender', 'Gender', {
          choices: [
            ['1', 'male'],
            ['2', 'female'],
            ['9', 'not specified'],
            ['0', 'not known'],
          ],
        }),
        field('birthTime', 'Born', { placeholder: 'YYYYMMDD' }),
        field('practice', 'ODS code of the practice', { list: 'practices' }),
        field('line', 'Address', { hint: 'Commas between its lines, five at most.' }),
        field('postcode', 'Postcode'),
        field('nhsNumber', 'NHS number', {
          placeholder: '999 ...',
          hint: 'One is allocated where none is given. Use the range that begins with 999.',
        }),
        h('button', { type: 'submit', class: 'primary' }, 'Add'),
      ),
    ],
  };
}

/** The record that the form stands for; judged by the register. Throws a FormError. */
export function draftOf(form: URLSearchParams): PatientDraft {
  const given = (name: string) => form.get(name)?.trim() || undefined;
  const family = given('family');
  if (family === undefined)
    throw new FormError(
      'there is no family name',
      'Give one: somebody without a name cannot be found.',
    );
  const lines = given('line')
    ?.split(',')
    .map((line) => line.trim());
  const postcode = given('postcode');
  const practice = given('practice')?.toUpperCase();
  const number = given('nhsNumber')?.replace(/\s/g, '');
  const prefix = given('prefix');
  const gender = given('gender');
  const birthTime = given('birthTime')?.replace(/-/g, '');
  return {
    ...(number !== undefined && { nhsNumber: number }),
    names: [{ family, given: given('given')?.split(/\s+/) ?? [], ...(prefix && { prefix }) }],
    ...(gender && { gender }),
    ...(birthTime && { birthTime }),
    ...((lines || postcode) && {
      addresses: [{ lines: lines ?? [], ...(postcode && { postcode }) }],
    }),
    ...(practice && { provisions: [{ ods: practice }] }),
  };
}
