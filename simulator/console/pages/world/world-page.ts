import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { World } from '../../../world/world.ts';
import type { WorldConfig } from '../../../world/world-config.ts';
import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { badge } from '../../pieces/badge.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';
import { limitsCard } from './limits-card.ts';
import { patientSearch } from './patient-search.ts';
import { type SettingsForm, settingsCard } from './settings-card.ts';
import { spineCard } from './spine-card.ts';
import { practiceAddress } from './world-address.ts';

/** Who takes part, under which rules: what is in force, and the ways to change it. */
export function worldPage(
  world: World,
  config: WorldConfig,
  patients: boolean,
  form: SettingsForm = {},
): PageView {
  return {
    title: 'World',
    ...(form.refused && { status: 422 }),
    aside: h(
      'span',
      { class: 'row' },
      button('/world/file?as=yaml', 'Save as YAML'),
      button('/world/file?as=json', 'Save as JSON'),
      button('/world/patch', 'Change anything'),
      h('a', { class: 'button danger small', href: `${CONSOLE}/world/reset` }, 'Reset'),
    ),
    body: [
      practices(world, config),
      patients && [
        h('h2', {}, 'Patients'),
        patientSearch({}),
        h('p', {}, h('a', { href: `${CONSOLE}/world/patients/new` }, 'Add a patient')),
      ],
      h('h2', {}, 'Rules'),
      h('div', { class: 'grid' }, settingsCard(config, form), limitsCard(world), spineCard(world)),
      faults(world),
    ],
  };
}

function button(path: string, said: string): Markup {
  return h('a', { class: 'button small', href: CONSOLE + path }, said);
}

interface Row {
  readonly name: string | undefined;
  readonly odsCode: string;
  readonly title: string;
  readonly played: string;
  readonly partyKey: string;
  readonly asid: string;
  readonly endpoint: string;
  readonly contracts: number;
}

function practices({ parties, contracts }: World, config: WorldConfig): Child {
  const names = new Map(Object.entries(config.organisations).map(([name, { ods }]) => [ods, name]));
  const rows: readonly Row[] = parties.map((party) => ({
    ...party,
    title: party.name,
    name: names.get(party.odsCode),
    contracts: contracts.filter(({ partyKey }) => partyKey === party.partyKey).length,
  }));
  if (rows.length === 0)
    return empty(
      'Nobody takes part but Spine.',
      'Add organisations to the world file, or by "Change anything".',
    );
  return [
    h('h2', {}, 'Practices'),
    dataTable<Row>(
      'Practices',
      [
        { title: 'ODS', cell: ({ odsCode }) => odsCode },
        { title: 'Name', cell: nameOf },
        { title: 'Played', cell: playedOf },
        {
          title: 'Party key',
          cell: ({ partyKey }) => h('code', {}, partyKey),
          className: 'nowrap',
        },
        { title: 'ASID', cell: ({ asid }) => h('code', {}, asid), className: 'wide' },
        {
          title: 'Endpoint',
          cell: ({ endpoint }) => h('code', { class: 'address' }, endpoint),
          className: 'wide',
        },
        { title: 'Contracts', cell: ({ contracts: count }) => count, className: 'num' },
      ],
      rows,
    ),
  ];
}

function nameOf({ name, title }: Row): Child {
  if (name !== undefined) return h('a', { href: CONSOLE + practiceAddress(name) }, title);
  return [title, ' ', badge('note', 'of a scenario')];
}

function playedOf({ played }: Row): Child {
  return played === 'bundled' ? badge('plain', 'bundled') : badge('note', 'external');
}

function faults({ faults: rules }: World): Child {
  if (rules.length === 0) return undefined;
  return [
    h('h2', {}, 'What goes wrong on purpose'),
    dataTable(
      'Fault rules',
      [
        { title: 'Rule', cell: ({ name }) => name },
        { title: 'Faces', cell: ({ faces }) => faces?.join(', ') ?? 'all' },
        { title: 'When', cell: ({ when }) => whenOf(when) },
        {
          title: 'Attempts',
          cell: ({ attempts }) =>
            attempts ? `${attempts.from} to ${attempts.to ?? 'any'}` : 'all',
        },
        { title: 'What', cell: ({ actions }) => actions.map(({ kind }) => kind).join(', ') },
      ],
      rules,
      () => 'odd',
    ),
  ];
}

function whenOf(when: World['faults'][number]['when']): string {
  const conditions = Object.entries(when).flatMap(([name, values]) =>
    values === undefined ? [] : [`${name} ${values.join(' or ')}`],
  );
  return conditions.join(' and ') || 'always';
}
