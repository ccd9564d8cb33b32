import { listedOrganisations } from '../../../../src/organisations/listed-organisations.ts';
import type { Organisation } from '../../../../src/organisations/organisation.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { OrganisationDesk } from '../../../doors/organisation-desk.ts';
import { CONSOLE, h } from '../../element.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';
import { pager } from '../../pieces/pager.ts';
import { organisationLink, standing } from './organisation-words.ts';

const A_PAGE = 50;
const FIELDS = [
  ['code', 'ODS code'],
  ['name', 'A part of the name'],
  ['postcode', 'Postcode'],
  ['role', 'Role, RO177'],
] as const;

/** Looks organisations up, and those that fit, a page of them. */
export function organisationSearch(desk: OrganisationDesk, query: URLSearchParams): Child {
  const given = (name: string) => query.get(name)?.trim() || undefined;
  const code = given('code')?.toUpperCase();
  const wanted = {
    ...{ name: given('name'), postcode: given('postcode'), role: given('role')?.toUpperCase() },
    status: given('closed') ? ('Inactive' as const) : undefined,
  };
  const after = given('after');
  const all =
    code === undefined ? desk.all() : [desk.find(code)].filter((each) => each !== undefined);
  const found = listedOrganisations(all, { ...wanted, after }, A_PAGE + 1);
  const shown = found.slice(0, A_PAGE);
  const next = found.length > A_PAGE ? shown.at(-1)?.odsCode : undefined;
  const address = (from?: string) => {
    const kept = new URLSearchParams(query);
    kept.delete('after');
    if (from) kept.set('after', from);
    return `?${kept}`;
  };
  return [
    searchForm(query),
    shown.length === 0
      ? empty('None fits.', 'Take a condition away, or import some.')
      : [
          table(shown),
          pager({
            earlier: after === undefined ? undefined : address(),
            later: next === undefined ? undefined : address(next),
            said: `${shown.length} shown of ${desk.all().length.toLocaleString('en-GB')} in ODS`,
          }),
        ],
  ];
}

function searchForm(query: URLSearchParams): Markup {
  return h(
    'form',
    {
      class: 'filters',
      method: 'get',
      action: `${CONSOLE}/organisations`,
      role: 'search',
      'aria-label': 'Organisations',
    },
    FIELDS.map(([name, label]) =>
      h(
        'label',
        {},
        label,
        h('input', { name, value: query.get(name) ?? '', size: 14, autocomplete: 'off' }),
      ),
    ),
    h(
      'label',
      { class: 'check' },
      h('input', { type: 'checkbox', name: 'closed', value: 'yes', checked: query.has('closed') }),
      'closed alone',
    ),
    h('button', { type: 'submit' }, 'Find'),
    h('a', { class: 'button', href: `${CONSOLE}/organisations/import` }, 'Import'),
  );
}

function table(organisations: readonly Organisation[]): Markup {
  return dataTable<Organisation>(
    'Organisations',
    [
      {
        title: 'ODS code',
        cell: ({ odsCode }) => organisationLink(odsCode),
        className: 'nowrap',
      },
      { title: 'Name', cell: ({ name }) => name },
      {
        title: 'Primary role',
        cell: ({ roles }) => roles.find(({ primary }) => primary)?.roleId,
        className: 'wide',
      },
      { title: 'Postcode', cell: ({ address }) => address.postcode, className: 'wide' },
      { title: 'State', cell: standing },
    ],
    organisations,
  );
}
