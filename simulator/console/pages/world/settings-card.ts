import type { SimulatorError } from '../../../../src/platform/simulator-error.ts';
import type { Markup } from '../../../../src/wire/html/markup.ts';
import type { WorldConfig, WorldPatch } from '../../../world/world-config.ts';
import type { WorldChange } from '../../../world/world-settings.ts';
import { CONSOLE, h } from '../../element.ts';
import { changedNotice } from './changed-notice.ts';
import { formField, refusedAlert } from './form-field.ts';

/** What became of a form, and what was typed into it. */
export interface SettingsForm {
  readonly refused?: SimulatorError;
  readonly changed?: WorldChange;
  readonly typed?: URLSearchParams;
}

const same = (...values: readonly string[]) => values.map((value) => [value, value] as const);

/** Rules of the world that are changed most often. */
export function settingsCard(
  { timeScale, policies }: WorldConfig,
  { refused, changed, typed }: SettingsForm,
): Markup {
  const value = (name: string, now: string | number) => typed?.get(name) ?? String(now);
  const { partyIdentity, timeToLive, retryCount } = policies;
  return h(
    'section',
    { class: 'card', 'aria-label': 'Settings' },
    h('h3', {}, 'Settings'),
    refusedAlert(refused),
    changed && changedNotice(changed),
    h(
      'form',
      { class: 'fields', method: 'post', action: `${CONSOLE}/world` },
      formField(
        {
          name: 'timeScale',
          label: 'Time scale',
          value: value('timeScale', timeScale),
          hint: 'Multiplies every advertised duration: 0.01 makes two hours 72 seconds.',
        },
        refused,
      ),
      formField(
        {
          name: 'partyIdentity',
          label: 'Party key must fit the certificate',
          value: value('partyIdentity', partyIdentity),
          choices: same('enforce', 'warn', 'off'),
        },
        refused,
      ),
      formField(
        {
          name: 'timeToLive',
          label: 'TimeToLive that has passed',
          value: value('timeToLive', timeToLive),
          choices: same('enforce', 'warn', 'ignore'),
        },
        refused,
      ),
      formField(
        {
          name: 'retryCount',
          label: 'What the retries of a contract count',
          value: value('retryCount', retryCount),
          choices: [
            ['retries', 'sends after the first'],
            ['attempts', 'all sends'],
          ],
        },
        refused,
      ),
      h('button', { type: 'submit' }, 'Change'),
    ),
  );
}

/** The merge patch that the form stands for. */
export function settingsPatch(form: URLSearchParams): WorldPatch {
  const policies = Object.fromEntries(
    ['partyIdentity', 'timeToLive', 'retryCount'].flatMap((name) => {
      const value = form.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const scale = form.get('timeScale');
  return { ...(scale !== null && { timeScale: numberOrText(scale) }), policies };
}

/** A number where it is one; any other text goes as it is, so that the refusal names it. */
export function numberOrText(text: string): number | string {
  const trimmed = text.trim();
  return /^-?\d+(?:\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
}
