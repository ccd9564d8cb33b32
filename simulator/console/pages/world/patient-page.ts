import type { Patient } from '../../../../src/demographics/patient.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { PatientDesk } from '../../../doors/patient-desk.ts';
import type { World } from '../../../world/world.ts';
import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { facts } from '../../pieces/facts.ts';
import { type MoveForm, moveCard } from './move-card.ts';
import { dayOf, genderOf, nameOf, practiceOf, standingOf } from './patient-words.ts';
import { patientAddress } from './world-address.ts';

/** One record of PDS with its history, and the way to another practice. */
export function patientPage(
  desk: PatientDesk,
  world: World,
  patient: Patient,
  form: MoveForm = {},
): PageView {
  const { nhsNumber } = patient;
  return {
    title: nameOf(patient),
    ...(form.refused && { status: 422 }),
    aside: h('span', { class: 'row' }, standingOf(patient)),
    body: [
      crumbs(['World', '/world'], ['Patients', '/world/patients'], [nhsNumber]),
      h('div', { class: 'grid' }, recordCard(patient), moveCard(world, patient, form)),
      history(desk, nhsNumber),
      h(
        'details',
        {},
        h('summary', {}, 'The whole record'),
        h(
          'pre',
          { class: 'code', tabindex: 0, role: 'region', 'aria-label': 'Record as JSON' },
          JSON.stringify(patient, null, 2),
        ),
      ),
    ],
  };
}

function recordCard(patient: Patient): Markup {
  const { nhsNumber, scn, birthTime, addresses, telecoms, supersededBy } = patient;
  const [home] = addresses;
  const practice = practiceOf(patient);
  return h(
    'section',
    { class: 'card', 'aria-label': 'Record' },
    h('h2', {}, 'Record'),
    facts([
      ['NHS number', h('code', {}, nhsNumber)],
      ['Serial number', scn],
      ['Born', dayOf(birthTime)],
      ['Gender', genderOf(patient)],
      [
        'Practice',
        practice &&
          h(
            'a',
            { href: `${CONSOLE}/world/patients?practice=${encodeURIComponent(practice)}` },
            practice,
          ),
      ],
      ['Address', home && [...home.lines, home.postcode].filter((line) => line).join(', ')],
      ['Telephone', telecoms[0]?.value],
      [
        'Superseded by',
        supersededBy && h('a', { href: CONSOLE + patientAddress(supersededBy) }, supersededBy),
      ],
    ]),
  );
}

function history(desk: PatientDesk, nhsNumber: string): Child {
  const versions = desk.history(nhsNumber);
  if (versions.length === 0) return undefined;
  return [
    h('h2', {}, 'History'),
    dataTable(
      'History',
      [
        { title: 'Serial number', cell: ({ patient }) => patient.scn },
        {
          title: 'At',
          cell: ({ note }) => h('time', { datetime: note.at }, note.at),
          className: 'nowrap',
        },
        { title: 'By', cell: ({ note }) => `${note.by} (${note.face})` },
        { title: 'What', cell: ({ note }) => note.what },
        { title: 'Practice then', cell: ({ patient }) => practiceOf(patient) },
      ],
      versions.toReversed().slice(0, 100),
    ),
  ];
}
