import type { Contract } from '../../../../src/domain/contract.ts';
import { formatDuration } from '../../../../src/domain/duration.ts';
import type { OrganisationConfig } from '../../../world/party-config.ts';
import type { WorldPatch } from '../../../world/world-config.ts';
import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { facts } from '../../pieces/facts.ts';
import { changedNotice } from './changed-notice.ts';
import { formField, refusedAlert } from './form-field.ts';
import { numberOrText, type SettingsForm } from './settings-card.ts';
import { practiceAddress } from './world-address.ts';

export interface ContractOnPage {
  /** Of the organisation in the configuration. */
  readonly name: string;
  readonly organisation: OrganisationConfig;
  readonly contract: Contract;
  readonly timeScale: number;
}

const NUMBERS: ReadonlySet<string> = new Set(['retries']);
/** Keys of a contract that can be changed here, as the configuration names them. */
const KEYS = [
  ...['endpoint', 'retries', 'retryInterval', 'persistDuration'],
  ...['syncReply', 'duplicateElimination', 'ackRequested', 'actor'],
] as const;

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  syncReply: ['MSHSignalsOnly', 'None'],
  duplicateElimination: ['always', 'never'],
  ackRequested: ['always', 'never'],
  actor: ['nextMSH', 'toPartyMSH', 'none'],
};
const LABELS: Readonly<Record<string, readonly [label: string, hint?: string]>> = {
  endpoint: ['Endpoint', 'Where Spine delivers this interaction.'],
  retries: ['Retries', 'Sends again after the first attempt.'],
  retryInterval: ['Retry interval', 'PT1M: a minute; in real time.'],
  persistDuration: ['Persist duration', 'PT4H10M; in real time.'],
  syncReply: ['SyncReply'],
  duplicateElimination: ['Duplicate elimination'],
  ackRequested: ['Acknowledgment requested'],
  actor: ['Who acknowledges'],
};

/** One contract of a practice: what is in force, and what of the published one is to be different. */
export function contractPage(
  { name, organisation, contract, timeScale }: ContractOnPage,
  { refused, changed, typed }: SettingsForm = {},
): PageView {
  const interaction = `${contract.service}:${contract.action}`;
  const differs = organisation.contracts[interaction] ?? {};
  const inForce = valuesOf(contract, timeScale);
  const fields = KEYS.map((key) => {
    const [label = key, hint] = LABELS[key] ?? [];
    const set = (differs as Readonly<Record<string, string | number | undefined>>)[key];
    const value = typed?.get(key) ?? String(set ?? '');
    const choices = CHOICES[key]?.map((choice) => [choice, choice] as const);
    return formField(
      {
        ...{ name: key, label, value, ...(hint && { hint }), placeholder: inForce[key] },
        ...(choices && { choices: [['', 'as published'] as const, ...choices] }),
      },
      refused,
    );
  });
  return {
    title: contract.action,
    ...(refused && { status: 422 }),
    body: [
      crumbs(
        ['World', '/world'],
        [organisation.name ?? organisation.ods, practiceAddress(name)],
        [`Contract for ${contract.action}`],
      ),
      h(
        'div',
        { class: 'grid' },
        h(
          'section',
          { class: 'card', 'aria-label': 'In force' },
          h('h2', {}, 'In force'),
          facts([
            ['Interaction', h('code', {}, interaction)],
            ['CPAId', h('code', {}, contract.cpaId)],
            ...KEYS.map((key) => [LABELS[key]?.[0] ?? key, inForce[key]] as const),
          ]),
        ),
        h(
          'section',
          { class: 'card', 'aria-label': 'Different from what is published' },
          h('h2', {}, 'Different from what is published'),
          h('p', { class: 'soft' }, 'What is left empty is as the published contract has it.'),
          refusedAlert(refused),
          changed && changedNotice(changed),
          h(
            'form',
            {
              class: 'fields',
              method: 'post',
              action: `${CONSOLE}${practiceAddress(name)}/contract`,
            },
            h('input', { type: 'hidden', name: 'of', value: interaction }),
            fields,
            h('button', { type: 'submit' }, 'Change'),
          ),
        ),
      ),
    ],
  };
}

function valuesOf(
  { endpoint, reliability }: Contract,
  timeScale: number,
): Readonly<Record<(typeof KEYS)[number], string>> {
  const { retries, retryIntervalMs, persistDurationMs, actor, ...kept } = reliability;
  return {
    ...kept,
    endpoint,
    retries: String(retries),
    retryInterval: formatDuration(retryIntervalMs / timeScale),
    persistDuration: formatDuration(persistDurationMs / timeScale),
    actor: actor ?? 'none',
  };
}

/** The merge patch that the form stands for: a field that is empty takes the difference away. */
export function contractPatch(
  name: string,
  interaction: string,
  form: URLSearchParams,
): WorldPatch {
  const given: Record<string, string | number | null> = {};
  for (const key of KEYS) {
    const value = form.get(key)?.trim();
    if (value === undefined) continue;
    given[key] = value === '' ? null : NUMBERS.has(key) ? numberOrText(value) : value;
  }
  const contracts = { [interaction]: given };
  return { organisations: { [name]: { contracts } } };
}
