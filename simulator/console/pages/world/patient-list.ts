import type { Patient } from '../../../../src/demographics/patient.ts';
import type { Child } from '../../../../src/wire/html/markup.ts';
import type { PatientDesk } from '../../../doors/patient-desk.ts';
import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';
import { pager } from '../../pieces/pager.ts';
import { type PatientSearch, patientSearch } from './patient-search.ts';
import { dayOf, genderOf, nameOf, practiceOf, standingOf } from './patient-words.ts';
import { patientAddress } from './world-address.ts';

const A_PAGE = 50;

/** Those who fit a search, a page of them. */
export function patientList(desk: PatientDesk, query: URLSearchParams): PageView {
  const given = (name: string) => query.get(name)?.trim() || undefined;
  const search = {
    number: given('number'),
    family: given('family'),
    postcode: given('postcode'),
    practice: given('practice')?.toUpperCase(),
  };
  const after = /^\d{10}$/.test(query.get('after') ?? '') ? (query.get('after') ?? '') : undefined;
  const found = find(desk, search, after);
  const shown = found.slice(0, A_PAGE);
  const last = found.length > shown.length ? shown.at(-1)?.nhsNumber : undefined;
  const links = {
    // Pages go forward: back is the beginning.
    earlier: after === undefined ? undefined : address(search),
    later: last === undefined ? undefined : address({ ...search, after: last }),
    said: `${shown.length} shown${after === undefined ? '' : `, after ${after}`}`,
  };
  return {
    title: 'Patients',
    aside: h('a', { class: 'button', href: `${CONSOLE}/world/patients/new` }, 'Add a patient'),
    body: [
      crumbs(['World', '/world'], ['Patients']),
      patientSearch(definite(search)),
      shown.length === 0
        ? empty('Nobody fits.', 'Take a condition away, or add a patient.')
        : [table(shown), pager(links)],
    ],
  };
}

function find(
  desk: PatientDesk,
  search: Readonly<Record<keyof PatientSearch, string | undefined>>,
  after: string | undefined,
): readonly Patient[] {
  const { number, ...conditions } = search;
  if (number === undefined) return desk.list({ ...conditions, after, limit: A_PAGE + 1 });
  const one = desk.get(number.replace(/\s/g, ''));
  return one ? [one] : [];
}

function definite(search: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function address(search: Readonly<Record<string, string | undefined>>): string {
  return `?${new URLSearchParams(definite(search))}`;
}

function table(patients: readonly Patient[]): Child {
  return dataTable<Patient>(
    'Patients',
    [
      {
        title: 'NHS number',
        cell: ({ nhsNumber }) => h('a', { href: CONSOLE + patientAddress(nhsNumber) }, nhsNumber),
        className: 'nowrap',
      },
      { title: 'Name', cell: nameOf },
      { title: 'Born', cell: ({ birthTime }) => dayOf(birthTime), className: 'nowrap' },
      { title: 'Gender', cell: genderOf, className: 'wide' },
      { title: 'Practice', cell: practiceOf },
      { title: 'Postcode', cell: ({ addresses: [first] }) => first?.postcode, className: 'wide' },
      { title: 'Record', cell: standingOf },
    ],
    patients,
  );
}
