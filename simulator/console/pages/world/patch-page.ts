import { readYaml } from '../../../../src/platform/yaml.ts';
import type { WorldPatch } from '../../../world/world-config.ts';
import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { FormError } from './attempt.ts';
import { changedNotice } from './changed-notice.ts';
import { refusedAlert } from './form-field.ts';
import type { SettingsForm } from './settings-card.ts';

const EXAMPLE = `faults:
  slow-directory:
    faces: [ldap]
    actions: [{ kind: delay, ms: 2000 }]
`;

/** Changes anything of the world: what is written is laid over what is in force. */
export function patchPage({ refused, changed, typed }: SettingsForm = {}): PageView {
  return {
    title: 'Change anything',
    ...(refused && { status: 422 }),
    body: [
      crumbs(['World', '/world'], ['Change anything']),
      refusedAlert(refused),
      changed && changedNotice(changed),
      h(
        'form',
        { class: 'fields card', method: 'post', action: `${CONSOLE}/world/patch` },
        h(
          'label',
          { class: 'field' },
          'YAML or JSON, as a world file would hold it',
          h(
            'textarea',
            { name: 'patch', rows: 14, required: true, spellcheck: 'false', placeholder: EXAMPLE },
            typed?.get('patch') ?? '',
          ),
          h(
            'span',
            { class: 'hint' },
            'Laid over what is in force; null takes a value away. All of it is taken, or nothing.',
          ),
        ),
        h('button', { type: 'submit' }, 'Change'),
      ),
    ],
  };
}

/** What the form holds, as a merge patch. Throws a FormError. */
export function patchOf(form: URLSearchParams): WorldPatch {
  const { value, problems } = readYaml(form.get('patch') ?? '');
  const wrong = problems.find(({ severity }) => severity === 'error');
  if (wrong)
    throw new FormError(
      `line ${wrong.line}, column ${wrong.column}: ${wrong.message}`,
      'Correct the line: what cannot be read as YAML or JSON is not taken.',
    );
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FormError('this holds no keys', 'Write keys and values, as a world file holds them.');
  return value as WorldPatch;
}
