import { type Contract, patternOf } from '../../../../src/domain/contract.ts';
import { formatDuration } from '../../../../src/domain/duration.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { OrganisationConfig } from '../../../world/party-config.ts';
import type { World } from '../../../world/world.ts';
import type { WorldPatch } from '../../../world/world-config.ts';
import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { badge } from '../../pieces/badge.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { facts } from '../../pieces/facts.ts';
import { changedNotice } from './changed-notice.ts';
import { formField, refusedAlert } from './form-field.ts';
import type { SettingsForm } from './settings-card.ts';
import { contractAddress, practiceAddress } from './world-address.ts';

/** One practice: what it is known as, its contracts, and the ways to change it. */
export function practicePage(
  world: World,
  name: string,
  organisation: OrganisationConfig,
  form: SettingsForm = {},
): PageView {
  const party = world.party(organisation.partyKey);
  const contracts = world.contracts.filter(({ partyKey }) => partyKey === organisation.partyKey);
  return {
    title: organisation.name ?? organisation.ods,
    ...(form.refused && { status: 422 }),
    aside: badge(organisation.played === 'external' ? 'note' : 'plain', organisation.played),
    body: [
      crumbs(['World', '/world'], [organisation.name ?? organisation.ods]),
      h(
        'div',
        { class: 'grid' },
        h(
          'section',
          { class: 'card', 'aria-label': 'Known as' },
          h('h2', {}, 'Known as'),
          facts([
            ['In the world file', h('code', {}, `organisations.${name}`)],
            ['ODS', organisation.ods],
            ['Party key', h('code', {}, organisation.partyKey)],
            ['ASID', h('code', {}, organisation.asid)],
            ['Host name', h('code', {}, organisation.fqdn)],
            ['Endpoint in force', party && h('code', {}, party.endpoint)],
            ['Patients', patientsLink(organisation.ods)],
          ]),
        ),
        editCard(name, organisation, form),
      ),
      contractTable(world, name, organisation, contracts),
    ],
  };
}

function patientsLink(ods: string): Markup {
  return h('a', { href: `${CONSOLE}/world/patients?practice=${ods}` }, 'registered here');
}

function editCard(name: string, organisation: OrganisationConfig, form: SettingsForm): Markup {
  const { refused, changed, typed } = form;
  const value = (key: 'name' | 'played' | 'endpoint') => typed?.get(key) ?? organisation[key] ?? '';
  return h(
    'section',
    { class: 'card', 'aria-label': 'Change it' },
    h('h2', {}, 'Change it'),
    refusedAlert(refused),
    changed && changedNotice(changed),
    h(
      'form',
      { class: 'fields', method: 'post', action: CONSOLE + practiceAddress(name) },
      formField({ name: 'name', label: 'Name', value: value('name') }, refused),
      formField(
        {
          name: 'played',
          label: 'Played by',
          value: value('played'),
          choices: [
            ['bundled', 'the simulator (bundled)'],
            ['external', 'a real system (external)'],
          ],
        },
        refused,
      ),
      formField(
        {
          name: 'endpoint',
          label: 'Endpoint',
          value: value('endpoint'),
          placeholder: 'https://localhost:9443/',
          hint: 'Where Spine delivers. Of a bundled practice it follows from where it listens: leave it empty.',
        },
        refused,
      ),
      h('button', { type: 'submit' }, 'Change'),
    ),
  );
}

/** The merge patch that the form stands for: a field that is empty takes the value away. */
export function practicePatch(name: string, form: URLSearchParams): WorldPatch {
  const given = ['name', 'played', 'endpoint'].flatMap((key) => {
    const value = form.get(key)?.trim();
    return value === undefined ? [] : [[key, value === '' ? null : value] as const];
  });
  return { organisations: { [name]: Object.fromEntries(given) } };
}

function contractTable(
  { timeScale }: World,
  name: string,
  organisation: OrganisationConfig,
  contracts: readonly Contract[],
): Child {
  const real = (ms: number) => formatDuration(ms / timeScale);
  return [
    h('h2', {}, 'Contracts'),
    h(
      'p',
      { class: 'soft' },
      'What SDS publishes for it, an interaction each. Durations are those of real time.',
    ),
    dataTable<Contract>(
      `Contracts of ${organisation.ods}`,
      [
        {
          title: 'Interaction',
          cell: ({ service, action }) =>
            h('a', { href: CONSOLE + contractAddress(name, `${service}:${action}`) }, action),
        },
        { title: 'Service', cell: ({ service }) => service.split(':').at(-1) },
        { title: 'CPAId', cell: ({ cpaId }) => h('code', {}, cpaId), className: 'nowrap' },
        { title: 'Pattern', cell: ({ reliability }) => patternOf(reliability, false) },
        { title: 'Retries', cell: ({ reliability }) => reliability.retries, className: 'num' },
        { title: 'Interval', cell: ({ reliability }) => real(reliability.retryIntervalMs) },
        { title: 'Persist', cell: ({ reliability }) => real(reliability.persistDurationMs) },
        {
          title: 'Differs',
          cell: ({ service, action }) =>
            organisation.contracts[`${service}:${action}`] && badge('note', 'changed'),
          className: 'wide',
        },
      ],
      contracts,
    ),
  ];
}
