import type { Organisation } from '../../../../src/organisations/organisation.ts';
import type { SimulatorError } from '../../../../src/platform/simulator-error.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { OrganisationDesk } from '../../../doors/organisation-desk.ts';
import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { badge } from '../../pieces/badge.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { facts } from '../../pieces/facts.ts';
import { addressPart } from '../neighbours/address-part.ts';
import { refusedAlert } from '../world/form-field.ts';
import { organisationLink, periodsOf, standing } from './organisation-words.ts';

/** What became of a change, and what was typed. */
export interface OrganisationForm {
  readonly refused?: SimulatorError;
  readonly changed?: boolean;
  readonly typed?: string;
}

/** One organisation as ODS has it: roles, relationships, successions; and the way to change it. */
export function organisationPage(
  desk: OrganisationDesk,
  organisation: Organisation,
  form: OrganisationForm = {},
): PageView {
  const { odsCode, name } = organisation;
  return {
    title: name,
    ...(form.refused && { status: 422 }),
    aside: h('span', { class: 'row' }, standing(organisation)),
    body: [
      crumbs(['Organisations', '/organisations'], [odsCode]),
      refusedAlert(form.refused),
      form.changed &&
        h('p', { class: 'alert good', role: 'status' }, 'Taken, and in force until a reset.'),
      h('div', { class: 'grid' }, recordCard(organisation), addressCard(organisation)),
      roleTable(organisation),
      relationshipTable(desk, organisation),
      successionTable(organisation),
      h('h2', {}, 'Change it'),
      editForm(organisation, form),
    ],
  };
}

function recordCard(organisation: Organisation): Markup {
  const { odsCode, recordClass, refOnly, lastChangeDate, periods } = organisation;
  return h(
    'section',
    { class: 'card', 'aria-label': 'Record' },
    h('h2', {}, 'Record'),
    facts([
      ['ODS code', h('code', {}, odsCode)],
      ['Record class', recordClass === 'RC1' ? 'RC1, organisation' : 'RC2, site'],
      ['Periods', periodsOf(periods)],
      ['Last changed', lastChangeDate],
      ['Only referred to', refOnly && 'yes'],
    ]),
  );
}

function addressCard({ address, contacts }: Organisation): Markup {
  const { lines, town, county, postcode, country, uprn } = address;
  return h(
    'section',
    { class: 'card', 'aria-label': 'Address' },
    h('h2', {}, 'Address'),
    facts([
      ['Lines', lines.join(', ')],
      ['Town', town],
      ['County', county],
      ['Postcode', postcode],
      ['Country', country],
      ['UPRN', uprn],
      ...contacts.slice(0, 10).map(({ type, value }) => [type, value] as const),
    ]),
  );
}

function roleTable({ roles }: Organisation): Child {
  return [
    h('h2', {}, 'Roles'),
    dataTable(
      'Roles',
      [
        {
          title: 'Role',
          cell: ({ roleId, primary }) => [
            h('code', {}, roleId),
            primary && [' ', badge('note', 'primary')],
          ],
        },
        { title: 'Unique id', cell: ({ uniqueRoleId }) => uniqueRoleId, className: 'wide' },
        { title: 'Periods', cell: ({ periods }) => periodsOf(periods) },
        { title: 'State', cell: standing },
      ],
      roles,
    ),
  ];
}

function relationshipTable(desk: OrganisationDesk, { relationships }: Organisation): Child {
  if (relationships.length === 0) return undefined;
  return [
    h('h2', {}, 'Relationships'),
    dataTable(
      'Relationships',
      [
        { title: 'Relationship', cell: ({ relId }) => h('code', {}, relId) },
        {
          title: 'To',
          cell: ({ target, targetPrimaryRole }) => [
            desk.find(target) ? organisationLink(target) : target,
            h('span', { class: 'soft' }, ` ${targetPrimaryRole.roleId} `),
            desk.find(target)?.name,
          ],
        },
        { title: 'Periods', cell: ({ periods }) => periodsOf(periods), className: 'wide' },
        { title: 'State', cell: standing },
      ],
      relationships,
    ),
  ];
}

function successionTable({ successions }: Organisation): Child {
  if (successions.length === 0) return undefined;
  return [
    h('h2', {}, 'Successions'),
    dataTable(
      'Successions',
      [
        { title: 'Which', cell: ({ type }) => type },
        { title: 'Organisation', cell: ({ target }) => organisationLink(target) },
        { title: 'On', cell: ({ date }) => date },
      ],
      successions,
    ),
  ];
}

function editForm(organisation: Organisation, { typed }: OrganisationForm): Markup {
  const action = `${CONSOLE}/organisations/${addressPart(organisation.odsCode)}`;
  return h(
    'details',
    { id: 'edit', open: typed !== undefined },
    h('summary', {}, 'The whole record as JSON'),
    h(
      'form',
      { class: 'fields', method: 'post', action },
      h(
        'label',
        { class: 'field' },
        'Record',
        h(
          'textarea',
          { name: 'record', rows: 24, spellcheck: 'false' },
          typed ?? JSON.stringify(organisation, null, 2),
        ),
      ),
      h('button', { type: 'submit', class: 'primary' }, 'Put it into ODS'),
    ),
    h(
      'form',
      { method: 'post', action: `${action}/remove` },
      h('button', { type: 'submit', class: 'danger small' }, 'Take it out of ODS'),
    ),
  );
}
