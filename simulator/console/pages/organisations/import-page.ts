import type { SimulatorError } from '../../../../src/platform/simulator-error.ts';
import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { refusedAlert } from '../world/form-field.ts';

/** Takes organisations in, all or none. `came` is how many were, or why none was. */
export function importPage(typed = '', came?: number | SimulatorError): PageView {
  const refused = typeof came === 'object' ? came : undefined;
  return {
    title: 'Import organisations',
    ...(refused && { status: 422 }),
    body: [
      crumbs(['Organisations', '/organisations'], ['Import']),
      refusedAlert(refused),
      typeof came === 'number' &&
        h(
          'p',
          { class: 'alert good', role: 'status' },
          came === 1 ? '1 organisation is taken in.' : `${came} organisations are taken in.`,
        ),
      h(
        'form',
        { class: 'fields card', method: 'post', action: `${CONSOLE}/organisations/import` },
        h(
          'label',
          { class: 'field' },
          'Records',
          h('textarea', { name: 'records', rows: 16, spellcheck: 'false' }, typed),
          h(
            'span',
            { class: 'hint' },
            'Answers of ORD as JSON, or the CSV of ODS, up to a megabyte. Larger files go by the command line: spinebox ods import FILE.',
          ),
        ),
        h('button', { type: 'submit', class: 'primary' }, 'Take them in'),
      ),
    ],
  };
}
